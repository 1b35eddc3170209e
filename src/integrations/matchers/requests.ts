import { MissingRequest } from '../../core/exchanges/index.js';
import { exchangeOf, type GivenRequest } from '../../core/index.js';
import type { Body, Exchange } from '../../model/index.js';

/** The requests of responses that a `fetch` of `withRequests` gave. A response itself does not know its request. */
const requests = new WeakMap<object, Request>();

/** Bodies that were read of responses: a response of `fetch` is read once only, and a test may want to read it too. */
const bodies = new WeakMap<object, Body>();

/**
 * A `fetch` that remembers the request of each response, so that matchers need no second argument. Where redirects were
 * followed, the request of the last response is not known, and nothing is remembered.
 * @param fetch the one that does it. @default the global one
 */
export function withRequests(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const kept = request.clone();
    const response = await fetch(request);
    if (!response.redirected) requests.set(response, kept);
    return response;
  };
}

/** An exchange, as it was read of what a matcher received. */
export interface Received {
  readonly exchange: Exchange;
  /** What was received, apart from its request: the same object for the same response. */
  readonly response: unknown;
  /** Whether the test had read the body before anybody kept it. */
  readonly isReadBefore: boolean;
}

/**
 * Reads what a matcher received.
 * @param given what `exchangeOf` takes, or a pair of a response and its request; or a promise of one
 * @throws TypeError as `exchangeOf` does
 */
export async function readReceived(given: unknown, request?: GivenRequest): Promise<Received> {
  const received = await given;
  const [response, asked] = isPair(received) && request === undefined ? received : [received, request];
  const known = isThing(response) ? requests.get(response) : undefined;
  const exchange = await exchangeOf(response, asked ?? known);
  if (!isThing(response) || exchange.source !== 'fetch') return { exchange, response, isReadBefore: false };
  const { body } = exchange.response;
  const isRead = body.state === 'unknown' && 'bodyUsed' in response && response.bodyUsed === true;
  const kept = bodies.get(response);
  if (!isRead) bodies.set(response, body);
  else if (kept)
    return { exchange: { ...exchange, response: { ...exchange.response, body: kept } }, response, isReadBefore: false };
  return { exchange, response, isReadBefore: isRead };
}

function isPair(value: unknown): value is readonly [response: unknown, request: GivenRequest] {
  return Array.isArray(value) && value.length === 2 && (typeof value[1] === 'string' || isThing(value[1]));
}

function isThing(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The same error, in the words of a matcher where the request is missing. */
export function missingRequest(error: unknown, matcher: string): unknown {
  if (!(error instanceof MissingRequest)) return error;
  return new TypeError(
    `a response of ${error.client} does not know its request: give it to the matcher, as in ${matcher}({ request: { method, url, body } }), or fetch with withRequests(fetch)`,
    { cause: error },
  );
}
