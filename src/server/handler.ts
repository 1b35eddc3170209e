import type { IncomingMessage, ServerResponse } from 'node:http';
import process from 'node:process';
import { type CallbackOutcome, makeCallbacks } from '../core/callbacks.js';
import { BodyBudget } from '../http/index.js';
import { type Answer, type Call, type Failure, INTERNAL_ERROR, type Mock } from '../mock/index.js';
import { type Body, NO_BODY } from '../model/index.js';
import { deliver } from './deliver.js';
import { attempt, endFailed, notify } from './fail.js';
import { mountedTarget } from './mount.js';
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

/** A request as a log names it. */
export interface AnsweredCall extends Pick<Call, 'method' | 'target'> {
  /** Whether it is the question of a browser before its request (CORS). */
  readonly isPreflight: boolean;
}

/** Callbacks for what happens, for a log, and what the handler shares with its server. */
export interface Listeners {
  /**
   * Of each answer as it is sent; where it waits or is cut, when it has ended. `isCut`: the client has not got all.
   * `startedAt`: when the request began, on the clock of `performance`.
   */
  readonly onAnswer?: (call: AnsweredCall, answer: Answer, isCut: boolean, startedAt: number) => void;
  /**
   * Of each call with its answer, when `onAnswer` hears of it. Both have their secrets. Where the request was refused
   * before it was read, its body is unknown. `startedAt`: when it began, on the clock of `performance`.
   */
  readonly onExchange?: ((call: Call, answer: Answer, isCut: boolean, startedAt: number) => void) | undefined;
  /** Of each callback that was made. */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
  /** Bounds the bytes of bodies that are held at once. @default nothing does */
  readonly bodies?: BodyBudget;
  /** Whether a path that the contract does not have goes on to the next handler, where there is one. @default true */
  readonly fallthrough?: boolean;
}

/**
 * Puts a mock behind Node's HTTP. Where `next` is given, a path that the contract does not have is passed on to it, so
 * that an application's own routes go on working; without it the mock answers that too.
 * @param current the mock that answers now: another may take its place between two requests
 */
export function createHandler(current: () => Mock, listeners: Listeners = {}): MockHandler {
  const { onAnswer, onCallback, bodies, fallthrough = true } = listeners;
  const budget = bodies ?? new BodyBudget(Number.POSITIVE_INFINITY);
  let isSaid = false;
  return (request, response, next) => {
    const method = request.method ?? 'GET';
    // Somebody may begin to listen while the server runs.
    const { onExchange } = listeners;
    const { whole, below, mount } = mountedTarget(request);
    let target = below;
    let isTold = false;
    const startedAt = onExchange || onAnswer ? performance.now() : 0;
    let called: Call | undefined;
    const tell = (answer: Answer, isCut = false): void => {
      if (isTold) return;
      isTold = true;
      if (onAnswer)
        notify('onAnswer', () => {
          const asked = { method, target, isPreflight: method === 'OPTIONS' && isPreflight(request) };
          return onAnswer(asked, answer, isCut, startedAt);
        });
      if (onExchange)
        notify('onExchange', () => onExchange(called ?? { ...UNREAD, method, target }, answer, isCut, startedAt));
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
      // Links lead back to where the mock is mounted.
      const origin = `${originOf(request)}${target === below ? mount : ''}`;
      const callWith = (body: Body): Call => {
        const call = { method, target, headers: request.headers, body, origin };
        if (onExchange) called = call;
        return call;
      };
      if (!hasBody(request)) {
        answer(() => mock.respond(callWith(NO_BODY)));
        return;
      }
      const withBody = (body: Body | Failure | 'busy' | undefined): void => {
        if (body === 'busy') answer(() => TOO_MANY_BODIES);
        else if (body) {
          if ('state' in body && body.state === 'unknown' && !isSaid) {
            isSaid = true;
            process.emitWarning(READ_BEFORE, 'DocproofWarning');
          }
          answer(() => ('code' in body ? mock.refuse(callWith(NO_BODY), body) : mock.respond(callWith(body))));
        }
      };
      readBody(request, { limit: mock.settings.maxBody, budget }, withBody, failed);
    };
    let isForOthers = false;
    attempt(() => {
      const mock = current();
      // A document may have the path of the mount in its own paths.
      if (mount !== '' && !mock.knows(method, below) && mock.knows(method, whole)) target = whole;
      isForOthers = fallthrough && next !== undefined && !mock.knows(method, target) && !isPreflight(request);
      if (!isForOthers) respond(mock);
    }, failed);
    if (isForOthers) next?.();
  };
}

/** A call that was refused before it was read. */
const UNREAD: Pick<Call, 'headers' | 'body' | 'origin'> = {
  headers: {},
  body: { state: 'unknown', reason: 'body-omitted' },
  origin: '',
};

const READ_BEFORE =
  'a body parser before the mock left nothing that tells which body was sent, so that such bodies are not judged: mount the mock before it';

/** Whether a browser asks if a page may send a request. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
