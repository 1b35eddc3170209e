import type { CompiledOperation } from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import type { Located } from '../model/index.js';
import { type Answer, type Eventually, type Failure, type FailureCode, failure as newFailure } from './answer.js';
import type { WrittenHeaders } from './headers.js';
import type { Preferences } from './preferences.js';
import { problemAnswer } from './problems.js';
import { contentTypeOf, type Serializer } from './serialize.js';

/** The documented statuses that answer a failure, in the order in which they are tried (Prism's). No other is tried. */
const WANTED: Readonly<Partial<Record<FailureCode, readonly number[]>>> = {
  UNAUTHORIZED: [401],
  INVALID_CONTENT_TYPE: [415, 422, 400],
  UNPROCESSABLE_ENTITY: [422, 400],
  MALFORMED_BODY: [400, 422],
  NO_SUCH_ITEM: [404],
  CONFLICT: [409],
};

/** The context that is needed to write an error. */
export interface ErrorContext {
  readonly serialize: Serializer;
  readonly generator: Generator;
  readonly preferences: Preferences;
  /** The documented headers of a response. */
  readonly documented: (compiled: CompiledOperation, response: Located) => Eventually<WrittenHeaders>;
  /** The `sl-violations` header. */
  readonly header: (failure: Failure) => Readonly<Record<string, string>>;
}

/** The error as the operation documents it, else as problem details. */
export async function documentedError(
  { serialize, generator, preferences, documented, header }: ErrorContext,
  failure: Failure,
  compiled: CompiledOperation | undefined,
): Promise<Answer> {
  const wanted = WANTED[failure.code] ?? [];
  const found = compiled && findResponse(compiled, wanted);
  if (!compiled || !found) return problemAnswer(failure);
  const base = { status: found.status, violations: failure.violations };
  const headers = { ...(await documented(compiled, found.response)), ...failure.headers, ...header(failure) };
  const content = compiled.responseContent(found.response);
  const entries = content.keys.map((key) => content.get(key)).filter((entry) => entry !== undefined);
  // As in Prism: the first with an example, whatever the client accepts; then the first with a schema.
  const media =
    entries.find(({ examples }) => examples.length > 0) ?? entries.find(({ schema }) => schema !== undefined);
  if (!media) return { ...base, headers };
  const named = preferences.code !== undefined && wanted.includes(preferences.code) ? preferences.example : undefined;
  const example = named === undefined ? media.examples[0] : media.examples.find(({ name }) => name === named);
  if (named !== undefined && !example)
    return problemAnswer(newFailure('NOT_FOUND', `response ${found.status} has no example "${named}"`));
  const value = example ? example.value : await generator.sample(media);
  if (value === undefined) return problemAnswer(failure);
  const body = serialize(media, value, example);
  return { ...base, headers: { 'Content-Type': contentTypeOf(media, value, undefined, body), ...headers }, body };
}

function findResponse(
  { operation }: CompiledOperation,
  wanted: readonly number[],
): { status: number; response: Located } | undefined {
  for (const status of wanted) {
    const response =
      operation.responses.get(String(status)) ?? operation.responses.get(`${Math.floor(status / 100)}XX`);
    if (response) return { status, response };
  }
  const [status] = wanted;
  const response = status === undefined ? undefined : operation.responses.get('default');
  return status !== undefined && response ? { status, response } : undefined;
}
