import type { ServerResponse } from 'node:http';
import type { Answer } from '../mock/index.js';

/** A body that trickles comes in this many pieces, one each `SLOW_PAUSE` milliseconds. */
const SLOW_PIECES = 20;
const SLOW_PAUSE = 150;

/** Sends an answer as its delivery says: at once and whole unless told otherwise. */
export function deliver(response: ServerResponse, answer: Answer, method: string): void {
  const { delivery } = answer;
  if (!delivery) {
    send(response, answer, method);
    return;
  }
  const timer = setTimeout(() => {
    if (delivery.fault === 'reset') response.socket?.resetAndDestroy();
    else if (delivery.fault === 'slow') trickle(response, answer, method);
    else send(response, answer, method);
  }, delivery.delay);
  response.once('close', () => clearTimeout(timer));
}

function send(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  if (response.headersSent || response.destroyed) return;
  const bodiless = isBodiless(status);
  response.writeHead(status, bodiless ? headers : { ...headers, 'Content-Length': lengthOf(body) });
  response.end(method === 'HEAD' || bodiless ? undefined : body);
}

function trickle(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = method === 'HEAD' || isBodiless(status) || body === undefined ? undefined : Buffer.from(body);
  response.writeHead(status, isBodiless(status) ? headers : { ...headers, 'Content-Length': lengthOf(body) });
  response.flushHeaders();
  if (!bytes) {
    response.end();
    return;
  }
  const size = Math.max(1, Math.ceil(bytes.length / SLOW_PIECES));
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + size));
    sent += size;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, SLOW_PAUSE);
  response.once('close', () => clearInterval(timer));
}

function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

function lengthOf(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}
