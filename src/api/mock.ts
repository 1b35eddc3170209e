import type { Contract, RedactOptions } from '../contract/index.js';
import { BodyBudget } from '../http/index.js';
import { systemSources } from '../io/index.js';
import { type Answer, type Answers, type Call, createAnswers, createMock } from '../mock/index.js';
import { onOneLine, rememberingAlike, rememberingText, type Violation } from '../model/index.js';
import { ANSWERS, LISTENING, type OptionsOf, withDefaults } from '../options/index.js';
import { describeRedacted, type Redactor, redactSentence, redactText, redactUrl } from '../redact/index.js';
import {
  type Address,
  type CallbackOutcome,
  createHandler,
  type MockHandler,
  type RunningServer,
  serveMock,
  type TlsFiles,
} from '../server/index.js';
import { memoryStore, openStore, type Store } from '../store/index.js';
import { type MockOptions, settingsOf } from './mock-options.js';
import { reportRedactor } from './redaction.js';
import { VERSION } from './version.js';

/**
 * Where a mock server listens: `port`, by default 4010, and `host`, by default this machine only. Port 0 is any free
 * one. `allowHosts` are further names by which it may be called; docs/options.md lists the others, under "Listening".
 */
export interface ListenOptions extends MockOptions, Omit<OptionsOf<typeof LISTENING>, CommandLineOnly> {
  /** Certificate and key in PEM: the server speaks https. @default none: http */
  readonly tls?: TlsFiles;
  /** Called with each answer. @default nobody does */
  readonly onAnswer?: (answered: Answered) => void;
  /** Rules for secrets in the data for `onAnswer` and `onCallback`, in addition to those that always hold. */
  readonly redact?: RedactOptions;
  /** Called with each documented callback that was made. @default nobody does */
  readonly onCallback?: (outcome: CallbackOutcome) => void;
  /** Where the mock remembers, for servers that share it. @default its own, in memory or in the file `state` */
  readonly store?: Store;
  /** The token of the pages under `/_docproof/`, for servers that share a port. @default a random one */
  readonly pageToken?: string;
}

/** Options that only the command line has: as a library, certificates are given, and nothing is logged. */
type CommandLineOnly = 'tlsCert' | 'tlsKey' | 'verboseLevel';

/** One answer, for a log. */
export interface Answered {
  readonly method: string;
  /** Path and query, without their secrets. */
  readonly target: string;
  /** 0 where the connection was reset instead of an answer. */
  readonly status: number;
  /**
   * How the answer ended, where the client did not get it at once and whole: `reset` by `fault=reset`, sent slowly by
   * `fault=slow`, or cut, because the client went away or the service broke off.
   */
  readonly ending?: 'reset' | 'slow' | 'cut';
  /** The faults of the request or the answer, in words: `request body /riskLevel must be one of …`. */
  readonly faults: readonly { readonly severity: 'error' | 'warning'; readonly text: string }[];
}

/** A mock whose answers can be set. */
export interface SettableAnswers {
  /** Sets other answers than the mock would choose: `mock.answers.once('createSignIn', { status: 429 })`. */
  readonly answers: Answers;
  /** Forgets what a session sent, and its answers; without one, everyone's. */
  readonly reset: (session?: string) => Promise<void>;
}

/** A mock server. */
export interface RunningMock extends RunningServer, SettableAnswers {
  /**
   * Replaces the contract that answers. Requests in progress finish with the old one; what is remembered stays.
   * @throws InputError where the options do not fit the new contract; the old one goes on answering
   */
  replace(contract: Contract): void;
}

/** How a mock behaves that is a handler among others. It remembers what it must in memory. */
export interface HandlerOptions extends Omit<MockOptions, 'state'> {
  /**
   * Whether paths that the contract does not have go on to the next handler, where there is one; else they get the
   * problem that a mock server answers.
   * @default true
   */
  readonly fallthrough?: boolean;
}

/**
 * A mock of the contract as a handler: `app.use('/api', mock(contract))` in Express or Connect,
 * `createServer(mock(contract))` in Node. Links in its answers lead to where it is mounted.
 * @throws InputError `bad-option`
 */
export function mock(
  contract: Contract,
  { fallthrough = true, ...options }: HandlerOptions = {},
): MockHandler & SettableAnswers {
  const made = createMock(contract, settingsOf(options), systemSources, memoryStore());
  return Object.assign(
    createHandler(() => made, { fallthrough }),
    { answers: made.answers, reset: made.reset },
  );
}

/**
 * A mock server that listens, with `/_docproof/health`, `/_docproof/openapi.json`, `/_docproof/state` and
 * `/_docproof/violations/ID` beside the API.
 * @throws InputError `port-in-use`, `bad-option`
 */
export async function startMock(contract: Contract, options: ListenOptions = {}): Promise<RunningMock> {
  const { onAnswer, onCallback } = options;
  const settings = settingsOf(options);
  const store = options.store ?? (await openStore(options.state));
  const answers = createAnswers(() => current.contract);
  const make = (of: Contract) => {
    const redactor = reportRedactor(options.redact, of);
    return {
      contract: of,
      mock: createMock(of, settings, systemSources, store, { answers }),
      redactor,
      texts: rememberingTexts(redactor),
    };
  };
  let current = make(contract);
  let closing: Promise<void> | undefined;
  const address = addressOf(options);
  const handler = createHandler(() => current.mock, {
    bodies: address.bodies,
    ...(onAnswer
      ? {
          onAnswer: (call: Pick<Call, 'method' | 'target'>, answer: Answer, isCut: boolean) =>
            onAnswer(answeredOf(call, answer, current.redactor, isCut, current.texts)),
        }
      : {}),
    ...(onCallback ? { onCallback: (outcome) => onCallback(redactOutcome(outcome, current.redactor)) } : {}),
  });
  const server = await serveMock(handler, addressOf(options), {
    version: VERSION,
    contract: () => current.contract,
    store,
    // Processes that share a store share no answers.
    ...(options.store ? {} : { answers }),
  });
  return {
    ...server,
    answers,
    reset: (session) => current.mock.reset(session),
    replace(next) {
      current = make(next);
    },
    close() {
      closing ??= server.close().then(() => (options.store ? undefined : store.close()));
      return closing;
    },
  };
}

/** Where a server listens, with the defaults. */
export function addressOf(options: ListenOptions): Address & { readonly bodies: BodyBudget } {
  const { tls, pageToken } = options;
  const { tlsCert: _, tlsKey: _key, verboseLevel: _level, maxBodies, ...address } = withDefaults(LISTENING, options);
  // One body of the size that is allowed always has room.
  const bodies = new BodyBudget(Math.max(maxBodies, withDefaults(ANSWERS, options).maxBody));
  return { ...address, bodies, ...(tls ? { tls } : {}), ...(pageToken === undefined ? {} : { pageToken }) };
}

/** The answer of a page under `/_docproof/` that failed, for a log. */
export const FAILED = { status: 500, violations: [] } as const;

/** The texts of a log, without their secrets. */
interface LogTexts {
  target(url: string): string;
  fault(violation: Violation): Fault;
}

type Fault = Answered['faults'][number];

/** Texts of a log that are worked out once: most clients ask for the same few targets, and make the same mistakes. */
export function rememberingTexts(redactor: Redactor): LogTexts {
  return {
    target: rememberingText((target) => redactUrl(redactor, target), TARGETS),
    fault: rememberingAlike((violation) => faultOf(violation, redactor)),
  };
}

/**
 * An answer as a log shows it.
 * @param isCut whether it broke off before the client had all of it
 * @param texts gives what it says, where that is remembered
 */
export function answeredOf(
  { method, target }: Pick<Call, 'method' | 'target'>,
  { status, violations, delivery, notes }: Pick<Answer, 'status' | 'violations' | 'delivery' | 'notes'>,
  redactor: Redactor,
  isCut = false,
  texts: LogTexts = {
    target: (url) => redactUrl(redactor, url),
    fault: (violation) => faultOf(violation, redactor),
  },
): Answered {
  const ending = delivery?.fault === 'reset' ? 'reset' : isCut ? 'cut' : delivery?.fault;
  const faults = violations.map((violation) => texts.fault(violation));
  for (const note of notes ?? []) faults.push({ severity: 'error', text: redactSentence(redactor, note) });
  return {
    method,
    target: texts.target(target),
    status: ending === 'reset' ? 0 : status,
    ...(ending ? { ending } : {}),
    faults,
  };
}

function faultOf(violation: Violation, redactor: Redactor): Fault {
  const location = redactText(redactor, violation.location);
  const within = redactText(redactor, violation.within ?? '');
  const { sentence } = onOneLine({ ...violation, location, within, message: describeRedacted(violation, redactor) });
  return { severity: violation.severity, text: sentence };
}

/** Clients ask for the same few targets. */
const TARGETS = { most: 1_000, longest: Number.POSITIVE_INFINITY };

function redactOutcome(outcome: CallbackOutcome, redactor: Redactor): CallbackOutcome {
  const { url, error } = outcome;
  return {
    ...outcome,
    url: redactUrl(redactor, url),
    ...(error === undefined ? {} : { error: redactSentence(redactor, error) }),
  };
}
