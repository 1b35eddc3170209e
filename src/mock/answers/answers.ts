import { type CompiledOperation, type Contract, type Operation, operationCalled } from '../../contract/index.js';
import { InputError } from '../../model/index.js';
import { type RequestFacts, ruleOf } from '../rule.js';
import { type AnswerOverride, type PreparedOverride, prepareOverride } from './override.js';

/**
 * The answers that a mock gives in place of the ones that it would choose: for tests, and for whoever builds a screen
 * of errors. An operation is named by its `operationId`, or as `POST /auditLogs/signIns`.
 *
 * A valid request gets the first answer of `once`, `times` and `sequence` that is left, in the order in which they were
 * added; then the newest of `always`. A request that breaks the contract is refused all the same, and uses up none,
 * except for a `fault`: a service that is down reads no requests.
 */
export interface Answers {
  /** For every request from now on. @throws InputError `bad-option` */
  always(operation: string, answer: AnswerOverride): void;
  /** For the next request. @throws InputError `bad-option` */
  once(operation: string, answer: AnswerOverride): void;
  /** For the next requests, as many as `count`. @throws InputError `bad-option` */
  times(operation: string, count: number, answer: AnswerOverride): void;
  /** One after the other, each for one request. @throws InputError `bad-option` */
  sequence(operation: string, answers: readonly AnswerOverride[]): void;
  /** What is left to give. */
  list(): readonly PendingAnswer[];
  /** Takes all of them back; those of a session, where it is a session's. */
  reset(): void;
  /**
   * The answers for requests of one session alone: those with the header `Docproof-Session: ID`, or the cookie
   * `docproof-session=ID`. They come before the answers for everyone.
   */
  session(id: string): Answers;
}

/** An answer that is left to give. */
export interface PendingAnswer {
  /** `POST /auditLogs/signIns`. */
  readonly operation: string;
  /** Absent where it is given always. */
  readonly left?: number;
  readonly answer: AnswerOverride;
}

/** Gives the answer that a request gets, and counts it as given; undefined where the mock chooses. */
export interface AnswerBook extends Answers {
  /** Whether there is none for anybody. */
  isEmpty(): boolean;
  /**
   * @param session of the request; '' for none
   * @param accept whether the answer is for this request, beside its rule
   */
  take(
    session: string,
    compiled: CompiledOperation,
    facts: RequestFacts,
    accept: (override: PreparedOverride) => boolean,
  ): PreparedOverride | undefined;
}

/** An answer, as often as it is left. */
interface Entry {
  readonly operation: string;
  readonly given: AnswerOverride;
  readonly prepared: PreparedOverride;
  /** Infinity for one that is given always. */
  left: number;
  /** Its rule, for the operation that the contract of now has. */
  rule?: { readonly compiled: CompiledOperation; readonly fits: (facts: RequestFacts) => boolean };
}

/** More would be a program that never stops adding. */
const MOST = 100_000;

/** Answers for a contract. @param contract the one that answers now: another may take its place */
export function createAnswers(contract: () => Contract): AnswerBook {
  const sessions = new Map<string, Entry[]>();
  /** Adds all, or none where one cannot be used. */
  const add = (session: string, name: string, answers: readonly AnswerOverride[], left: number): void => {
    const operation = named(contract(), name);
    const added = answers.map(
      (given): Entry => ({
        operation: operation.id,
        given,
        prepared: prepareOverride(contract(), operation, given),
        left,
      }),
    );
    const entries = [...(sessions.get(session) ?? []), ...added];
    if (entries.length > MOST) throw new InputError('bad-option', `${MOST} answers wait already`);
    if (entries.length > 0) sessions.set(session, entries);
  };
  const takeFrom = (session: string, isFitting: (entry: Entry) => boolean): Entry | undefined => {
    const entries = sessions.get(session);
    if (!entries) return undefined;
    const entry =
      entries.find((each) => each.left !== Number.POSITIVE_INFINITY && isFitting(each)) ??
      entries.findLast((each) => each.left === Number.POSITIVE_INFINITY && isFitting(each));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) entries.splice(entries.indexOf(entry), 1);
    if (entries.length === 0) sessions.delete(session);
    return entry;
  };
  const answersOf = (session: string): Answers => ({
    always: (operation, answer) => add(session, operation, [answer], Number.POSITIVE_INFINITY),
    once: (operation, answer) => add(session, operation, [answer], 1),
    times(operation, count, answer) {
      if (!Number.isSafeInteger(count) || count < 1)
        throw new InputError('bad-option', 'the number of requests for an answer is not a whole number above 0', {
          cure: 'Write 1 or more, or "always".',
        });
      add(session, operation, [answer], count);
    },
    sequence: (operation, answers) => add(session, operation, answers, 1),
    list: () =>
      (sessions.get(session) ?? []).map(({ operation, left, given }) => ({
        operation,
        ...(left === Number.POSITIVE_INFINITY ? {} : { left }),
        answer: given,
      })),
    reset: () => void sessions.delete(session),
    session: (id) => answersOf(checkedSession(id)),
  });
  return {
    ...answersOf(''),
    reset: () => sessions.clear(),
    isEmpty: () => sessions.size === 0,
    take(session, compiled, facts, accept) {
      const isFitting = (entry: Entry): boolean =>
        entry.operation === compiled.operation.id && accept(entry.prepared) && fits(entry, compiled, facts);
      const own = session === '' ? undefined : takeFrom(session, isFitting);
      return (own ?? takeFrom('', isFitting))?.prepared;
    },
  };
}

function fits(entry: Entry, compiled: CompiledOperation, facts: RequestFacts): boolean {
  const { when } = entry.prepared;
  if (when === undefined) return true;
  if (entry.rule?.compiled !== compiled) entry.rule = { compiled, fits: ruleOf(when, compiled) };
  return entry.rule.fits(facts);
}

/** The operation of that name. */
function named({ operations }: Contract, name: string): Operation {
  const found = operationCalled(operations, name);
  if (found) return found;
  const known = operations.slice(0, 5).map(({ id: own, operationId }) => operationId ?? own);
  throw new InputError('bad-option', `the document has no operation "${name}"`, {
    cure: `Write an operationId or a method with its path template, such as ${known.join(', ')}.`,
  });
}

function checkedSession(id: string): string {
  if (isSession(id)) return id;
  throw new InputError('bad-option', 'the id of a session is not usable', {
    cure: 'Write 1 to 200 letters, digits and the signs . _ ~ -, such as "test-7".',
  });
}

/** Whether a text may be the id of a session. */
export function isSession(text: string): boolean {
  return /^[\w.~-]{1,200}$/.test(text);
}
