import type { Contract, Operation } from '../contract/index.js';
import {
  type Answer,
  type Answers,
  type Call,
  createMock,
  type Failure,
  INTERNAL_ERROR,
  type Mock,
} from '../mock/index.js';
import { type Body, headersOf, NO_BODY } from '../model/index.js';
import { memoryStore } from '../store/memory.js';
import { type CallbackOutcome, makeCallbacks } from './callbacks.js';
import { type MockOptions, settingsOf } from './mock-options.js';
import { type Mounted, mounted } from './mount.js';
import { requestBody } from './request-body.js';
import { respond } from './respond.js';

/** Answers a request as the documented service would. */
export interface FetchHandler {
  (request: Request): Promise<Response>;
  /** Sets other answers than the mock would choose: `handler.answers.once('createSignIn', { status: 429 })`. */
  readonly answers: Answers;
  /** Forgets what a session sent, and its answers; without one, everyone's. */
  readonly reset: (session?: string) => Promise<void>;
  /** The operation that answers such a request; undefined where none does. */
  readonly operationFor: (request: Pick<Request, 'method' | 'url'>) => Operation | undefined;
}

/** How a mock behaves that is a function. It remembers what it must in memory. */
export interface CoreMockOptions extends Omit<MockOptions, 'state'> {
  /** The path below which the API is, such as `/api/v1`; links in answers lead there. @default '' */
  readonly basePath?: string;
  /** Called with each answer, before it is sent. It must not throw. @default nobody does */
  readonly onAnswer?: (call: Pick<Call, 'method' | 'target'>, answer: Answer, request: Request) => void;
  /** Called with each documented callback that was made. It must not throw. @default nobody does */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
}

/**
 * The mock as a function from request to response: for service workers, MSW, Hono, Next and any other runtime that has
 * `fetch`. It answers as the server does, and takes as long: delays, paced streams and slow bodies too.
 *
 * A connection that is reset is a TypeError, as `fetch` throws; an aborted request rejects with its signal's reason.
 * @throws InputError `bad-option`
 */
export function fetchHandler(contract: Contract, options: CoreMockOptions = {}): FetchHandler {
  const { basePath = '', onAnswer, onCallback, ...behaviour } = options;
  const mock = createMock(contract, settingsOf(behaviour), SOURCES, memoryStore());
  const handle = async (request: Request): Promise<Response> => {
    const call = callOf(request, mounted(request.url, basePath));
    const answer = await answerTo(mock, call, request);
    onAnswer?.(call, answer, request);
    const response = await respond(answer, request);
    if (answer.callbacks) later(() => makeCallbacks(answer.callbacks ?? [], (outcome) => onCallback?.(outcome)));
    return response;
  };
  return Object.assign(handle, {
    answers: mock.answers,
    reset: mock.reset,
    operationFor: ({ method, url }: Pick<Request, 'method' | 'url'>) =>
      mock.operationFor(method, mounted(url, basePath).target),
  });
}

/** The clock and ids of the platform. */
const SOURCES = { now: () => new Date(), newId: () => crypto.randomUUID() };

/** A request of `fetch` as the mock sees it. Clients send `Host`; what is asked for is in the URL here. */
function callOf({ method, url, headers }: Request, { target, origin }: Mounted): Call {
  const { host } = new URL(url);
  return { method, target, headers: { host, ...headersOf(headers) }, body: NO_BODY, origin };
}

async function answerTo(mock: Mock, call: Call, request: Request): Promise<Answer> {
  try {
    const body = await requestBody(request, mock.settings.maxBody);
    return await (isFailure(body) ? mock.refuse(call, body) : mock.respond({ ...call, body }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    return INTERNAL_ERROR;
  }
}

function isFailure(body: Body | Failure): body is Failure {
  return 'code' in body;
}

/** When the response is with its receiver. */
function later(run: () => Promise<void>): void {
  setTimeout(() => void run(), 0);
}
