import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyCollector } from '../http/index.js';
import { type Body, type Headers, headersOf, type LiveExchange } from '../model/index.js';
import { bodyNow } from '../proxy/index.js';
import { notify } from './fail.js';
import { hasBody } from './read-body.js';

/** How it is observed. */
export interface Observation {
  /** In bytes: of larger bodies nothing is kept. */
  readonly maxBody: number;
  readonly startedAt: Date;
}

/**
 * Keeps a copy of a server's exchange while others read and answer it, and gives it before the last of the answer is
 * sent, or when the answer breaks off. Changes nothing that they see, and a copy that fails does not affect them.
 * @returns what gives it at once, as one that broke off
 */
export function observeHttp(
  request: IncomingMessage,
  response: ServerResponse,
  { maxBody, startedAt }: Observation,
  done: (observed: LiveExchange) => void,
): () => void {
  const asked = new BodyCollector(maxBody);
  const answered = new BodyCollector(maxBody);
  // The request emits its data to its reader; listening to it here would make it flow before anyone reads.
  const emit = request.emit.bind(request);
  request.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === 'data') addCopy(asked, values[0], request.readableEncoding ?? undefined);
    return emit(event, ...values);
  };
  const written = copyHead(response);
  const { method = 'GET', headers } = request;
  // Routers shorten `url` on the way.
  const url =
    'originalUrl' in request && typeof request.originalUrl === 'string' ? request.originalUrl : (request.url ?? '/');
  let isTold = false;
  const tell = (isWhole: boolean): void => {
    if (isTold) return;
    isTold = true;
    notify('the recorder', () => done(observed(isWhole)));
  };
  copyWrites(response, answered, (isEnd) => {
    const { 'content-length': length } = headersOfResponse(response, written);
    // With its last byte the client has the whole answer, whether or not its end has been said.
    if (isEnd || (length !== undefined && Number(length) === answered.length)) tell(true);
  });
  response.once('close', () => tell(false));
  return () => tell(false);

  function observed(isWhole: boolean): LiveExchange {
    const answerHeaders = headersOfResponse(response, written);
    return {
      request: { method, url, headers, body: askedBody() },
      response: {
        status: response.statusCode,
        headers: answerHeaders,
        body: bodyNow(answered, joined(answerHeaders['content-encoding']), maxBody),
      },
      startedAt,
      caveats: isWhole ? [] : ['aborted'],
    };
  }

  /** What another handler read before this one was asked cannot be seen any more. */
  function askedBody(): Body {
    const isSeen = request.complete && asked.length > 0 && (request.readableEnded || isAllOf(asked, headers));
    return !isSeen && hasBody(request)
      ? { state: 'unknown', reason: 'body-omitted' }
      : bodyNow(asked, headers['content-encoding'], maxBody);
  }
}

function isAllOf({ length }: BodyCollector, headers: Headers): boolean {
  return String(length) === headers['content-length'];
}

/** @param passing is called with each piece before it is sent. `isEnd`: nothing comes behind it */
function copyWrites(response: ServerResponse, copy: BodyCollector, passing: (isEnd: boolean) => void): void {
  const write = response.write;
  const end = response.end;
  response.write = (...values: unknown[]): boolean => {
    addCopy(copy, values[0], values[1]);
    passing(false);
    return Reflect.apply(write, response, values);
  };
  response.end = (...values: unknown[]): ServerResponse => {
    if (typeof values[0] !== 'function') addCopy(copy, values[0], values[1]);
    passing(true);
    return Reflect.apply(end, response, values);
  };
}

/** Fields that are given to `writeHead` only: Node sends them without keeping them. */
function copyHead(response: ServerResponse): Headers {
  const written: Record<string, string | string[]> = {};
  const writeHead = response.writeHead;
  response.writeHead = (...values: unknown[]): ServerResponse => {
    Object.assign(written, fieldsIn(values.at(-1)));
    return Reflect.apply(writeHead, response, values);
  };
  return written;
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

/** Collects what went by. @param chunk bytes, or text in that encoding; anything else is skipped */
function addCopy(copy: BodyCollector, chunk: unknown, encoding: unknown): void {
  if (typeof chunk === 'string')
    copy.add(Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'));
  // Its owner may write into the same memory again.
  else if (chunk instanceof Uint8Array) copy.add(Uint8Array.from(chunk));
}
