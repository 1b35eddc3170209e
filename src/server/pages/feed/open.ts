import type { FeedFilter, FeedReader, FeedRing, FeedTools } from '../../../feed/index.js';
import { pseudonyms } from '../../../io/index.js';
import type { Answer } from '../../../mock/index.js';
import { problemOf } from '../../refusals.js';
import type { FeedAccess, FeedOff } from './access.js';

/** What the pages of the feed need. */
export interface Feeding {
  readonly ring: FeedRing;
  readonly reader: FeedReader;
  readonly read: (query: URLSearchParams) => FeedFilter;
  /** Reads the filters of what gives all that pass. @param cure what to do in the place of `after` and `limit` */
  readonly readWhole: (query: URLSearchParams, cure: string) => FeedFilter;
  readonly tools: FeedTools;
}

/** The feed of a server, which is opened with the first question. */
export interface FeedOpener {
  /** The answer of all pages of the feed where the server has none. */
  readonly off: Answer | undefined;
  /** What keeps the exchanges; from now on it keeps as many as it may. @throws Error where there is no feed */
  ring(): Promise<FeedRing>;
  /** What reads them too. It is loaded with the first question. */
  open(): Promise<Feeding>;
}

/**
 * The feed: the last exchanges of this server for programs, as docs/reference/feed.md describes it and
 * src/model/schema/feed.openapi.json specifies it. What judges them is loaded with the first question.
 */
export function feedOpener(feed: FeedAccess | FeedOff): FeedOpener {
  if (typeof feed === 'string') {
    const missing = async (): Promise<never> => {
      throw new Error('this server has no feed');
    };
    return { off: OFF[feed], ring: missing, open: missing };
  }
  const { contract, ring, rules, redact, tools, gather } = feed;
  let opened: Promise<Feeding> | undefined;
  const open = async (): Promise<Feeding> => {
    const { createFeedReader, readFilter, readWholeFilter } = await import('../../../feed/index.js');
    const reader = createFeedReader(ring, { contract, rules, redact, pseudonyms });
    return {
      ring,
      reader,
      read: (query) => readFilter(query, contract()),
      readWhole: (query, cure) => readWholeFilter(query, contract(), cure),
      tools: await tools(),
    };
  };
  return {
    off: undefined,
    async ring() {
      ring.widen();
      await gather?.();
      return ring;
    },
    async open() {
      ring.widen();
      await gather?.();
      opened ??= open();
      // One that could not be loaded is asked for again with the next request.
      opened.catch(() => {
        opened = undefined;
      });
      return opened;
    },
  };
}

const OFF: Readonly<Record<FeedOff, Answer>> = {
  off: problemOf(
    404,
    'FEED_OFF',
    'The feed is off',
    'It keeps nothing with --no-inspector, and where --host is not loopback: there, --inspector switches it on.',
  ),
  several: problemOf(
    501,
    'NOT_IMPLEMENTED',
    'There is no feed here',
    'Several processes answer, and none of them sees every exchange. Start the mock without --multiprocess.',
  ),
};
