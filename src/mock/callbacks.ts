import {
  type CompiledOperation,
  type Contract,
  contentOf,
  operationsIn,
  type ParameterSources,
} from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import {
  at,
  child,
  headerValue,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  writeJson,
} from '../model/index.js';
import { minorOf } from '../schema/index.js';
import type { Answer, Call, OutgoingCall } from './answer.js';
import { contentTypeOf, type Serializer } from './serialize.js';

/** The values from which callbacks are made, and to which runtime expressions refer. */
export interface CallbackContext {
  readonly contract: Contract;
  readonly generator: Generator;
  readonly serialize: Serializer;
  readonly call: Call;
  readonly sources: ParameterSources;
  readonly body: JsonValue | undefined;
  readonly answer: Answer;
  readonly value: JsonValue | undefined;
}

/**
 * The requests that an operation announces to make after its answer (OpenAPI 3.1 §4.8.18). Those whose URL has no value
 * are left out.
 */
export async function callbacksOf(compiled: CompiledOperation, context: CallbackContext): Promise<OutgoingCall[]> {
  const { node, pointer } = compiled.operation;
  const calls: OutgoingCall[] = [];
  const callbacks = own(node, 'callbacks');
  for (const [name, written] of Object.entries(isObject(callbacks) ? callbacks : {})) {
    const callback = context.contract.resolve(written, child(child(pointer, 'callbacks'), name));
    for (const [expression, pathItem] of Object.entries(callback?.node ?? {})) {
      const item = callback && context.contract.resolve(pathItem, child(callback.pointer, expression));
      const url = urlOf(expression, context);
      if (!item || url === undefined) continue;
      // No client may send it (Fetch standard §4.2).
      for (const { method, node, place } of operationsIn(item.node, minorOf(context.contract.document.root.openapi)))
        if (method !== 'TRACE')
          calls.push(await outgoing(`${name} ${method}`, method, url, node, `${item.pointer}${place}`, context));
    }
  }
  return calls;
}

async function outgoing(
  name: string,
  method: string,
  url: string,
  operation: JsonObject,
  pointer: string,
  { contract, generator, serialize }: CallbackContext,
): Promise<OutgoingCall> {
  const request = contract.resolve(own(operation, 'requestBody'), child(pointer, 'requestBody'));
  const content = request && contentOf(contract, request, 'request');
  const [first] = content?.keys ?? [];
  const media = first === undefined ? undefined : content?.get(first);
  const example = media?.examples[0];
  const value = example ? example.value : media?.schema === undefined ? undefined : await generator.sample(media);
  const body = media && value !== undefined ? serialize(media, value, example) : undefined;
  return {
    name,
    method,
    url,
    headers: media ? { 'content-type': contentTypeOf(media, value, undefined, body) } : {},
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * The URL with its runtime expressions evaluated (OpenAPI 3.1 §4.8.20.2); undefined where one has no value, or it is no
 * http URL.
 */
function urlOf(template: string, context: CallbackContext): string | undefined {
  let isWhole = true;
  const replace = (expression: string): string => {
    const value = evaluate(expression, context);
    if (value === undefined) isWhole = false;
    return value ?? '';
  };
  const url = template.startsWith('$')
    ? replace(template)
    : template.replace(/\{(\$[^{}]+)\}/g, (_, expression: string) => replace(expression));
  return isWhole && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

/** A runtime expression's value as text. */
function evaluate(
  expression: string,
  { call, sources, body, answer, value }: Omit<CallbackContext, 'contract' | 'generator' | 'serialize'>,
): string | undefined {
  if (expression === '$url') return `${call.origin}${call.target}`;
  if (expression === '$method') return call.method;
  if (expression === '$statusCode') return String(answer.status);
  const [, side, place, rest = ''] =
    /^\$(request|response)\.(header|query|path|body)(?:[.#](.*))?$/s.exec(expression) ?? [];
  if (place === 'body') return toText(at(side === 'request' ? body : value, expression.includes('#') ? rest : ''));
  if (place === 'header')
    return side === 'request' ? headerValue(call.headers, rest.toLowerCase()) : headerOf(answer, rest);
  if (side !== 'request') return undefined;
  if (place === 'query') return sources.query.get(rest)?.[0];
  return place === 'path' ? sources.pathValues[rest] : undefined;
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

function toText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return isContainer(value) ? writeJson(value) : String(value);
}
