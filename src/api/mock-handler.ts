import { withBatch } from '../batch/with-batch.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import type { FeedRing } from '../feed/index.js';
import type { BodyBudget } from '../http/index.js';
import { systemSources } from '../io/index.js';
import {
  type Answer,
  type AnswerBook,
  type AnswerOverride,
  type Call,
  createAnswers,
  createMock,
  eventually,
  type MockSettings,
} from '../mock/index.js';
import { type InconclusiveReason, NO_BODY } from '../model/index.js';
import { redactText } from '../redact/index.js';
import { createHandler, type MockHandler } from '../server/handler.js';
import type { CallbackOutcome } from '../server/index.js';
import type { Listeners } from '../server/reply.js';
import type { Store } from '../store/index.js';
import { type Answered, answeredOf, redactOutcome, rememberingTexts } from './answered.js';
import { reportRedactor } from './redaction.js';

/** What a mock in a server needs beside its contract. */
export interface MockHandlerParts {
  readonly settings: MockSettings;
  readonly store: Store;
  /** Bounds the bytes of bodies that are held at once. @default nothing does */
  readonly bodies?: BodyBudget;
  /** Whether unknown paths go on to the next handler. @default true */
  readonly fallthrough?: boolean;
  /** Rules for secrets in the data for the listeners. */
  readonly redact?: RedactOptions | undefined;
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
  readonly onCallback?: ((outcome: CallbackOutcome) => void) | undefined;
  readonly onExchange?: ExchangeListener | undefined;
  /** Whether somebody hears of exchanges now: else their times are not taken. @default always */
  readonly isHeard?: () => boolean;
  /** The answers of all processes that share the store; those of this process come first. @default there are none */
  readonly shared?: () => Pick<AnswerBook, 'isEmpty' | 'take'> | undefined;
}

/**
 * Hears of each call and its answer, with their secrets. `isSet`: a test or a page set the answer; `startedAt`: when it
 * began, on the clock of `performance`.
 */
export type ExchangeListener = (
  call: Call,
  answer: Answer,
  circumstances: {
    readonly isCut: boolean;
    readonly isSet: boolean;
    readonly startedAt: number;
    readonly why?: Why | undefined;
  },
) => void;

/** What the mock knew beside the request, where that was anything: a plan of faults, or an answer that was set. */
export interface Why {
  readonly settings: MockSettings;
  readonly set?: AnswerOverride;
}

/** A handler whose contract can be replaced. */
export interface ReplaceableMock {
  readonly handler: MockHandler;
  readonly answers: AnswerBook;
  /** The contract that answers now. */
  contract(): Contract;
  reset(session?: string): Promise<void>;
  /** As of a mock server. @throws InputError where the settings do not fit the new contract */
  replace(contract: Contract): void;
  /** How the mock behaves now. */
  settings(): MockSettings;
  /** Replaces the settings; what is remembered stays. @throws InputError where they do not fit the contract */
  resettle(settings: MockSettings): void;
}

/** Puts a mock behind Node's HTTP, and tells of its answers without their secrets. @throws InputError `bad-option` */
export function replaceableMock(
  contract: Contract,
  {
    settings: first,
    store,
    bodies,
    fallthrough = true,
    redact,
    onAnswer,
    onCallback,
    onExchange,
    isHeard = () => true,
    shared,
  }: MockHandlerParts,
): ReplaceableMock {
  const own = createAnswers(() => current.contract);
  const book = shared ? withShared(own, shared) : own;
  const set = new WeakMap<object, AnswerOverride>();
  const answers: AnswerBook = onExchange ? { ...book, take: noting(book, set) } : book;
  const make = (of: Contract, settings: MockSettings) => {
    const redactor = reportRedactor(redact, of);
    return {
      contract: of,
      settings,
      planned: settings.faults.length > 0 || settings.delay ? { settings } : undefined,
      mock: withBatch(createMock(of, settings, systemSources, store, { answers }), of),
      redactor,
      texts: rememberingTexts(redactor),
    };
  };
  let current = make(contract, first);
  const hear: Listeners['onExchange'] = onExchange
    ? (call, answer, isCut, startedAt) => {
        const given = set.get(call.headers);
        const why = given ? { settings: current.settings, set: given } : current.planned;
        onExchange(call, answer, { isCut, isSet: given !== undefined, startedAt, why });
      }
    : undefined;
  const handler = createHandler(() => current.mock, {
    fallthrough,
    ...(bodies ? { bodies } : {}),
    ...(onAnswer
      ? {
          onAnswer: (call, answer, isCut, startedAt) => {
            const { redactor, texts } = current;
            for (const { id, call: asked, answer: given } of answer.parts ?? [])
              onAnswer({ ...answeredOf(asked, given, redactor, isCut, texts), batchId: redactText(redactor, id) });
            const milliseconds = performance.now() - startedAt;
            const answered = answeredOf(call, answer, redactor, isCut, texts);
            // Not by spreading: each request has one.
            answered.milliseconds = milliseconds;
            if (call.isPreflight) answered.isPreflight = true;
            onAnswer(answered);
          },
        }
      : {}),
    ...(onCallback ? { onCallback: (outcome) => onCallback(redactOutcome(outcome, current.redactor)) } : {}),
    get onExchange() {
      return hear && isHeard() ? hear : undefined;
    },
  });
  return {
    handler,
    answers,
    contract: () => current.contract,
    reset: (session) => current.mock.reset(session),
    replace(next) {
      current = make(next, current.settings);
    },
    settings: () => current.settings,
    resettle(settings) {
      current = make(current.contract, settings);
    },
  };
}

/** Gives the answers of this process, then those of all that share its store. */
function withShared(own: AnswerBook, shared: NonNullable<MockHandlerParts['shared']>): AnswerBook {
  return {
    ...own,
    isEmpty: () => own.isEmpty() && shared()?.isEmpty() !== false,
    take: (...asked) => eventually(own.take(...asked), (taken) => taken ?? shared()?.take(...asked)),
  };
}

/** Takes answers, and notes the header fields of the requests that get one: a call keeps the same object. */
function noting(book: AnswerBook, set: WeakMap<object, AnswerOverride>): AnswerBook['take'] {
  return (session, compiled, facts, accept) =>
    eventually(book.take(session, compiled, facts, accept), (taken) => {
      if (taken) set.set(facts.sources.headers, taken.given);
      return taken;
    });
}

/** Keeps a call with its answer. Nothing of them is copied but what would hold much more memory than it has. */
export function keepAnswered(
  ring: FeedRing,
  { method, target, headers, body }: Call,
  answer: Answer,
  { isCut, startedAt, why }: Parameters<ExchangeListener>[2],
): void {
  const isReset = answer.delivery?.fault === 'reset';
  ring.add({
    method,
    target,
    asked: headers,
    askedBody: body,
    status: isReset ? 0 : answer.status,
    answered: isReset ? NO_HEADERS : answer.headers,
    answeredBody: isReset || answer.body === undefined ? NO_BODY : { state: 'present', content: answer.body },
    answeredBy: 'mock',
    violations: answer.violations,
    caveats: isCut ? ABORTED : isRefusal(answer) ? REFUSED : NONE,
    why,
    startedAt: ORIGIN + startedAt,
    duration: performance.now() - startedAt,
  });
}

const ORIGIN = performance.timeOrigin;
const NO_HEADERS = {};
const NONE: readonly InconclusiveReason[] = [];
const ABORTED: readonly InconclusiveReason[] = ['aborted'];
const REFUSED: readonly InconclusiveReason[] = ['answered-by-proxy'];

/**
 * Whether the mock refused a request for its faults. A service that does so is right, and a check lets it pass: of the
 * mock's refusal only the request is of interest.
 */
function isRefusal({ status, violations }: Answer): boolean {
  return status >= 400 && violations.some((violation) => violation.in === 'request' && violation.severity === 'error');
}
