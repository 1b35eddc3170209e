import type { Answer, Call } from '../mock/index.js';
import { onOneLine, rememberingAlike, rememberingText, type Violation, type Writable } from '../model/index.js';
import { describeRedacted, type Redactor, redactSentence, redactText, redactUrl } from '../redact/index.js';
import type { CallbackOutcome } from '../server/index.js';

/** One answer, for a log. */
export interface Answered {
  readonly method: string;
  /** Path and query, without their secrets. */
  readonly target: string;
  /** Of a request of a batch, which the mock answered by itself: its id there. The batch follows after its requests. */
  readonly batchId?: string;
  /** 0 where the connection was reset instead of an answer. */
  readonly status: number;
  /**
   * How the answer ended, where the client did not get it at once and whole: `reset` by `fault=reset`, sent slowly by
   * `fault=slow`, or cut, because the client went away or the service broke off.
   */
  readonly ending?: 'reset' | 'slow' | 'cut';
  /** From the start of the request to the end of its answer, in milliseconds. Absent where nobody measured it. */
  readonly milliseconds?: number;
  /** The name of the documented example from which a mock made the body. */
  readonly example?: string;
  /** Whether it is the question of a browser before its request (CORS). Absent where it is not. */
  readonly isPreflight?: true;
  /** The faults of the request or the answer, in words: `request body /riskLevel must be one of …`. */
  readonly faults: readonly { readonly severity: 'error' | 'warning'; readonly text: string }[];
}

/** The texts of a log, without their secrets. */
export interface LogTexts {
  target(url: string): string;
  example(name: string): string;
  fault(violation: Violation): Fault;
}

type Fault = Answered['faults'][number];

/** Texts of a log that are worked out once: most clients ask for the same few targets, and make the same mistakes. */
export function rememberingTexts(redactor: Redactor): LogTexts {
  return {
    target: rememberingText((target) => redactUrl(redactor, target), TARGETS),
    example: rememberingText((name) => redactText(redactor, name), TARGETS),
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
  {
    status,
    violations,
    delivery,
    notes,
    example,
  }: Pick<Answer, 'status' | 'violations' | 'delivery' | 'notes' | 'example'>,
  redactor: Redactor,
  isCut = false,
  texts: LogTexts = {
    target: (url) => redactUrl(redactor, url),
    example: (name) => redactText(redactor, name),
    fault: (violation) => faultOf(violation, redactor),
  },
): Writable<Answered> {
  const ending = delivery?.fault === 'reset' ? 'reset' : isCut ? 'cut' : delivery?.fault;
  const faults = violations.map((violation) => texts.fault(violation));
  for (const note of notes ?? []) faults.push({ severity: 'error', text: redactSentence(redactor, note) });
  const answered: Writable<Answered> = {
    method,
    target: texts.target(target),
    status: ending === 'reset' ? 0 : status,
    faults,
  };
  if (ending) answered.ending = ending;
  if (example !== undefined) answered.example = texts.example(example);
  return answered;
}

function faultOf(violation: Violation, redactor: Redactor): Fault {
  const location = redactText(redactor, violation.location);
  const within = redactText(redactor, violation.within ?? '');
  const { sentence } = onOneLine({ ...violation, location, within, message: describeRedacted(violation, redactor) });
  return { severity: violation.severity, text: sentence };
}

/** Clients ask for the same few targets. */
const TARGETS = { most: 1_000, longest: Number.POSITIVE_INFINITY };

/** The outcome of a callback, without its secrets. */
export function redactOutcome(outcome: CallbackOutcome, redactor: Redactor): CallbackOutcome {
  const { url, error } = outcome;
  return {
    ...outcome,
    url: redactUrl(redactor, url),
    ...(error === undefined ? {} : { error: redactSentence(redactor, error) }),
  };
}

/** The answer of a page under `/_docproof/` that failed, for a log. */
export const FAILED = { status: 500, violations: [] } as const;
