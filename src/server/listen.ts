import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { emitWarning } from 'node:process';
import type { Duplex } from 'node:stream';
import type { BodyBudget } from '../http/index.js';
import type { Answer, Call } from '../mock/index.js';
import { InputError, originForm } from '../model/index.js';
import { type ConnectionLimits, type Connections, limitConnections, timeoutsOf } from './connections.js';
import { attempt, endFailed, notify } from './fail.js';
import type { PageForwarder } from './forward.js';
import { createGuard } from './guard.js';
import type { MockHandler } from './handler.js';
import type { ApplicationContext } from './pages/page.js';
import { hasBody } from './read-body.js';
import { problemOf, rawProblem, sendProblem, TOO_MANY_BODIES } from './refusals.js';

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4010`: the port is the real one where 0 was asked for. */
  readonly url: string;
  readonly port: number;
  /** Says at `/_docproof/ready` from now on that it is not ready, and goes on answering: balancers go elsewhere. */
  drain(): void;
  /**
   * Stops listening, refuses further requests, closes idle connections, and lets what is under way finish for as long
   * as `grace` says. Asked again, it is the same end.
   */
  close(): Promise<void>;
}

/** A certificate with its key, in PEM. */
export interface TlsFiles {
  readonly cert: string | Uint8Array;
  readonly key: string | Uint8Array;
  /** Asked twice a day for a successor, so that no certificate ends while its server runs. @default it has none */
  readonly renew?: () => Pick<TlsFiles, 'cert' | 'key'>;
}

/** Where to listen, by which names, and for how many. */
export interface Address extends ConnectionLimits {
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
  /** The bodies that the handler holds: while they are as many bytes as may be, requests with a body get 503. */
  readonly bodies?: BodyBudget;
}

/** The state that the server's own pages report, and who hears of its failures. */
export interface ServerContext
  extends Omit<ApplicationContext, 'pageToken' | 'failed' | 'handler' | 'isSecure' | 'isDraining'> {
  /** Passes requests for the server's own pages on to the process that has them. @default this process has them */
  readonly forward?: PageForwarder;
  /** Called with each request that got a 500 outside the handler, which reports its own. */
  readonly onFailed?: (call: Pick<Call, 'method' | 'target'>) => void;
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
  context: ServerContext,
): Promise<RunningServer> {
  const { host, allowHosts = [], isGuarded = false, bodies } = address;
  const isSecure = address.tls !== undefined;
  const { pageToken = randomBytes(24).toString('base64url') } = address;
  const guard = createGuard({ bound: host, allowed: allowHosts }, pageToken);
  const failed = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = 'GET', url = '/' } = request;
    const { onFailed } = context;
    if (endFailed(response) && onFailed) notify('onFailed', () => onFailed({ method, target: originForm(url) }));
  };
  let isDraining = false;
  let application: Promise<(request: IncomingMessage, response: ServerResponse) => void> | undefined;
  const own = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    application ??= load();
    // One that could not be loaded is asked for again with the next request.
    application.catch(() => {
      application = undefined;
    });
    (await application)(request, response);
  };
  const shared = { ...context, pageToken, failed, handler, isSecure, isDraining: () => isDraining };
  const load = async () => (await import('./pages/application.js')).createApplication(shared);
  const refusalOf = (request: IncomingMessage, isOwn: boolean): Answer | undefined => {
    if (isOwn) return guard.page(request);
    const foreign = isGuarded ? guard.host(request) : undefined;
    return foreign ?? (bodies?.isFull && hasBody(request) ? TOO_MANY_BODIES : undefined);
  };
  const answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    const { url = '/' } = request;
    const isOwn = (url.startsWith('/') ? url : originForm(url)).startsWith(OWN_PREFIX);
    const refusal = refusalOf(request, isOwn);
    if (refusal) return sendProblem(response, refusal);
    if ((url === '/' || url === '/_docproof') && isForInspector(request, context)) return redirect(response);
    if (!isOwn) return handler(request, response);
    return context.forward
      ? context.forward(request, response, () => failed(request, response))
      : own(request, response);
  };
  const server = createFor(address, (request, response) => {
    if (connections.refuses(request, response)) return;
    attempt(
      () => answer(request, response),
      () => failed(request, response),
    );
  });
  const connections = limitConnections(server, address);
  // What came before it over the same connection is answered first, in the same turn.
  server.on('clientError', (error, socket) => setImmediate(answerClientError, error, socket));
  await listen(server, address);
  const drain = (): void => {
    isDraining = true;
  };
  return running(server, address, connections, drain);
}

/** Whether a person opened the root of a mock that has nothing there. A proxy leaves its root to the service. */
function isForInspector(request: IncomingMessage, context: ServerContext): boolean {
  const { method, headers } = request;
  const { mode = 'mock', feed = 'off', contract } = context;
  if (method !== 'GET' || mode === 'proxy' || typeof feed === 'string') return false;
  const { origin, accept = '' } = headers;
  if (origin !== undefined || !/\btext\/html\b/i.test(accept)) return false;
  return mode === 'result' || !contract().matcher.matchTarget('GET', request.url ?? '/').operation;
}

function redirect(response: ServerResponse): void {
  response.writeHead(302, { Location: OWN_PREFIX, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
}

/** A malformed request, or one that takes too long, is the client's fault, and no reason to drop it without a word. */
function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  const isAnswering = '_httpMessage' in socket && hasBegun(socket._httpMessage);
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(CLIENT_ERRORS[error.code ?? ''] ?? MALFORMED));
}

/** Whether a part of an answer is on its way: then nothing may be written into it. */
function hasBegun(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'headersSent' in message && message.headersSent === true;
}

const MALFORMED = problemOf(400, 'MALFORMED_REQUEST', 'The request cannot be read', 'It is not HTTP/1.1 (RFC 9112).');

const CLIENT_ERRORS: Readonly<Record<string, typeof MALFORMED>> = {
  HPE_HEADER_OVERFLOW: problemOf(
    431,
    'HEAD_TOO_LARGE',
    'The head is too large',
    'Target and header fields take too much room.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: problemOf(
    408,
    'REQUEST_TIMEOUT',
    'The request takes too long',
    'It was not there within the time that --headers-timeout and --request-timeout allow.',
  ),
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function createFor(address: Address, listener: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const timeouts = timeoutsOf(address);
  const { tls } = address;
  if (!tls) return createServer(timeouts, listener);
  try {
    // Few mocks use TLS, which takes Node a while to load.
    const { createServer: createTlsServer } = process.getBuiltinModule('node:https');
    const handshakeTimeout = address.headersTimeout || 120_000;
    const server = createTlsServer({ ...timeouts, ...filesOf(tls), handshakeTimeout }, listener);
    renewing(server, tls);
    return server;
  } catch (cause) {
    throw new InputError('bad-option', `the certificate cannot be used: ${messageOf(cause)}`, {
      cure: 'Pass a certificate and its own private key, both in PEM, by --tls-cert and --tls-key.',
      cause,
    });
  }
}

function filesOf({ cert, key }: TlsFiles) {
  return { cert: Buffer.from(cert), key: Buffer.from(key) };
}

const HALF_A_DAY = 43_200_000;

function renewing(server: TlsServer, { renew }: TlsFiles): void {
  if (!renew) return;
  const timer = setInterval(() => {
    // One that cannot be had now is asked for again; the last one goes on serving until then.
    attempt(
      () => server.setSecureContext(filesOf(renew())),
      (error) => emitWarning(`the certificate was not renewed: ${messageOf(error)}`, 'DocproofWarning'),
    );
  }, HALF_A_DAY);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

/** Connections that the system keeps until they are accepted; it may know a smaller limit. */
const BACKLOG = 4_096;

function listen(server: Server, { port, host }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => reject(asInputError(error, port, host)));
    server.listen({ port, host, backlog: BACKLOG }, resolve);
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

function running(server: Server, { host, tls }: Address, connections: Connections, drain: () => void): RunningServer {
  const address = server.address();
  let closing: Promise<void> | undefined;
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    drain,
    close() {
      closing ??= connections.stop();
      return closing;
    },
  };
}
