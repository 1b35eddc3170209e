import {
  type Content,
  type Contract,
  type Operation,
  operationCalled,
  parameterExamples,
} from '../../contract/index.js';
import type { NamedExample, OperationFacts } from '../../feed/index.js';
import { createGenerator } from '../../generate/index.js';
import { type JsonObject, type JsonValue, own } from '../../model/index.js';
import { servedPathOf } from '../served-path.js';

/** What a form for an operation needs; undefined where the document has no operation of that name. */
export async function operationFacts(contract: Contract, name: string): Promise<OperationFacts | undefined> {
  const operation = operationCalled(contract.operations, name);
  if (!operation) return undefined;
  const { id, method, path, operationId, deprecated, node, responses, requestBody } = operation;
  const compiled = contract.compile(operation);
  const request = await documentedRequest(contract, operation);
  return {
    id,
    method,
    path,
    servedPath: servedPathOf(contract, operation),
    ...(operationId === undefined ? {} : { operationId }),
    ...textsOf(node, 'summary', 'description'),
    deprecated,
    parameters: operation.parameters.map((parameter) => ({
      name: String(parameter.node.name ?? ''),
      in: String(parameter.node.in ?? ''),
      required: parameter.node.required === true,
      ...textsOf(parameter.node, 'description'),
      ...valuesOf(contract, parameter.node),
      examples: parameterExamples(contract, parameter).map(named),
    })),
    ...(requestBody && compiled.requestContent
      ? { requestBody: { required: compiled.requiresBody, content: mediaIn(compiled.requestContent) } }
      : {}),
    responses: [...responses].map(([status, response]) => ({
      status,
      description: String(own(response.node, 'description') ?? ''),
      content: mediaIn(compiled.responseContent(response)).map(({ mediaType, examples }) => ({
        mediaType,
        examples: examples.map((example) => example.name),
      })),
    })),
    ...(request ? { request } : {}),
  };
}

function textsOf<Name extends string>(node: JsonObject, ...names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = own(node, name);
    if (typeof text === 'string') found[name] = text;
  }
  return found;
}

/** The values of an enumeration. */
function valuesOf({ resolve }: Contract, node: JsonObject): { readonly values?: readonly JsonValue[] } {
  const schema = resolve(own(node, 'schema'), '')?.node;
  const values = schema && own(schema, 'enum');
  return Array.isArray(values) ? { values } : {};
}

function mediaIn(content: Content): { readonly mediaType: string; readonly examples: readonly NamedExample[] }[] {
  return content.keys.map((key) => ({ mediaType: key, examples: (content.get(key)?.examples ?? []).map(named) }));
}

function named({ name, value, bytes }: { name: string; value: JsonValue; bytes?: Uint8Array }): NamedExample {
  return bytes ? { name } : { name, value };
}

/** The first request that the self-test makes of it: the documented one, or one that its schemas allow. */
async function documentedRequest(contract: Contract, operation: Operation): Promise<OperationFacts['request']> {
  const { documentSpecimens } = await import('../../selftest/index.js');
  const settings = { seed: 'docproof', perClass: 1, variants: 0 };
  const one = { ...contract, operations: [operation] };
  for await (const { exchange } of documentSpecimens(one, createGenerator(contract), settings)) {
    const { method, url, headers, body } = exchange.request;
    const content = body.state === 'present' ? body.content : undefined;
    return {
      method,
      target: url,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(content === undefined ? {} : { body: typeof content === 'string' ? content : decoder.decode(content) }),
    };
  }
  return undefined;
}

const decoder = new TextDecoder();
