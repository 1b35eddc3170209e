import type { ServerResponse } from 'node:http';
import { type Answer, sendable } from '../mock/index.js';
import { attempt } from './fail.js';

/** A body that trickles comes in this many pieces, one each `SLOW_PAUSE` milliseconds. */
const SLOW_PIECES = 20;
const SLOW_PAUSE = 150;

/**
 * Sends an answer as its delivery says: at once and whole unless it says otherwise. Header fields that HTTP forbids are
 * left out.
 * @param failed gets what is thrown later, by a timer; what is thrown at once, the caller gets
 */
export function deliver(
  response: ServerResponse,
  answer: Answer,
  method: string,
  failed: (error: unknown) => void,
): void {
  const { delivery } = answer;
  if (!delivery) {
    send(response, answer, method);
    return;
  }
  const start = (): void => {
    if (delivery.fault === 'reset') response.socket?.resetAndDestroy();
    else if (delivery.fault === 'slow') trickle(response, answer, method, failed);
    else send(response, answer, method);
  };
  const timer = setTimeout(() => attempt(start, failed), delivery.delay);
  response.once('close', () => clearTimeout(timer));
}

/**
 * Sends the head of an answer whose client was told to continue. Node would put a head that goes out together with
 * bytes before what it has to send first: a `100 Continue` that waits for earlier answers would end up in the body.
 */
export function beginInOrder(response: ServerResponse): void {
  if (response.req.headers.expect !== undefined) response.flushHeaders();
}

function send(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  if (response.headersSent || response.destroyed) return;
  const bodiless = isBodiless(status);
  writeHead(response, status, bodiless ? headers : { ...headers, 'Content-Length': lengthOf(body) });
  if (method === 'HEAD' || bodiless) {
    response.end();
    return;
  }
  beginInOrder(response);
  response.end(body);
}

function trickle(
  response: ServerResponse,
  { status, headers, body }: Answer,
  method: string,
  failed: (error: unknown) => void,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = method === 'HEAD' || isBodiless(status) || body === undefined ? undefined : Buffer.from(body);
  writeHead(response, status, isBodiless(status) ? headers : { ...headers, 'Content-Length': lengthOf(body) });
  response.flushHeaders();
  if (!bytes) {
    response.end();
    return;
  }
  const size = Math.max(1, Math.ceil(bytes.length / SLOW_PIECES));
  let sent = 0;
  const next = (): void => {
    response.write(bytes.subarray(sent, sent + size));
    sent += size;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  };
  const stop = (error: unknown): void => {
    clearInterval(timer);
    failed(error);
  };
  const timer = setInterval(() => attempt(next, stop), SLOW_PAUSE);
  response.once('close', () => clearInterval(timer));
}

/** Node checks each field as it writes them: only where it refuses one are they looked through here. */
function writeHead(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number | string[]>>,
): void {
  try {
    response.writeHead(status, headers);
  } catch {
    response.writeHead(status, sendable(headers));
  }
}

function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

function lengthOf(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}
