import { type Contract, responseFor } from '../contract/index.js';
import { type Exchange, NO_BODY } from '../model/index.js';
import type { KeptExchange } from './ring.js';

/** The name of the feed where a violation names its source. */
export const SOURCE = 'feed';

/** The exchange as a check reads it. */
export function exchangeOf(contract: Contract, kept: KeptExchange): Exchange {
  const { id, method, target, asked, askedBody, status, answeredBody, startedAt, duration } = kept;
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
  return {
    source: SOURCE,
    index: id,
    time: { from: startedAt, to: startedAt + duration },
    request: { method, url: target, headers: asked, body: askedBody },
    response: { status, headers: headersIn(kept), body: hasBody ? answeredBody : NO_BODY },
    caveats: isRefusal(contract, kept) ? [...new Set([...kept.caveats, 'answered-by-proxy' as const])] : kept.caveats,
  };
}

/** The header fields of the response by their names in lower case. */
export function headersIn({ answered }: KeptExchange): Record<string, string | readonly string[]> {
  const headers: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, value] of Object.entries(answered)) if (value !== undefined) headers[name.toLowerCase()] = value;
  return headers;
}

/** Whether the mock refused the request with its own answer: the document describes none, so it is not judged. */
function isRefusal({ matcher }: Contract, { answeredBy, method, target, status }: KeptExchange): boolean {
  if (answeredBy !== 'mock' || status < 400) return false;
  const { operation } = matcher.matchTarget(method, target);
  return !operation || responseFor(operation, status) === undefined;
}
