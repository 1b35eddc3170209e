import { type Contract, responseFor } from '../contract/index.js';
import { parseMediaType } from '../http/index.js';
import { headerValue, readJson, writeJson } from '../model/index.js';
import type { KeptExchange } from './ring.js';

/** What is known of the response, with its header fields by their names in lower case. */
type Answered = Pick<KeptExchange, 'method' | 'target' | 'status' | 'answeredBody'> & {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * The name of the documented example that a JSON body is, member for member: `default` for one without a name, and the
 * first of those that are equal. Undefined for a body that was generated, completed, remembered or set.
 */
export function exampleIn(contract: Contract, answered: Answered): string | undefined {
  const { method, target, status, headers, answeredBody } = answered;
  const { operation } = contract.matcher.matchTarget(method, target);
  const documented = operation && responseFor(operation, status);
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  if (!documented || !type || answeredBody.state !== 'present') return undefined;
  const media = contract.compile(operation).responseContent(documented.response).bestFor(type);
  if (!media || media.examples.length === 0) return undefined;
  const sent = normal(answeredBody.content);
  return sent === undefined ? undefined : media.examples.find(({ value }) => writeJson(value) === sent)?.name;
}

/** JSON written in one way, so that blanks do not count; undefined for what is none. */
function normal(content: string | Uint8Array): string | undefined {
  try {
    return writeJson(readJson(typeof content === 'string' ? content : new TextDecoder().decode(content)));
  } catch {
    return undefined;
  }
}
