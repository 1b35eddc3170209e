import { isIPv4 } from 'node:net';
import { FeedRing } from '../feed/ring.js';
import type { Answer, Call } from '../mock/index.js';
import { type InconclusiveReason, NO_BODY } from '../model/index.js';
import type { ProxiedExchange } from '../server/index.js';
import type { MockOptions } from './mock-options.js';

/** What says whether a server keeps its exchanges. */
interface FeedWish {
  readonly inspector?: boolean;
  /** The address that it listens on. */
  readonly host: string;
}

/** A ring where a server keeps its exchanges: by default only where no other machine reaches it. */
export function feedRing({ inspector, host }: FeedWish): FeedRing | undefined {
  return (inspector ?? isLoopback(host)) ? new FeedRing() : undefined;
}

/** The rules by which the feed is judged: those of a check, and of the server where it has the same. */
export function feedRules({ auth = true, readWrite }: Pick<MockOptions, 'auth' | 'readWrite'>) {
  return {
    placeholders: undefined,
    undocumented: undefined,
    undocumentedHeaders: undefined,
    credentials: auth ? 'error' : 'allow',
    readWrite,
    judgeFulfilled: undefined,
    baseUrls: undefined,
  } as const;
}

/** Keeps a call with its answer. Nothing of them is copied but what would hold much more memory than it has. */
export function keepAnswered(
  ring: FeedRing,
  { method, target, headers, body }: Call,
  answer: Answer,
  when: When,
): void {
  const { isCut, startedAt } = when;
  const isReset = answer.delivery?.fault === 'reset';
  ring.add({
    method,
    target,
    asked: headers,
    askedBody: body,
    status: isReset ? 0 : answer.status,
    answered: isReset ? NO_HEADERS : answer.headers,
    answeredBody: isReset || answer.body === undefined ? NO_BODY : { state: 'present', content: answer.body },
    answeredBy: 'mock',
    violations: answer.violations,
    caveats: isCut ? ABORTED : isRefusal(answer) ? REFUSED : NONE,
    startedAt: performance.timeOrigin + startedAt,
    duration: performance.now() - startedAt,
  });
}

interface When {
  readonly isCut: boolean;
  /** On the clock of `performance`. */
  readonly startedAt: number;
}

const NO_HEADERS = {};
const NONE: readonly InconclusiveReason[] = [];
const ABORTED: readonly InconclusiveReason[] = ['aborted'];
const REFUSED: readonly InconclusiveReason[] = ['answered-by-proxy'];

/**
 * Whether the mock refused a request for its faults. A service that does so is right, and a check lets it pass: of the
 * mock's refusal only the request is of interest.
 */
function isRefusal({ status, violations }: Answer): boolean {
  return status >= 400 && violations.some((violation) => violation.in === 'request' && violation.severity === 'error');
}

/** Keeps an exchange that went through a proxy. @param caveats why parts of it are not judged */
export function keepProxied(ring: FeedRing, exchange: ProxiedExchange, caveats: readonly InconclusiveReason[]): void {
  const { request, response, startedAt, sentStatus, answeredBy, violations } = exchange;
  ring.add({
    method: request.method,
    target: request.url,
    asked: request.headers,
    askedBody: request.body,
    status: response.status,
    ...(sentStatus === response.status ? {} : { sentStatus }),
    answered: response.headers,
    answeredBody: response.body,
    answeredBy,
    violations,
    caveats,
    startedAt: startedAt.getTime(),
    duration: Math.max(0, Date.now() - startedAt.getTime()),
  });
}

/** Whether only this machine reaches the address. A name other than `localhost` may be anything. */
function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}
