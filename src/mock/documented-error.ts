import type { CompiledOperation, Located } from '../contract/index.js';
import type { Answer, Failure, FailureCode } from './answer.js';
import type { Generator } from './generate.js';
import { problemAnswer } from './problems.js';
import { serialize } from './serialize.js';

/** The documented statuses that may stand for a failure, in the order in which they are tried (Prism's). Others are never looked for. */
const WANTED: Readonly<Partial<Record<FailureCode, readonly number[]>>> = {
  UNAUTHORIZED: [401],
  INVALID_CONTENT_TYPE: [415, 422, 400],
  UNPROCESSABLE_ENTITY: [422, 400],
  MALFORMED_BODY: [400, 422],
};

/** The error as the operation documents it, else as problem details. */
export async function documentedError(
  generator: Generator,
  failure: Failure,
  compiled: CompiledOperation | undefined,
): Promise<Answer> {
  const found = compiled && findResponse(compiled, WANTED[failure.code] ?? []);
  if (!compiled || !found) return problemAnswer(failure);
  const content = compiled.responseContent(found.response);
  const media = content.keys.map((key) => content.get(key)).find((entry) => entry !== undefined);
  if (!media) return { status: found.status, headers: failure.headers, violations: failure.violations };
  const [example] = media.examples;
  const value = example ? example.value : await generator.sample(media);
  if (value === undefined) return problemAnswer(failure);
  return {
    status: found.status,
    headers: { 'Content-Type': media.key, ...failure.headers },
    body: serialize(media, value, example),
    violations: failure.violations,
  };
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
