import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../model/index.js';
import type { Sdk } from './sdk.js';

/** The path of the endpoint. */
const PATH = '/mcp';

/** A longer message is refused, in bytes. */
const LONGEST = 4 * 1024 * 1024;

/** Where a server listens. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the protocol by Streamable HTTP, on the loopback address only. Pages of other sites are kept out by their
 * `Host` and `Origin` (Model Context Protocol 2026-07-28, Transports, Security).
 * @param port 0 takes any free one
 * @throws InputError `port-in-use`
 */
export async function listenHttp(
  sdk: Sdk,
  factory: () => ReturnType<Parameters<Sdk['createMcpHandler']>[0]>,
  port: number,
): Promise<Listening> {
  const handler = sdk.createMcpHandler(factory, { maxRequestBodySize: LONGEST });
  const server = createServer((request, response) => {
    answer(sdk, handler.fetch, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new InputError('port-in-use', `the port ${port} is in use`, { cure: 'Name another one with --http.' })
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${PATH}`,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  sdk: Sdk,
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const request = requestOf(incoming, gone.signal);
  const refused =
    sdk.hostHeaderValidationResponse(request, sdk.localhostAllowedHostnames()) ??
    sdk.originValidationResponse(request, sdk.localhostAllowedOrigins()) ??
    (new URL(request.url).pathname === PATH ? undefined : new Response(undefined, { status: 404 }));
  const response = refused ?? (await handle(request));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
  else outgoing.end();
}

/** The request as the web platform has it. Its host is checked before it counts for anything. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  const target = new URL(url.startsWith('/') ? `http://127.0.0.1${url}` : 'http://127.0.0.1/');
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(target, {
    method,
    headers,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
  });
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
