import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf, rawProblem, sendProblem } from './refusals.js';

/** How many connections there may be, and how long clients may take. Times are in milliseconds. */
export interface ConnectionLimits {
  /** Further connections get 503. */
  readonly maxConnections: number;
  /** For the head of a request; also the wait for the first byte of a connection. 0 means no limit. */
  readonly headersTimeout: number;
  /** For a whole request, its body included. 0 means no limit. */
  readonly requestTimeout: number;
  /** What is under way when the server stops gets this long. */
  readonly grace: number;
}

/** The connections of a server. */
export interface Connections {
  /**
   * Refuses a request that came over a connection too many, or after the server was stopped.
   * @returns whether it did
   */
  refuses(request: IncomingMessage, response: ServerResponse): boolean;
  /** Takes no more work, and ends when what is under way has ended, or when its grace has. */
  stop(): Promise<void>;
}

/** Connections beyond the limit that may be there at once to hear of it. More are closed without a word. */
const REFUSED_AT_ONCE = 1_000;
/** How long one that was refused may take to read the answer, in milliseconds. */
const REFUSED_FOR = 1_000;
/** How often busy connections are looked at while the server stops, in milliseconds. */
const SWEEP = 20;

const BUSY = problemOf(
  503,
  'TOO_MANY_CONNECTIONS',
  'The server has too many connections',
  'As many connections are open as --max-connections allows.',
  { 'Retry-After': '1', Connection: 'close' },
);

const STOPPING = problemOf(503, 'STOPPING', 'The server is stopping', 'It takes no more requests.', {
  'Retry-After': '5',
  Connection: 'close',
});

/** Keeps a server's connections within their limits. Costs nothing a request, and little a connection. */
export function limitConnections(server: Server, limits: ConnectionLimits): Connections {
  const open = new Set<Socket>();
  // Behind TLS only these know whether a request has begun: the others count the handshake too.
  const secured = new Set<Socket>();
  // Node parses what comes over them too.
  const refused = new Set<Socket>();
  let isStopping = false;
  server.maxConnections = limits.maxConnections + REFUSED_AT_ONCE;
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  // Behind TLS an answer can be written after the handshake only.
  const isTls = 'key' in server;
  server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (isTls) {
      secured.add(socket);
      socket.once('close', () => secured.delete(socket));
    }
    if (open.size - refused.size <= limits.maxConnections) return;
    refused.add(socket);
    socket.once('close', () => refused.delete(socket));
    socket.end(rawProblem(BUSY));
    setTimeout(() => socket.destroy(), REFUSED_FOR).unref();
  });
  /** Over these no request has begun, and none will be answered: Node does not know them as idle. */
  const closeSilent = (): void => {
    for (const sockets of [open, secured]) for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  return {
    refuses(request, response) {
      if (refused.size > 0 && refused.has(request.socket)) {
        request.resume();
        return true;
      }
      if (!isStopping) return false;
      sendProblem(response, STOPPING);
      return true;
    },
    stop() {
      return new Promise<void>((resolve, reject) => {
        // What came before the signal and was not read yet is read in this turn and the next one. `server.close` of
        // Node 26 also closes connections of which nothing was read.
        setImmediate(() =>
          setImmediate(() => {
            isStopping = true;
            // A connection that is busy now is idle in a moment, and would wait for more requests then.
            const sweep = setInterval(() => {
              server.closeIdleConnections();
              // A handshake may have ended meanwhile.
              closeSilent();
            }, SWEEP);
            const end = setTimeout(() => closeAll(open), limits.grace);
            server.close((error) => {
              clearInterval(sweep);
              clearTimeout(end);
              if (error) reject(error);
              else resolve();
            });
            server.closeIdleConnections();
            closeSilent();
          }),
        );
      });
    },
  };
}

/** How often Node looks for clients that are too slow: four times within the shortest limit, and every 5 s at least. */
export function timeoutsOf({ headersTimeout, requestTimeout }: ConnectionLimits) {
  const shortest = Math.min(...[headersTimeout, requestTimeout, 20_000].filter((time) => time > 0));
  return {
    // Node wants it within the other.
    headersTimeout: requestTimeout > 0 ? Math.min(headersTimeout || requestTimeout, requestTimeout) : headersTimeout,
    requestTimeout,
    connectionsCheckingInterval: Math.max(1, Math.ceil(shortest / 4)),
  };
}

function closeAll(open: ReadonlySet<Socket>): void {
  for (const socket of open) socket.destroy();
}
