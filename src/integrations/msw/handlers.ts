import { type HttpHandler, HttpResponse } from 'msw';
import { createRecorder } from '../../check/recorder.js';
import { type Contract, type Operation, redactorOf } from '../../contract/index.js';
import {
  type AnswerOverride,
  type Answers,
  type CoreMockOptions,
  type FetchHandler,
  fetchHandler,
} from '../../core/index.js';
import type { Answer } from '../../mock/index.js';
import { NO_BODY, type ViolationRecord } from '../../model/index.js';
import { REDACTED } from '../../redact/index.js';
import { markAnswered } from './answered.js';
import { OperationHandler } from './operation-handler.js';
import { type Reach, reachOf } from './reach.js';
import { act, type ViolationAction } from './violations.js';

/** How the handlers of a contract behave: as a mock does, and as MSW's users expect. */
export interface HandlersOptions extends Omit<CoreMockOptions, 'basePath' | 'onAnswer'> {
  /**
   * Where the API is: `https://api.test/v1`, or `/api` on the page's host.
   * @default the servers of the document
   */
  readonly baseUrl?: string;
  /** What is done where a request, or an answer that was set, breaks the contract. @default 'warn' */
  readonly onViolation?: ViolationAction;
  /** Answers by operation, such as `{ createSignIn: { status: 429 } }`; those of a list are given one after another. */
  readonly overrides?: Readonly<Record<string, AnswerOverride | readonly AnswerOverride[]>>;
}

/** Handlers for `setupServer` and `setupWorker`, one an operation, in the order of the document. */
export interface ContractHandlers extends Array<HttpHandler> {
  /** Sets other answers than the mock would choose: `handlers.answers.once('createSignIn', { status: 429 })`. */
  readonly answers: Answers;
  /** Goes back to the start: forgets what was sent, and all answers but `overrides`. */
  readonly reset: () => Promise<void>;
}

/**
 * Handlers of MSW that answer as the documented service would. Requests for what the document does not have are not
 * handled: MSW's `onUnhandledRequest` says what becomes of them.
 * @throws InputError `bad-option`
 */
export function handlers(contract: Contract, options: HandlersOptions = {}): ContractHandlers {
  const { baseUrl, onViolation = 'warn', overrides = {}, ...behaviour } = options;
  const reach = reachOf(contract, baseUrl);
  const answered = new WeakMap<Request, Answer>();
  const mock = fetchHandler(contract, {
    ...behaviour,
    basePath: reach.basePath,
    onAnswer: (_call, answer, request) => answered.set(request, answer),
  });
  const operationOf = rememberingOperations(mock, reach);
  const record = createRecorder(redactorOf({}, contract, () => REDACTED));

  const respond = async (operation: Operation, request: Request): Promise<Response> => {
    // MSW shows the request to its listeners after it was answered.
    const asked = request.clone();
    const response = await mock(asked).catch((error: unknown) => failed(error, asked, answered.get(asked)));
    const answer = answered.get(asked);
    if (!answer) return response;
    const { status, violations } = answer;
    const context = { source: 'msw', exchange: 0, operation: operation.id, status };
    const message = { headers: {}, body: NO_BODY };
    const exchange = {
      source: 'msw',
      index: 0,
      request: { method: request.method, url: request.url, ...message },
      response: { status, ...message },
    };
    const records = violations.map(record(exchange, context));
    const what = whatOf(request, operation, records, status);
    const isFailing = act(onViolation, records, { request, operation: operation.id }, what);
    return isFailing ? HttpResponse.error() : withCookies(response, answer);
  };

  const all = contract.operations.map(
    (operation) =>
      new OperationHandler(
        operation,
        reach.shownUrl(operation),
        (request) => operationOf(request) === operation,
        (request, requestId) => {
          markAnswered(requestId);
          return respond(operation, request);
        },
      ),
  );
  const start = (): void => {
    for (const [operation, answers] of Object.entries(overrides)) {
      if (isList(answers)) mock.answers.sequence(operation, answers);
      else mock.answers.always(operation, answers);
    }
  };
  start();
  return Object.assign(all, {
    answers: mock.answers,
    async reset() {
      await mock.reset();
      start();
    },
  });
}

/** MSW asks each handler about a request: the router is asked once. */
function rememberingOperations(mock: FetchHandler, { has }: Reach): (request: Request) => Operation | undefined {
  const known = new WeakMap<Request, { readonly operation: Operation | undefined }>();
  return (request) => {
    const { method, url } = request;
    const found = known.get(request) ?? { operation: has(method, url) ? mock.operationFor(request) : undefined };
    known.set(request, found);
    return found.operation;
  };
}

/** A connection that is reset, or that its client gave up, is an error of the network; others are MSW's to show. */
function failed(error: unknown, { signal }: Request, answer: Answer | undefined): Response {
  if (signal.aborted || answer?.delivery?.fault === 'reset') return HttpResponse.error();
  throw error;
}

/** Browsers let no script set `Set-Cookie`: MSW keeps what its own responses are made of, and sets the cookies. */
function withCookies(response: Response, { headers: fields }: Answer): Response {
  const cookies = Object.entries(fields).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1];
  if (cookies === undefined || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  for (const cookie of [cookies].flat()) headers.append('set-cookie', cookie);
  const { body, status, statusText } = response;
  return new HttpResponse(body, { status, statusText, headers });
}

function whatOf(
  { method, url }: Request,
  { id }: Operation,
  records: readonly ViolationRecord[],
  status: number,
): string {
  const side = records.some((each) => each.in === 'request') ? 'The request' : 'The answer to the request';
  return `${side} ${method} ${url} breaks the contract of ${id}; it gets ${status}:`;
}

function isList(answers: AnswerOverride | readonly AnswerOverride[]): answers is readonly AnswerOverride[] {
  return Array.isArray(answers);
}
