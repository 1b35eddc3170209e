import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyCollector } from '../http/index.js';
import { type Body, type LiveExchange, NO_BODY, type RequestMessage } from '../model/index.js';
import { bodyNow } from '../proxy/index.js';
import { notify } from './fail.js';
import { mountedTarget } from './mount.js';
import { parsedBody } from './parsed-body.js';
import { hasBody } from './read-body.js';
import { type AnswerListeners, addCopy, copyAnswer } from './response-copy.js';

/** How it is observed. */
export interface Observation {
  /** In bytes: of larger bodies nothing is kept. */
  readonly maxBody: number;
  readonly startedAt: Date;
  /** The request's body, where it is known. @default it is copied while others read it */
  readonly asked?: Body;
  /** Called once, before the head of the answer is sent, with the request as far as it was read. */
  readonly onHead?: (request: RequestMessage, mayAdd: boolean) => unknown;
  /** Called with an answer that comes in one piece; see {@link AnswerListeners.only}. Then `done` is not called. */
  readonly onWhole?: (observed: LiveExchange, send: () => void) => boolean;
}

/**
 * Keeps a copy of a server's exchange while others read and answer it, and gives it before the last of the answer is
 * sent, or when the answer breaks off. Changes nothing that they see, and a copy that fails does not affect them.
 * @returns what gives it at once, as one that broke off
 */
export function observeHttp(
  request: IncomingMessage,
  response: ServerResponse,
  { maxBody, startedAt, asked, onHead, onWhole }: Observation,
  done: (observed: LiveExchange) => void,
): () => void {
  const { method = 'GET', headers } = request;
  const url = mountedTarget(request).whole;
  const askedBody = asked === undefined ? copyAsked(request, maxBody) : () => asked;
  const message = (): RequestMessage => ({ method, url, headers, body: askedBody() });
  let isTold = false;
  const observed = (isWhole: boolean): LiveExchange => {
    const answered = answer.message(method);
    return { request: message(), response: answered, startedAt, caveats: isWhole ? [] : ['aborted'] };
  };
  const tell = (isWhole: boolean): void => {
    if (isTold) return;
    isTold = true;
    notify('the observer', () => done(observed(isWhole)));
  };
  const answer = copyAnswer(response, maxBody, {
    ...(onHead ? { head: (mayAdd) => notify('the observer', () => onHead(message(), mayAdd)) } : {}),
    piece(isEnd) {
      const { 'content-length': length } = answer.headers();
      // With its last byte the client has the whole answer, whether or not its end has been said.
      if (isEnd || (length !== undefined && Number(length) === answer.length)) tell(answer.isComplete(method));
    },
    ...(onWhole ? { only: takingOver(onWhole) } : {}),
  });
  response.once('close', () => tell(false));
  return () => tell(false);

  function takingOver(take: NonNullable<Observation['onWhole']>): NonNullable<AnswerListeners['only']> {
    return (send) => {
      if (isTold) return false;
      isTold = true;
      let isTaken = false;
      notify('the observer', () => {
        isTaken = take(observed(answer.isComplete(method)), send);
      });
      return isTaken;
    };
  }
}

/** Copies a request's body while others read it. @returns what is known of it so far */
function copyAsked(request: IncomingMessage, maxBody: number): () => Body {
  if (!hasBody(request)) return () => NO_BODY;
  const parsed = parsedBody(request);
  if (parsed) return () => parsed;
  const copy = new BodyCollector(maxBody);
  // What came by before this began is not in the copy.
  const isLate = request.readableDidRead;
  let isAltered = false;
  // The request emits its data to its reader; listening to it here would make it flow before anyone reads.
  const emit = request.emit.bind(request);
  request.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === 'data') {
      addCopy(copy, values[0], request.readableEncoding ?? undefined);
      // U+FFFD replaces bytes that are not text: the original bytes are lost.
      isAltered ||= typeof values[0] === 'string' && values[0].includes('\ufffd');
    }
    return emit(event, ...values);
  };
  const { 'content-length': length, 'content-encoding': coding } = request.headers;
  return () => {
    const isAll =
      length === undefined ? request.complete && request.readableEnded && !isLate : copy.length === Number(length);
    return isAll && !isAltered ? bodyNow(copy, coding, maxBody) : NOT_SEEN;
  };
}

/** Another handler read it before, or nobody did. */
const NOT_SEEN: Body = { state: 'unknown', reason: 'body-omitted' };
