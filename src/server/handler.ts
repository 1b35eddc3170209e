import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Call, Mock } from '../mock/index.js';
import { NO_BODY, originForm } from '../model/index.js';
import { type CallbackOutcome, makeCallbacks } from './callbacks.js';
import { deliver } from './deliver.js';
import { originOf } from './origin.js';
import { hasBody, readBody } from './read-body.js';

/** A handler as Express 5, Connect and Vite's dev server mount it: `app.use(handler)`. It is also a listener for `http.createServer`. */
export type MockHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** Who hears of what happens: for a log. */
export interface Listeners {
  /** Of each answer as it is sent. */
  readonly onAnswer?: (call: Pick<Call, 'method' | 'target'>, answer: Answer) => void;
  /** Of each callback that was made. */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
}

/**
 * Puts a mock behind Node's HTTP. Where `next` is given, a path that the contract does not have is passed on to it, so that an application's own
 * routes go on working; without it the mock answers that too.
 * @param current the mock that answers now: another may take its place between two requests
 */
export function createHandler(current: () => Mock, { onAnswer, onCallback }: Listeners = {}): MockHandler {
  return (request, response, next) => {
    const mock = current();
    const method = request.method ?? 'GET';
    const target = originForm(request.url ?? '/');
    if (next && !mock.knows(method, target) && !isPreflight(request)) {
      next();
      return;
    }
    const finish = (answer: Answer): void => {
      deliver(response, answer, method);
      onAnswer?.({ method, target }, answer);
      const { callbacks } = answer;
      if (callbacks) response.once('finish', () => makeCallbacks(callbacks, (outcome) => onCallback?.(outcome)));
    };
    const settle = (answering: Answer | Promise<Answer>): void => {
      if (answering instanceof Promise) answering.then(finish, failed);
      else finish(answering);
    };
    const failed = (error: unknown): void => {
      if (next) next(error);
      else finish(INTERNAL_ERROR);
    };
    const call: Call = { method, target, headers: request.headers, body: NO_BODY, origin: originOf(request) };
    const answer = (make: () => Answer | Promise<Answer>): void => {
      try {
        settle(make());
      } catch (error) {
        failed(error);
      }
    };
    if (!hasBody(request)) {
      answer(() => mock.respond(call));
      return;
    }
    readBody(request, mock.settings.maxBody, (body) => {
      if (body) answer(() => ('code' in body ? mock.refuse(call, body) : mock.respond({ ...call, body })));
    });
  };
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

const INTERNAL_ERROR: Answer = {
  status: 500,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'https://docproof.dev/errors#UNKNOWN',
    title: 'Docproof failed',
    status: 500,
    detail: 'This is a fault in Docproof: please report the request that led to it.',
  }),
  violations: [],
};
