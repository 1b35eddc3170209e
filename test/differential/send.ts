import { type IncomingHttpHeaders, request as open } from 'node:http';
import type { Case } from './case.js';

/** An answer as it came over the wire. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TIMEOUT_MS = 5000;

/** Sends a request as it is written: no client in between that resolves the path, adds `Accept` or follows redirects. */
export function send(url: string, { request, headers = {}, body }: Case): Promise<Received> {
  const [method = '', path = ''] = request.split(' ');
  const { hostname, port } = new URL(url);
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return new Promise((resolve, reject) => {
    const outgoing = open(
      {
        hostname,
        port,
        method,
        path,
        agent: false,
        timeout: TIMEOUT_MS,
        headers: { ...(bytes ? { 'Content-Length': bytes.length } : {}), ...headers },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer to ${request} within ${TIMEOUT_MS} ms`)));
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}
