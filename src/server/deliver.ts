import type { ServerResponse } from 'node:http';
import { type Answer, pauseBefore, type Stream, sendable } from '../mock/index.js';
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
    // The answer to a pipelined request has no socket before its turn; its request has.
    if (delivery.fault === 'reset') response.req.socket.resetAndDestroy();
    else if (delivery.fault === 'slow') trickle(response, answer, method, failed);
    else if (delivery.stream) flow(response, answer, delivery.stream, { method, failed });
    else send(response, answer, method);
  };
  if (delivery.delay === 0) {
    start();
    return;
  }
  const timer = setTimeout(() => attempt(start, failed), delivery.delay);
  response.once('close', () => clearTimeout(timer));
}

/**
 * Sends the head of an answer whose client was told to continue. Node would put a head that goes out together with
 * bytes before what it has to send first: a `100 Continue` that waits for earlier answers would end up in the body.
 */
export function beginInOrder(response: ServerResponse): void {
  if (response.req.headers.expect !== undefined) sendHead(response);
}

/** Sends the head before the body is there, in ISO 8859-1: what `flushHeaders` sends is UTF-8. */
export function sendHead(response: ServerResponse): void {
  response.write('', 'latin1');
}

function send(response: ServerResponse, { status, headers, body }: Answer, method: string): void {
  if (response.headersSent || response.destroyed) return;
  const bodiless = isBodiless(status);
  const length = bodiless ? undefined : lengthOf(body);
  writeHead(response, status, headers, length);
  if (method === 'HEAD' || bodiless) {
    response.end();
    return;
  }
  beginInOrder(response);
  if (typeof body !== 'string') response.end(body);
  // A text of as many bytes as characters is ASCII, which Node copies faster than it encodes UTF-8. It gives the head
  // the encoding of a text that goes out with it, and header fields are ISO 8859-1.
  else if (length === body.length) response.end(body, 'latin1');
  else response.end(Buffer.from(body));
}

function trickle(
  response: ServerResponse,
  { status, headers, body }: Answer,
  method: string,
  failed: (error: unknown) => void,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes =
    method === 'HEAD' || isBodiless(status) || body === undefined
      ? undefined
      : typeof body === 'string'
        ? Buffer.from(body)
        : body;
  writeHead(response, status, headers, isBodiless(status) ? undefined : lengthOf(body));
  if (!bytes) {
    response.end();
    return;
  }
  sendHead(response);
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

/** Sends a sequence item by item, as fast as the client reads, and ends when the client leaves. */
function flow(
  response: ServerResponse,
  { status, headers, body }: Answer,
  { ends, first = 0, pace }: Stream,
  { method, failed }: { readonly method: string; readonly failed: (error: unknown) => void },
): void {
  if (response.headersSent || response.destroyed) return;
  writeHead(response, status, headers);
  if (method === 'HEAD' || isBodiless(status) || body === undefined) {
    response.end();
    return;
  }
  sendHead(response);
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const before = ends[first - 1] ?? 0;
  let index = first;
  let stop = (): void => undefined;
  const write = (): void => {
    const hasRoom = response.write(bytes.subarray((ends[index - 1] ?? 0) - before, (ends[index] ?? 0) - before));
    index += 1;
    if (index >= ends.length) response.end();
    else if (hasRoom) wait();
    else response.once('drain', wait);
  };
  const wait = (): void => {
    const pause = pauseBefore(index - first, pace);
    const next = (): void => attempt(write, failed);
    if (pause === 0) {
      const soon = setImmediate(next);
      stop = () => clearImmediate(soon);
    } else {
      const later = setTimeout(next, pause);
      stop = () => clearTimeout(later);
    }
  };
  response.once('close', () => stop());
  wait();
}

/**
 * Node checks each field as it writes them: only where it refuses one are they looked through here.
 * @param length of the body, in bytes; undefined where no field says it
 */
function writeHead(response: ServerResponse, status: number, headers: Answer['headers'], length?: number): void {
  try {
    response.writeHead(status, fieldsOf(response, headers, length));
  } catch {
    response.writeHead(status, fieldsOf(response, sendable(headers), length));
  }
}

/**
 * Names and values in turn, which Node writes as they are. Nothing is added to the answer's own fields, which may be
 * kept; and an object with one more field takes V8 several times as long. Where an application has set fields of its
 * own, it is an object: then Node lets the answer's take their places.
 */
function fieldsOf(response: ServerResponse, headers: Fields, length: number | undefined): Fields | Fields[string][] {
  if (response.getHeaderNames().length > 0) return length === undefined ? headers : { ...headers, [LENGTH]: length };
  const fields: Fields[string][] = [];
  for (const name in headers) fields.push(name, headers[name] ?? '');
  if (length !== undefined) fields.push(LENGTH, length);
  return fields;
}

type Fields = Readonly<Record<string, string | number | string[]>>;

const LENGTH = 'Content-Length';

function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

function lengthOf(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length;
}
