import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FeedFilter, FeedReader, FeedRing } from '../../../feed/index.js';
import { InputError, printableJson, writeJson } from '../../../model/index.js';
import { problemOf, sendProblem } from '../../refusals.js';
import { type Page, type PageContext, queryOf } from '../page.js';

/** Watchers at once: each costs a connection, and the judging of what it is told. */
const MOST = 64;

/** A connection over which nothing passes for this long, in milliseconds, gets a comment, so that nobody ends it. */
const HEARTBEAT = 15_000;

/** Events of one turn: then requests have theirs. */
const A_TURN = 50;

/** Server-sent events, as exchanges end. */
export function eventsPage({ feeding }: PageContext): Page {
  return {
    path: '/_docproof/events',
    off: feeding.off,
    methods: {
      async GET(request, response) {
        watchFeed(await feeding.open(), { request, response, query: queryOf(request) });
      },
    },
  };
}

/** A request for events. */
interface Watcher {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

/** What is watched. */
interface Watched {
  readonly ring: FeedRing;
  readonly reader: Pick<FeedReader, 'line' | 'fits'>;
  readonly readWhole: (query: URLSearchParams, cure: string) => FeedFilter;
}

/**
 * Sends server-sent events (WHATWG HTML §9.2): `exchange` with a line of the feed where it passes the filters, `gap`
 * with the number of exchanges that made room before this watcher could take them, `cleared` when somebody cleared the
 * feed, `end` when the server stops. A watcher has a place in the ring and nothing else: one that is slow falls behind,
 * and holds up nobody.
 * @throws InputError `bad-option` for a `Last-Event-ID` or filters that it cannot use
 */
export function watchFeed({ ring, reader, readWhole }: Watched, { request, response, query }: Watcher): void {
  const filter = query.size === 0 ? undefined : readWhole(query, RESUME);
  let seen = startOf(request, ring);
  if (ring.listeners >= MOST) {
    sendProblem(response, TOO_MANY);
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(': the feed of Docproof\n\n');
  let cleared = Math.min(ring.cleared, seen);
  let soon: NodeJS.Immediate | undefined;
  const event = (name: string, data: unknown, id = seen): void => {
    response.write(`id: ${id}\nevent: ${name}\ndata: ${printableJson(writeJson(data))}\n\n`);
    heartbeat.refresh();
  };
  const tellMissed = (): void => {
    if (cleared < ring.cleared) {
      cleared = ring.cleared;
      seen = Math.max(seen, cleared);
      event('cleared', { through: cleared });
    }
    const missed = ring.first - 1 - seen;
    if (missed <= 0) return;
    seen = ring.first - 1;
    event('gap', { missed, through: seen });
  };
  const turn = (): void => {
    soon = undefined;
    for (let told = 0; told < A_TURN && !response.writableNeedDrain; told += 1) {
      tellMissed();
      if (seen >= ring.last) break;
      seen += 1;
      const kept = ring.get(seen);
      if (kept && (!filter || reader.fits(kept, filter))) event('exchange', reader.line(kept));
    }
    if (seen < ring.last || cleared < ring.cleared) wake();
    else if (ring.isClosed) {
      event('end', {});
      response.end();
    }
  };
  const wake = (): void => {
    if (soon || response.destroyed || response.writableEnded || response.writableNeedDrain) return;
    soon = setImmediate(turn);
  };
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, HEARTBEAT).unref();
  const quiet = ring.listen(() => {
    // One that does not read cannot be told that the server stops.
    if (ring.isClosed && response.writableNeedDrain) response.destroy();
    wake();
  });
  response.on('drain', wake);
  response.once('close', () => {
    quiet();
    clearInterval(heartbeat);
    if (soon) clearImmediate(soon);
  });
  wake();
}

const RESUME = 'Send Last-Event-ID with the id of the last event that came.';

const TOO_MANY = problemOf(
  503,
  'TOO_MANY_WATCHERS',
  'Too many programs watch the feed',
  `${MOST} do already. Close one of them, or ask /_docproof/exchanges?after=ID now and then.`,
  { 'Retry-After': '10' },
);

/** The id of the last exchange that the watcher has. One that has none begins with what comes next. */
function startOf({ headers }: IncomingMessage, { last }: FeedRing): number {
  const given = headers['last-event-id'];
  if (given === undefined || given === '') return last;
  if (typeof given === 'string' && /^\d{1,15}$/.test(given)) {
    // A larger one is of a server that has stopped: what this one has is all new.
    return Number(given) > last ? 0 : Number(given);
  }
  throw new InputError('bad-option', 'Last-Event-ID is not the id of an exchange', {
    cure: 'Send the id of the last event that came, or leave the field out.',
  });
}
