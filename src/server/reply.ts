import type { IncomingMessage, ServerResponse } from 'node:http';
import process from 'node:process';
import { type CallbackOutcome, makeCallbacks } from '../core/callbacks.js';
import type { BodyBudget } from '../http/index.js';
import { type Answer, type Call, type Eventually, type Failure, INTERNAL_ERROR, type Mock } from '../mock/index.js';
import { type Body, NO_BODY } from '../model/index.js';
import { deliver } from './deliver.js';
import { attempt, endFailed, notify } from './fail.js';
import { originOf } from './mount.js';
import { hasBody, readBody } from './read-body.js';
import { TOO_MANY_BODIES } from './refusals.js';

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

/** What all replies of a handler share. */
export interface Sharing {
  readonly listeners: Listeners;
  readonly budget: BodyBudget;
  /** Whether it was said that bodies cannot be known. */
  isSaid: boolean;
}

/** A request of the API. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The next handler, where there is one. */
  readonly next: ((error?: unknown) => void) | undefined;
  readonly method: string;
}

/**
 * The reply to a request, in three works: the mock answers, the answer is sent, the listeners hear of it. What has to
 * wait for the rest of a body, or for a generated answer, does the other two by itself when it is there. None of them
 * throws.
 */
export class Reply {
  /** As the document has it: below the path of a mount, or whole. */
  target = '';
  /** The path of the mount, where the target is below it. */
  mount = '';
  mock: Mock | undefined;
  readonly #asked: Asked;
  readonly #sharing: Sharing;
  readonly #onExchange: Listeners['onExchange'];
  readonly #startedAt: number;
  #call: Call | undefined;
  #answer: Answer | undefined;
  #isAnswering = false;
  #isTold = false;

  constructor(asked: Asked, sharing: Sharing) {
    this.#asked = asked;
    this.#sharing = sharing;
    // Somebody may begin to listen while the server runs.
    const { onExchange, onAnswer } = sharing.listeners;
    this.#onExchange = onExchange;
    this.#startedAt = onExchange || onAnswer ? performance.now() : 0;
  }

  /** Lets the mock answer. */
  answer(): void {
    const { mock } = this;
    if (!mock) return;
    this.#isAnswering = true;
    try {
      const { request } = this.#asked;
      if (hasBody(request)) {
        const { budget } = this.#sharing;
        const withBody = (body: Body | Failure | 'busy' | undefined): void => this.#withBody(mock, body);
        readBody(request, { limit: mock.settings.maxBody, budget }, withBody, (error) => this.fail(error));
      } else this.#settle(mock.respond(this.#callWith(NO_BODY)));
    } catch (error) {
      this.fail(error);
    }
    this.#isAnswering = false;
  }

  /** Sends the answer, if it is there. */
  send(): void {
    const answer = this.#answer;
    if (!answer) return;
    const { response, method } = this.#asked;
    try {
      if (answer.delivery) {
        // Who left before this has closed it already.
        if (response.destroyed) this.#tell(answer, true);
        else response.once('close', () => this.#tell(answer, !response.writableFinished));
      }
      deliver(response, answer, method, (error) => this.fail(error));
      if (answer.callbacks) this.#announce(answer.callbacks);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Tells the listeners of the answer, if it was sent whole. */
  tell(): void {
    const answer = this.#answer;
    if (answer && !answer.delivery) this.#tell(answer, false);
  }

  /** Ends the reply for an error that nobody expected. */
  fail(error: unknown): void {
    const { response, next } = this.#asked;
    if (next && !response.headersSent && !response.destroyed)
      attempt(
        () => next(error),
        () => endFailed(response),
      );
    else if (endFailed(response)) this.#tell(INTERNAL_ERROR, false);
  }

  #withBody(mock: Mock, body: Body | Failure | 'busy' | undefined): void {
    if (body === undefined) return;
    try {
      if (body === 'busy') this.#finish(TOO_MANY_BODIES);
      else if ('code' in body) this.#settle(mock.refuse(this.#callWith(NO_BODY), body));
      else {
        if (body.state === 'unknown') this.#sayUnknown();
        this.#settle(mock.respond(this.#callWith(body)));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  #sayUnknown(): void {
    if (this.#sharing.isSaid) return;
    this.#sharing.isSaid = true;
    process.emitWarning(READ_BEFORE, 'DocproofWarning');
  }

  #callWith(body: Body): Call {
    const { request, method } = this.#asked;
    // Links lead back to where the mock is mounted.
    const call = {
      method,
      target: this.target,
      headers: request.headers,
      body,
      origin: originOf(request) + this.mount,
    };
    if (this.#onExchange) this.#call = call;
    return call;
  }

  #settle(answering: Eventually<Answer>): void {
    if (answering instanceof Promise)
      answering.then((answer) => this.#finish(answer)).catch((error: unknown) => this.fail(error));
    else this.#finish(answering);
  }

  #finish(answer: Answer): void {
    this.#answer = answer;
    if (this.#isAnswering) return;
    this.send();
    this.tell();
  }

  #announce(callbacks: NonNullable<Answer['callbacks']>): void {
    const { onCallback } = this.#sharing.listeners;
    const makeAll = (): unknown =>
      makeCallbacks(callbacks, (outcome) => onCallback && notify('onCallback', () => onCallback(outcome)));
    this.#asked.response.once('finish', () => attempt(makeAll, (error) => this.fail(error)));
  }

  #tell(answer: Answer, isCut: boolean): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const { onAnswer } = this.#sharing.listeners;
    const { request, method } = this.#asked;
    const { target } = this;
    const startedAt = this.#startedAt;
    if (onAnswer)
      notify('onAnswer', () => {
        const asked = { method, target, isPreflight: method === 'OPTIONS' && isPreflight(request) };
        return onAnswer(asked, answer, isCut, startedAt);
      });
    const onExchange = this.#onExchange;
    if (onExchange)
      notify('onExchange', () => onExchange(this.#call ?? { ...UNREAD, method, target }, answer, isCut, startedAt));
  }
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
