import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { InputError, originForm } from '../model/index.js';
import type { ApplicationContext } from './application.js';
import { attempt, endFailed } from './fail.js';
import { createGuard } from './guard.js';
import type { MockHandler } from './handler.js';
import { sendProblem } from './refusals.js';

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4010`: the port is the real one where 0 was asked for. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets what is under way finish, closes idle connections. Asked again, it is the same end. */
  close(): Promise<void>;
}

/** A certificate with its key, in PEM. */
export interface TlsFiles {
  readonly cert: string | Uint8Array;
  readonly key: string | Uint8Array;
}

/** Where to listen, and by which names. */
export interface Address {
  readonly port: number;
  readonly host: string;
  /** Makes it an https server. */
  readonly tls?: TlsFiles;
  /** Names that `Host` may have beside loopback names, IP addresses and `host`. */
  readonly allowHosts?: readonly string[];
  /** Whether `Host` is checked for the API too, as before a live service. The pages of this server always check it. */
  readonly isGuarded?: boolean;
  /** The token of the pages under `/_docproof/`; processes that share a port share it. @default a random one */
  readonly pageToken?: string;
}

const OWN_PREFIX = '/_docproof/';

/**
 * Serves a mock or a proxy. What is under `/_docproof/` goes to the Express application, which is loaded with the first
 * such request; all else goes to the handler.
 * @throws InputError `port-in-use`, `bad-option` for a host that is not an address of this machine, for a name that no
 * host can have, and for a certificate that cannot be used
 */
export async function serveMock(
  handler: MockHandler,
  address: Address,
  context: Omit<ApplicationContext, 'pageToken'>,
): Promise<RunningServer> {
  const { host, allowHosts = [], isGuarded = false, pageToken = randomBytes(24).toString('base64url') } = address;
  const guard = createGuard({ bound: host, allowed: allowHosts }, pageToken);
  let application: Promise<(request: IncomingMessage, response: ServerResponse) => void> | undefined;
  const own = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    application ??= load();
    // One that could not be loaded is asked for again with the next request.
    application.catch(() => {
      application = undefined;
    });
    (await application)(request, response);
  };
  const load = async () => (await import('./application.js')).createApplication({ ...context, pageToken });
  const server = createFor(address, (request, response) => {
    const { url = '/' } = request;
    const isOwn = (url.startsWith('/') ? url : originForm(url)).startsWith(OWN_PREFIX);
    const refusal = isOwn ? guard.page(request) : isGuarded ? guard.host(request) : undefined;
    attempt(
      () => (refusal ? sendProblem(response, refusal) : isOwn ? own(request, response) : handler(request, response)),
      () => endFailed(response),
    );
  });
  // A malformed request line or header is the client's fault, and no reason to drop it without a word.
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return;
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  await listen(server, address);
  return running(server, address);
}

function createFor({ tls }: Address, listener: (request: IncomingMessage, response: ServerResponse) => void): Server {
  if (!tls) return createServer(listener);
  try {
    return createTlsServer({ cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) }, listener);
  } catch (cause) {
    throw new InputError(
      'bad-option',
      `the certificate cannot be used: ${cause instanceof Error ? cause.message : ''}`,
      {
        cure: 'Pass a certificate and its own private key, both in PEM, by --tls-cert and --tls-key.',
        cause,
      },
    );
  }
}

function listen(server: Server, { port, host }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => reject(asInputError(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function asInputError(error: Error & { code?: string }, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new InputError('port-in-use', `port ${port} on ${host} is in use`, {
      cure: `Pass another one, such as --port ${port + 1}, or --port 0 for any free one.`,
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new InputError('port-in-use', `port ${port} may not be opened`, {
      cure: 'Pass a port above 1023, such as --port 4010.',
      cause: error,
    });
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new InputError('bad-option', `${host} is not an address of this machine`, {
      cure: 'Pass --host 127.0.0.1, or 0.0.0.0 for every network.',
      cause: error,
    });
  }
  return error;
}

function running(server: Server, { host, tls }: Address): RunningServer {
  const address = server.address();
  let closing: Promise<void> | undefined;
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close() {
      closing ??= new Promise((resolve, reject) => {
        // A connection that is busy now is idle in a moment, and would wait for more requests then.
        const sweep = setInterval(() => server.closeIdleConnections(), 20);
        server.close((error) => {
          clearInterval(sweep);
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      });
      return closing;
    },
  };
}
