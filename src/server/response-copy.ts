import type { ServerResponse } from 'node:http';
import { BodyCollector } from '../http/index.js';
import { type Body, type Headers, headersOf, NO_BODY, type ResponseMessage } from '../model/index.js';
import { bodyNow } from '../proxy/index.js';

/** What happens while an answer is sent. Nothing of it may throw. */
export interface AnswerListeners {
  /** Called once, before the head is sent. @param mayAdd whether header fields can be added to it */
  readonly head?: (mayAdd: boolean) => void;
  /** Called with each piece before it is sent. @param isEnd whether nothing comes behind it */
  readonly piece: (isEnd: boolean) => void;
  /**
   * Called before anything is sent of an answer that comes in one piece.
   * @param send sends it
   * @returns whether another takes over, who may call `send`; what he writes himself is not heard
   */
  readonly only?: (send: () => void) => boolean;
}

/** A copy of an answer, as it goes by. */
export interface AnswerCopy {
  /** How many bytes of its body have been given to the server. */
  readonly length: number;
  /** Whether it has as many bytes as its Content-Length says, where it has one. @param method of the request */
  isComplete(method: string): boolean;
  headers(): Headers;
  /** The answer so far. @param method of the request: one to HEAD has no body */
  message(method: string): ResponseMessage;
}

/**
 * Copies what a server answers, up to a limit, and passes it on as it comes: the same calls, their results and their
 * callbacks.
 * @param maxBody in bytes: of a larger body nothing is kept
 */
export function copyAnswer(response: ServerResponse, maxBody: number, heard: AnswerListeners): AnswerCopy {
  const copy = new BodyCollector(maxBody);
  const written: Record<string, string | readonly string[] | undefined> = {};
  const { write, end, writeHead } = response;
  /** The content codings of the pieces as they come by; a handler behind may encode them further. */
  let coding: { readonly of: string | undefined } | undefined;
  let isHeadHeard = false;
  let isOver = false;
  const codingNow = (fields: Headers = {}) => ({
    of: joined(fields['content-encoding'] ?? headersOfResponse(response, written)['content-encoding']),
  });
  const begin = (): void => {
    coding ??= codingNow();
  };
  response.writeHead = (...values: unknown[]): ServerResponse => {
    const fields = fieldsIn(values.at(-1));
    const codingBefore = codingNow(fields);
    if (!isHeadHeard && !isOver) {
      isHeadHeard = true;
      // A list of names and values takes the place of all that was set before.
      heard.head?.(!response.headersSent && !Array.isArray(values.at(-1)));
    }
    const result = Reflect.apply(writeHead, response, values);
    // A head that Node refuses is not sent: another may come.
    coding ??= codingBefore;
    Object.assign(written, fields);
    return result;
  };
  response.write = (...values: unknown[]): boolean => {
    begin();
    if (!isOver) {
      addCopy(copy, values[0], values[1]);
      heard.piece(false);
    }
    return Reflect.apply(write, response, values);
  };
  response.end = (...values: unknown[]): ServerResponse => {
    if (isOver) return Reflect.apply(end, response, values);
    begin();
    const isOnly = !response.headersSent && copy.length === 0;
    if (typeof values[0] !== 'function') addCopy(copy, values[0], values[1]);
    isOver = isOnly && heard.only !== undefined;
    if (isOver && heard.only?.(() => Reflect.apply(end, response, values))) {
      const done = values.find((value) => typeof value === 'function');
      if (done) response.once('finish', () => Reflect.apply(done, response, []));
      return response;
    }
    isOver = false;
    heard.piece(true);
    return Reflect.apply(end, response, values);
  };
  return {
    get length() {
      return copy.length;
    },
    headers: () => headersOfResponse(response, written),
    isComplete(method) {
      const { 'content-length': length } = headersOfResponse(response, written);
      return length === undefined || isBodiless(method, response.statusCode) || Number(length) === copy.length;
    },
    message(method) {
      const status = response.statusCode;
      const body: Body = isBodiless(method, status) ? NO_BODY : bodyNow(copy, coding?.of, maxBody);
      return { status, headers: headersOfResponse(response, written), body };
    },
  };
}

/** Collects what went by. @param chunk bytes, or text in that encoding; anything else is skipped */
export function addCopy(copy: BodyCollector, chunk: unknown, encoding: unknown): void {
  if (typeof chunk === 'string')
    copy.add(Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'));
  // Its owner may write into the same memory again.
  else if (chunk instanceof Uint8Array) copy.add(copy.isCut ? chunk : Uint8Array.from(chunk));
}

/** Whether Node sends no body, whatever is written (RFC 9110 §6.4.1). */
function isBodiless(method: string, status: number): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}

/** The forms that `writeHead` takes: an object, a list of pairs, or names and values in turn. */
function fieldsIn(headers: unknown): Headers {
  if (typeof headers !== 'object' || headers === null) return {};
  const pairs: [unknown, unknown][] = !Array.isArray(headers)
    ? Object.entries(headers)
    : headers.every(Array.isArray)
      ? headers.map(([name, value]) => [name, value])
      : headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : []));
  return headersOf(
    pairs.flatMap(([name, value]) =>
      [value].flat().flatMap((each): [string, string][] => (each === undefined ? [] : [[String(name), String(each)]])),
    ),
  );
}

function headersOfResponse(response: ServerResponse, written: Headers): Headers {
  const headers: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value : String(value);
  return Object.assign(headers, written);
}

function joined(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}
