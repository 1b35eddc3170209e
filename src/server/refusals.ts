import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Answer } from '../mock/index.js';
import { printableJson } from '../model/index.js';

/** An answer of the server itself as problem details (RFC 9457). `type` ends in `#CODE`. */
export function problemOf(
  status: number,
  code: string,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const problem = { type: `https://docproof.dev/errors#${code}`, title, status, detail };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: printableJson(JSON.stringify(problem)),
    violations: [],
  };
}

/** The refusal of a body where the server holds as many bytes of bodies as it may. */
export const TOO_MANY_BODIES = problemOf(
  503,
  'TOO_MANY_BODIES',
  'The server holds too many request bodies',
  'All together, they are as large as --max-bodies allows.',
  { 'Retry-After': '1' },
);

/** An answer of the server itself as it goes over a connection that is no longer read, after which that is closed. */
export function rawProblem({ status, headers, body = '' }: Answer): string {
  const fields = Object.entries({ ...headers, Connection: 'close', 'Content-Length': Buffer.byteLength(body) });
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}

/** Sends an answer of the server itself. No cache may keep it, and no page of another site may embed it. */
export function sendProblem(response: ServerResponse, { status, headers, body = '' }: Answer): void {
  response.writeHead(status, {
    ...headers,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
