import { type Contract, responseFor } from '../contract/index.js';
import { isJsonType, parseMediaType } from '../http/index.js';
import { headerValue, readJson, writeJson } from '../model/index.js';
import type { KeptExchange } from './ring.js';

/** What is known of the response, with its header fields by their names in lower case. */
type Answered = Pick<KeptExchange, 'method' | 'target' | 'status' | 'answeredBody'> & {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * The name of the documented example that a body is: as JSON member for member, else letter for letter. It is `default`
 * for one without a name, and the first of those that are equal. Undefined for a body that was generated, completed,
 * remembered or set.
 */
export function exampleIn(contract: Contract, answered: Answered): string | undefined {
  const { answeredBody } = answered;
  const media = mediaIn(contract, answered);
  if (!media || media.examples.length === 0 || answeredBody.state !== 'present') return undefined;
  const { content } = answeredBody;
  const sent = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const json = normal(sent);
  return media.examples.find(({ value }) => value === sent || (json !== undefined && writeJson(value) === json))?.name;
}

/**
 * What the mock made a body from that is no documented example, and was not set: an error of its own where the document
 * has no such body; unknown where examples in a language other than JSON may have been written in another way.
 */
export function originIn(contract: Contract, answered: Answered): 'refusal' | 'generated' | 'unknown' {
  const media = mediaIn(contract, answered);
  if (!media) return answered.status >= 400 ? 'refusal' : 'generated';
  const type = parseMediaType(headerValue(answered.headers, 'content-type') ?? '');
  return media.examples.length > 0 && type && !isJsonType(type) ? 'unknown' : 'generated';
}

function mediaIn(contract: Contract, { method, target, status, headers }: Answered) {
  const { operation } = contract.matcher.matchTarget(method, target);
  const documented = operation && responseFor(operation, status);
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  return documented && type && contract.compile(operation).responseContent(documented.response).bestFor(type);
}

/** JSON written in one way, so that blanks do not count; undefined for what is none. */
function normal(content: string): string | undefined {
  try {
    return writeJson(readJson(content));
  } catch {
    return undefined;
  }
}
