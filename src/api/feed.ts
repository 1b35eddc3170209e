import { isIPv4 } from 'node:net';
import type { ExchangeDetail, FeedReader } from '../feed/index.js';
import { FeedRing } from '../feed/ring.js';
import { pseudonyms } from '../io/index.js';
import type { Answer, Call } from '../mock/index.js';
import { type InconclusiveReason, InputError, NO_BODY } from '../model/index.js';
import type { FeedAccess, FeedOff, ProxiedExchange } from '../server/index.js';
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

/** Which exchanges are asked for: the filters of `/_docproof/exchanges` (docs/feed.md). */
export interface ExchangeFilter {
  /** An `operationId`, or method and path: `POST /users/{id}`. */
  readonly operation?: string;
  readonly verdict?: ExchangeDetail['verdict'];
  /** `404`, or `4XX`. */
  readonly status?: number | string;
  readonly method?: string;
  /** As it was sent, without the query; `/users/*` is all that begins so. */
  readonly path?: string;
  /** Only exchanges after the one with this id. */
  readonly after?: number;
  /** From 1 to 1,000. @default 100 */
  readonly limit?: number;
}

/** A server that can be asked for its last exchanges. */
export interface ExchangeSource {
  /**
   * The last exchanges that pass the filter, the newest last, judged as a check does and without their secrets.
   * @throws InputError `bad-option` for a filter that cannot be used, and where the server keeps none
   */
  exchanges(filter?: ExchangeFilter): Promise<readonly ExchangeDetail[]>;
}

/** Asks a feed in this process. What judges exchanges is loaded with the first question. */
export function exchangesOf(feed: FeedAccess | FeedOff): ExchangeSource['exchanges'] {
  let reader: FeedReader | undefined;
  return async (filter = {}) => {
    if (typeof feed === 'string')
      throw new InputError('bad-option', 'this server keeps no exchanges', {
        cure:
          feed === 'several'
            ? 'Start it without a store that it shares with other servers.'
            : 'Start it with the option inspector: true.',
      });
    const { createFeedReader, readFilter } = await import('../feed/index.js');
    const { ring, contract, rules, redact } = feed;
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
    reader ??= createFeedReader(ring, { contract, rules, redact, pseudonyms });
    return reader.details(readFilter(query, contract()));
  };
}

/** Whether only this machine reaches the address. A name other than `localhost` may be anything. */
function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}
