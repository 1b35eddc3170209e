import type { IncomingMessage } from 'node:http';
import process from 'node:process';
import { BodyCollector } from '../http/index.js';
import { type Body, NO_BODY } from '../model/index.js';
import { bodyNow } from '../proxy/index.js';
import { parsedBody } from './parsed-body.js';
import { hasBody } from './read-body.js';
import { addCopy } from './response-copy.js';

/**
 * Reads a request's body, content codings undone, and puts it back, so that those who come later read it as if nobody
 * had: by events, by a pipe or by iteration.
 * @param limit in bytes; of a larger body nothing is known, and the rest stays unread
 * @param done is called once, at once where nothing has to be waited for; undefined where the client went away
 */
export function readAhead(request: IncomingMessage, limit: number, done: (body: Body | undefined) => void): void {
  const { 'content-length': declared } = request.headers;
  const parsed = hasBody(request) ? parsedBody(request) : NO_BODY;
  // What others began to read cannot be read from its start, and an end that cannot be known must not be reached.
  const isKnowable = declared !== undefined || typeof request.complete === 'boolean';
  if (parsed) done(parsed);
  else if (request.readableDidRead || !isKnowable || Number(declared ?? 0) > limit) done(NOT_READ);
  else readAndPutBack(request, limit, done);
}

const NOT_READ: Body = { state: 'unknown', reason: 'body-omitted' };

function readAndPutBack(request: IncomingMessage, limit: number, done: (body: Body | undefined) => void): void {
  const { 'content-length': declared, 'content-encoding': coding } = request.headers;
  const emit = request.emit;
  const isOwn = Object.hasOwn(request, 'emit');
  // Those who listen already get the data when it is read again.
  request.emit = (event: string | symbol, ...values: unknown[]) =>
    event === 'data' ? false : Reflect.apply(emit, request, [event, ...values]);
  const chunks: unknown[] = [];
  const copy = new BodyCollector(limit);
  const isAll = (): boolean => request.complete || copy.length === Number(declared);
  const take = (): void => {
    const chunk: unknown = request.read();
    if (chunk === null) return;
    chunks.push(chunk);
    addCopy(copy, chunk, request.readableEncoding ?? undefined);
  };
  const stop = (): void => {
    request.off('readable', read);
    request.off('close', gone);
    request.off('error', gone);
    if (isOwn) request.emit = emit;
    else Reflect.deleteProperty(request, 'emit');
  };
  const gone = (): void => {
    stop();
    done(undefined);
  };
  const read = (): void => {
    while (request.readableLength > 0 && !copy.isCut) take();
    // Asking for more than there is would announce the end.
    if (!isAll() && !copy.isCut) take();
    if (!isAll() && !copy.isCut) return;
    stop();
    // As long as none of them is back, the end would be announced in the next tick.
    for (const chunk of chunks.reverse()) request.unshift(chunk);
    // Node takes notice in the next tick that nobody listens: one who listens before gets no 'readable'.
    process.nextTick(done, bodyNow(copy, coding, limit));
  };
  request.on('readable', read);
  request.on('close', gone);
  request.on('error', gone);
}
