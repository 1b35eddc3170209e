import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import type { FeedRing } from '../feed/index.js';
import type { Body, Headers } from '../model/index.js';
import type { MockHandler } from './handler.js';

/** A request that this server asks itself. */
export interface OwnRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Exclude<Body, { readonly state: 'unknown' }>;
}

/** What asks, and where its exchange is kept. */
export interface Asking {
  readonly handler: MockHandler;
  readonly ring: FeedRing;
  /** Whether clients speak https with the server. */
  readonly isSecure: boolean;
}

/** An answer that has not ended by then is cut, in milliseconds: some have no end. */
const LONGEST = 30_000;

/** So long after the end of an answer its exchange is waited for, in milliseconds. */
const LATE = 1_000;

/**
 * Sends a request to the handler of this very server, as a client would and over no network, so that it is read, judged
 * and answered like every other.
 * @returns the id of its exchange; undefined where the server keeps none of it, as of a preflight
 * @throws TypeError for a method, a target or header fields that HTTP forbids
 */
export async function askAgain({ handler, ring, isSecure }: Asking, request: OwnRequest): Promise<number | undefined> {
  if (request.method.toUpperCase() === 'CONNECT') throw new TypeError('CONNECT opens a tunnel and asks for nothing');
  const [near, far] = duplexPair();
  let asked: IncomingHttpHeaders | undefined;
  // It never listens: its one connection is given to it.
  const server = createServer((incoming, response) => {
    asked = incoming.headers;
    handler(incoming, response);
  });
  const found = withLimit<number>((give) =>
    ring.listen(() => {
      const newest = ring.get(ring.last);
      // The header fields are one object from the request to the ring.
      if (asked && newest?.asked === asked) give(newest.id);
    }),
  );
  try {
    const ending = exchangeOver(near, request);
    server.emit('connection', connection(far, near, isSecure));
    await ending;
    return await found.within(LATE);
  } finally {
    found.stop();
    near.destroy();
    far.destroy();
  }
}

/** One end of a pair of streams as a connection: it can be reset, and says whether it is safe. */
function connection(far: Duplex, near: Duplex, isSecure: boolean): Duplex {
  return Object.assign(far, {
    ...(isSecure ? { encrypted: true } : {}),
    resetAndDestroy() {
      near.destroy();
      far.destroy();
    },
  });
}

/** Fulfilled when the answer has ended, in whichever way. */
function exchangeOver(near: Duplex, { method, target, headers, body }: OwnRequest): Promise<void> {
  const content = body.state === 'present' ? body.content : undefined;
  const asking = send({
    createConnection: () => near,
    method,
    path: target,
    headers: {
      ...sendable(headers),
      ...(content === undefined ? {} : { 'Content-Length': Buffer.byteLength(content) }),
    },
    setHost: headers.host === undefined,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => near.destroy(), LONGEST);
    const ended = (): void => {
      clearTimeout(timer);
      resolve();
    };
    asking.once('error', ended);
    // Nothing else may come: one whose connection is taken over, or just ends, has neither error nor answer.
    asking.once('close', ended);
    asking.once('response', (response) => {
      response.resume();
      response.once('close', ended);
    });
    asking.end(content);
  });
}

/** Fields about one connection or about how the body was sent, which is not how it is sent now. */
const NOT_AGAIN = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function sendable(headers: Headers): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !NOT_AGAIN.has(name.toLowerCase()))
      kept[name] = typeof value === 'string' ? value : [...value];
  return kept;
}

/** Waits for a value that is given by and by. */
function withLimit<T>(begin: (give: (value: T) => void) => () => void) {
  let value: T | undefined;
  let heard = (): void => undefined;
  const stop = begin((given) => {
    value ??= given;
    heard();
  });
  return {
    stop,
    within: (time: number): Promise<T | undefined> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), time);
        heard = () => {
          clearTimeout(timer);
          resolve(value);
        };
        if (value !== undefined) heard();
      }),
  };
}
