import { createFeedReader, type ExchangeDetail, readFilter } from '../feed/index.js';
import { pseudonyms } from '../io/index.js';
import { InputError } from '../model/index.js';
import type { FeedAccess, FeedOff } from '../server/index.js';

/** Which exchanges are asked for: the filters of `/_docproof/exchanges` (docs/reference/feed.md). */
export interface ExchangeFilter {
  /** An `operationId`, or method and path: `POST /users/{id}`. */
  readonly operation?: string;
  readonly verdict?: ExchangeDetail['verdict'];
  /** `404`, or `4XX`. */
  readonly status?: number | string;
  readonly method?: string;
  /** As it was sent, without the query; `/users/*` is all that begins so. */
  readonly path?: string;
  /** In the target, the header fields or the bodies, as they are shown: without secrets. Case does not count. */
  readonly text?: string;
  /** The keyword of a violation: `enum`, `undocumented-path`. */
  readonly keyword?: string;
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

/** Asks a feed in this process. @throws InputError as `exchanges` does */
export async function exchangesIn(
  feed: FeedAccess | FeedOff,
  filter: ExchangeFilter = {},
): Promise<readonly ExchangeDetail[]> {
  if (typeof feed === 'string')
    throw new InputError('bad-option', 'this server keeps no exchanges', {
      cure:
        feed === 'several'
          ? 'Start it without a store that it shares with other servers.'
          : 'Start it with the option inspector: true.',
    });
  const { ring, contract, rules, redact } = feed;
  ring.widen();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
  const reader = createFeedReader(ring, { contract, rules, redact, pseudonyms });
  const details = await reader.details(readFilter(query, contract()));
  const { explain, decide } = await feed.tools();
  const shown = async (detail: ExchangeDetail): Promise<ExchangeDetail> => {
    const kept = ring.get(detail.id);
    const violations = await explain(detail.violations);
    return kept ? { ...detail, violations, decisions: decide(kept, detail) } : { ...detail, violations };
  };
  return Promise.all(details.map(shown));
}
