import type { Express, Request, Response } from 'express';
import type { FeedFilter, FeedReader, FeedRing, KeptExchange } from '../feed/index.js';
import { pseudonyms } from '../io/index.js';
import type { Answer } from '../mock/index.js';
import { InputError } from '../model/index.js';
import type { FeedAccess, FeedOff } from './feed-access.js';
import { watchFeed } from './feed-events.js';
import { problemOf } from './refusals.js';

const PAGE = '/_docproof/exchanges';
const ALL = [PAGE, `${PAGE}/:id`, '/_docproof/events', '/_docproof/operations', '/_docproof/coverage'];

/** What the pages of the feed need. */
interface Feeding {
  readonly ring: FeedRing;
  readonly reader: FeedReader;
  readonly read: (query: URLSearchParams) => FeedFilter;
}

/**
 * The feed: the last exchanges of this server for programs, as docs/feed.md describes it and
 * src/model/schema/feed.openapi.json specifies it. What judges them is loaded with the first question.
 */
export function feedPages(application: Express, feed: FeedAccess | FeedOff): void {
  if (typeof feed === 'string') {
    application.all(ALL, (_request, response) => send(response, OFF[feed]));
    return;
  }
  const { contract } = feed;
  let opened: Promise<Feeding> | undefined;
  const open = async (): Promise<Feeding> => {
    const { createFeedReader, readFilter } = await import('../feed/index.js');
    const { ring, rules, redact } = feed;
    const reader = createFeedReader(ring, { contract, rules, redact, pseudonyms });
    return { ring, reader, read: (query) => readFilter(query, contract()) };
  };
  const opening = (): Promise<Feeding> => {
    feed.ring.widen();
    opened ??= open();
    // One that could not be loaded is asked for again with the next request.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  application.get(PAGE, async (request, response) => {
    const { ring, reader, read } = await opening();
    const { exchanges, matching } = reader.list(read(queryOf(request)));
    response.json({ exchanges, matching, last: ring.last, dropped: ring.dropped });
  });
  application.get(`${PAGE}/:id`, async (request, response) => {
    const { ring, reader } = await opening();
    const kept = keptCalled(ring, String(request.params.id));
    if (kept) response.json(reader.detail(kept));
    else send(response, missing(ring));
  });
  application.delete(PAGE, (_request, response) => {
    feed.ring.widen();
    feed.ring.clear();
    response.status(204).end();
  });
  application.get('/_docproof/events', async (request, response) => {
    watchFeed(await opening(), { request, response, query: queryOf(request) });
  });
  application.get('/_docproof/operations', (_request, response) => {
    response.json(
      contract().operations.map(({ id, method, path, operationId, deprecated }) => ({
        id,
        method,
        path,
        ...(operationId === undefined ? {} : { operationId }),
        deprecated,
      })),
    );
  });
  application.get('/_docproof/coverage', async (_request, response) => {
    const { ring, reader } = await opening();
    response.json({ ...reader.coverage(), dropped: ring.dropped });
  });
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

function keptCalled(ring: FeedRing, id: string): KeptExchange | undefined {
  if (/^[1-9]\d{0,14}$/.test(id)) return ring.get(Number(id));
  throw new InputError('bad-option', 'this is not the id of an exchange', {
    cure: `Ask ${PAGE} which ones there are: an id is a whole number from 1.`,
  });
}

function missing({ first, last }: FeedRing): Answer {
  const kept = first > last ? 'no exchange' : `the exchanges ${first} to ${last}`;
  const detail = `The feed holds ${kept}. Older ones make room for newer ones.`;
  return problemOf(404, 'NOT_FOUND', 'There is no such exchange', detail);
}

function queryOf({ url }: Request): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at));
}

function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).send(body);
}
