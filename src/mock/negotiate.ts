import type { CompiledOperation, Example, MediaContent, Operation } from '../contract/index.js';
import { acceptedType, isJsonType, isRefused, parseMediaType } from '../http/index.js';
import { type Located, own } from '../model/index.js';
import { type Failure, failure } from './answer.js';
import { exampleFor, isShared } from './fitted-error.js';
import type { Preferences } from './preferences.js';
import { contentTypeOf } from './serialize.js';

/** The response, media type and example to answer with. */
export interface Choice {
  readonly status: number;
  readonly response: Located;
  /** Absent where the response has no content. */
  readonly media?: MediaContent;
  /** Absent where the body is to be generated. */
  readonly example?: Example;
  readonly dynamic: boolean;
}

/** The behaviour of the mock unless a request prefers otherwise. */
export interface NegotiationDefaults {
  readonly dynamic: boolean;
  /** Ignored by operations that have no example of this name. */
  readonly example?: string;
  /** Media types are taken for ones without examples. */
  readonly ignoreExamples: boolean;
}

/** Answers without a body, whose media type is no matter of negotiation (RFC 9110 §6.4.1). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Chooses status, media type and example for a valid request (Prism's order; OpenAPI 3.1 §4.8.16). */
export function negotiate(
  compiled: CompiledOperation,
  preferences: Preferences,
  accept: string | undefined,
  defaults: NegotiationDefaults,
): Choice | Failure {
  const chosen = chooseResponse(compiled.operation, preferences.code);
  if ('code' in chosen) return chosen;
  const content = compiled.responseContent(chosen.response);
  const dynamic = preferences.dynamic ?? defaults.dynamic;
  if (content.keys.length === 0) return { ...chosen, dynamic };
  const key =
    acceptedType(content.keys, accept) ?? (chosen.status >= 400 ? errorType(content.keys, accept) : undefined);
  const media = key === undefined ? undefined : content.get(key);
  const notAcceptable = (): Failure =>
    failure('NOT_ACCEPTABLE', `the operation cannot answer with ${accept}; it has ${content.keys.join(', ')}`);
  if (!media && (compiled.operation.method === 'HEAD' || BODILESS.has(chosen.status))) return { ...chosen, dynamic };
  if (!media) return notAcceptable();
  const examples = defaults.ignoreExamples && preferences.example === undefined ? [] : media.examples;
  const spoken =
    preferences.example === undefined && isShared(compiled, chosen) ? exampleFor(examples, chosen.status) : undefined;
  const example = chooseExample(examples, preferences.example, defaults.example, spoken);
  if (!example && preferences.example !== undefined) {
    const names = media.examples.map(({ name }) => name);
    return failure(
      'NOT_FOUND',
      `response ${chosen.status} has no example "${preferences.example}"; it has ${names.length > 0 ? names.join(', ') : 'none'}`,
    );
  }
  if (example && chosen.status < 400 && isRefused(contentTypeOf(media, example.value, accept), accept))
    return notAcceptable();
  const isDescribed = media.schema !== undefined || media.item !== undefined;
  const isGenerated = dynamic && preferences.example === undefined && isDescribed;
  return { ...chosen, media, dynamic, ...(isGenerated || !example ? {} : { example }) };
}

/** The status of the response that a request gets which asks for none. */
export function usualStatus(operation: Operation): number | undefined {
  const chosen = chooseResponse(operation, undefined);
  return 'code' in chosen ? undefined : chosen.status;
}

/**
 * The media type of an error that has none of those that the client accepts: better that one than no answer (RFC 9110
 * §15.5.7). Who accepts JSON can read any kind of it.
 */
function errorType(keys: readonly string[], accept = ''): string | undefined {
  const isJson = (text: string): boolean => {
    const type = parseMediaType(text);
    return type !== undefined && isJsonType(type) && !isRefused(text, accept);
  };
  return (accept.split(',').some(isJson) ? keys.find(isJson) : undefined) ?? acceptedType(keys, undefined);
}

function chooseResponse(
  { responses, id }: Operation,
  code: number | undefined,
): { status: number; response: Located } | Failure {
  if (code !== undefined) {
    const response =
      responses.get(String(code)) ?? responses.get(`${Math.floor(code / 100)}XX`) ?? responses.get('default');
    if (response) return { status: code, response };
    return failure(
      'NOT_FOUND',
      `${id} documents no response ${code}, so that the mock has none to give; ${documentedIn([...responses.keys()])}`,
    );
  }
  const preferred = [...responses].find(([, { node }]) => own(node, 'x-docproof-default') === true)?.[0];
  const success = [...responses.keys()].filter((key) => /^2(\d\d|XX)$/.test(key)).sort()[0];
  const key = preferred ?? success ?? (responses.has('default') ? 'default' : [...responses.keys()][0]);
  const response = key === undefined ? undefined : responses.get(key);
  if (key === undefined || !response) return failure('NO_RESPONSE_DEFINED', `${id} documents no response`);
  return { status: key === 'default' ? 200 : Number(key.replace('XX', '00')), response };
}

/** The statuses that `Prefer: code=` can ask for. */
function documentedIn(keys: readonly string[]): string {
  if (keys.length === 0) return 'it documents no response at all';
  const [only] = keys;
  return keys.length === 1
    ? `the only one is ${only}`
    : `documented are ${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;
}

function chooseExample(
  examples: readonly Example[],
  wanted: string | undefined,
  usual: string | undefined,
  spoken: Example | undefined,
): Example | undefined {
  if (wanted !== undefined) return examples.find(({ name }) => name === wanted);
  return examples.find(({ name }) => name === usual) ?? spoken ?? examples[0];
}
