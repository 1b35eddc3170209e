import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallbackOutcome, makeCallbacks } from '../core/callbacks.js';
import { BodyBudget } from '../http/index.js';
import { type Answer, type Call, type Failure, INTERNAL_ERROR, type Mock } from '../mock/index.js';
import { type Body, NO_BODY, originForm } from '../model/index.js';
import { deliver } from './deliver.js';
import { attempt, endFailed, notify } from './fail.js';
import { originOf } from './origin.js';
import { hasBody, readBody } from './read-body.js';
import { TOO_MANY_BODIES } from './refusals.js';

/**
 * A handler as Express 5, Connect and Vite's dev server mount it: `app.use(handler)`. It is also a listener for
 * `http.createServer`.
 */
export type MockHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** Callbacks for what happens, for a log, and what the handler shares with its server. */
export interface Listeners {
  /**
   * Of each answer as it is sent; where it waits or is cut, when it has ended. `isCut`: the client has not got all.
   */
  readonly onAnswer?: (call: Pick<Call, 'method' | 'target'>, answer: Answer, isCut: boolean) => void;
  /** Of each callback that was made. */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
  /** Bounds the bytes of bodies that are held at once. @default nothing does */
  readonly bodies?: BodyBudget;
}

/**
 * Puts a mock behind Node's HTTP. Where `next` is given, a path that the contract does not have is passed on to it, so
 * that an application's own routes go on working; without it the mock answers that too.
 * @param current the mock that answers now: another may take its place between two requests
 */
export function createHandler(current: () => Mock, { onAnswer, onCallback, bodies }: Listeners = {}): MockHandler {
  const budget = bodies ?? new BodyBudget(Number.POSITIVE_INFINITY);
  return (request, response, next) => {
    const method = request.method ?? 'GET';
    const target = originForm(request.url ?? '/');
    let isTold = false;
    const tell = (answer: Answer, isCut = false): void => {
      if (isTold) return;
      isTold = true;
      if (onAnswer) notify('onAnswer', () => onAnswer({ method, target }, answer, isCut));
    };
    const failed = (error: unknown): void => {
      if (next && !response.headersSent && !response.destroyed)
        attempt(
          () => next(error),
          () => endFailed(response),
        );
      else if (endFailed(response)) tell(INTERNAL_ERROR);
    };
    const finish = (answer: Answer): void => {
      if (answer.delivery) response.once('close', () => tell(answer, !response.writableFinished));
      deliver(response, answer, method, failed);
      if (!answer.delivery) tell(answer);
      const { callbacks } = answer;
      const makeAll = (): unknown =>
        callbacks &&
        makeCallbacks(callbacks, (outcome) => onCallback && notify('onCallback', () => onCallback(outcome)));
      if (callbacks) response.once('finish', () => attempt(makeAll, failed));
    };
    const answer = (make: () => Answer | Promise<Answer>): void =>
      attempt(() => {
        const answering = make();
        return answering instanceof Promise ? answering.then(finish) : finish(answering);
      }, failed);
    const respond = (mock: Mock): void => {
      const origin = originOf(request);
      const callWith = (body: Body): Call => ({ method, target, headers: request.headers, body, origin });
      if (!hasBody(request)) {
        answer(() => mock.respond(callWith(NO_BODY)));
        return;
      }
      const withBody = (body: Body | Failure | 'busy' | undefined): void => {
        if (body === 'busy') answer(() => TOO_MANY_BODIES);
        else if (body)
          answer(() => ('code' in body ? mock.refuse(callWith(NO_BODY), body) : mock.respond(callWith(body))));
      };
      readBody(request, { limit: mock.settings.maxBody, budget }, withBody, failed);
    };
    let isForOthers = false;
    attempt(() => {
      const mock = current();
      isForOthers = next !== undefined && !mock.knows(method, target) && !isPreflight(request);
      if (!isForOthers) respond(mock);
    }, failed);
    if (isForOthers) next?.();
  };
}

/** Whether a browser asks if a page may send a request. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
