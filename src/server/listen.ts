import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Contract } from '../contract/index.js';
import type { Mock } from '../mock/index.js';
import { InputError } from '../model/index.js';
import type { ApplicationFacts } from './application.js';
import { type AnswerListener, createHandler } from './handler.js';

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4010`: the port is the real one where 0 was asked for. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets what is under way finish, closes idle connections. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface Address {
  readonly port: number;
  readonly host: string;
}

const OWN_PREFIX = '/_docproof/';

/**
 * Serves a mock. The mock's handler answers first; what is under `/_docproof/` goes to the Express application, which is loaded with the first such request.
 * @throws InputError `port-in-use`, `bad-option` for a host that is none of this machine's
 */
export async function serveMock(
  contract: Contract,
  mock: Mock,
  address: Address,
  { version, onAnswer }: ApplicationFacts & { readonly onAnswer?: AnswerListener },
): Promise<RunningServer> {
  const facts: ApplicationFacts = { version };
  const handler = createHandler(mock, onAnswer);
  let application: Promise<(request: IncomingMessage, response: ServerResponse) => void> | undefined;
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(OWN_PREFIX)) {
      handler(request, response);
      return;
    }
    application ??= import('./application.js').then(({ createApplication }) => createApplication(contract, facts));
    application.then((serve) => serve(request, response)).catch(() => response.writeHead(500).end());
  });
  // A malformed request line or header is the client's fault, and no reason to drop it without a word.
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return;
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  await listen(server, address);
  return running(server, address.host);
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
    return new InputError('bad-option', `${host} is no address of this machine`, {
      cure: 'Pass --host 127.0.0.1, or 0.0.0.0 for every network.',
      cause: error,
    });
  }
  return error;
}

function running(server: Server, host: string): RunningServer {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}
