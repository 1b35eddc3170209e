import { type CompiledOperation, type Contract, type Operation, operationCalled } from '../../contract/index.js';
import { InputError } from '../../model/index.js';
import type { Eventually } from '../answer.js';
import type { RequestFacts } from '../rule.js';
import { type AnswerOverride, type PreparedOverride, preparedRule, prepareOverride } from './override.js';

/**
 * The answers that a mock gives in place of the ones that it would choose: for tests, and for people who build a screen
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
  /** Takes one back. @returns whether it was still there */
  remove(id: number): boolean;
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
  /** No two answers of a mock have the same. */
  readonly id: number;
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
  /** The sessions that have answers; '' means everyone. */
  sessions(): Iterable<string>;
  /**
   * @param session of the request; '' for none
   * @param accept whether the answer is for this request, beside its rule
   */
  take(
    session: string,
    compiled: CompiledOperation,
    facts: RequestFacts,
    accept: (override: PreparedOverride) => boolean,
  ): Eventually<PreparedOverride | undefined>;
}

/** An answer, as often as it is left. */
interface Entry {
  id: number;
  readonly operation: string;
  readonly prepared: PreparedOverride;
  /** Infinity for one that is given always. */
  left: number;
  rule: PreparedOverride['rule'];
}

/** Answers that may wait, of all sessions, and those of them with a rule. More would be a program that never stops. */
export const MOST = { answers: 100_000, rules: 1_000 };

/** Answers for a contract. @param contract the one that answers now: another may take its place */
export function createAnswers(contract: () => Contract): AnswerBook {
  const sessions = new Map<string, Entry[]>();
  const waiting = { answers: 0, rules: 0 };
  let last = 0;
  const count = (entries: readonly Entry[], by: 1 | -1): void => {
    waiting.answers += by * entries.length;
    waiting.rules += by * entries.filter(({ rule }) => rule).length;
  };
  /** Adds all, or none where one cannot be used. */
  const add = (session: string, name: string, answers: readonly AnswerOverride[], left: number): void => {
    const operation = named(contract(), name);
    const rules = answers.filter(({ when }) => when !== undefined).length;
    if (waiting.answers + answers.length > MOST.answers || waiting.rules + rules > MOST.rules) {
      throw new InputError('bad-option', 'too many answers wait', {
        cure: `Take some back: at most ${MOST.answers} may wait, ${MOST.rules} of them with "when".`,
      });
    }
    const added = answers.map((answer): Entry => {
      const prepared = prepareOverride(contract(), operation, answer);
      return { id: 0, operation: operation.id, prepared, left, rule: prepared.rule };
    });
    if (added.length === 0) return;
    for (const entry of added) {
      last += 1;
      entry.id = last;
    }
    count(added, 1);
    const entries = sessions.get(session);
    if (entries) for (const entry of added) entries.push(entry);
    else sessions.set(session, added);
  };
  const takeFrom = (session: string, isFitting: (entry: Entry) => boolean): Entry | undefined => {
    const entries = sessions.get(session);
    if (!entries) return undefined;
    const entry =
      entries.find((each) => each.left !== Number.POSITIVE_INFINITY && isFitting(each)) ??
      entries.findLast((each) => each.left === Number.POSITIVE_INFINITY && isFitting(each));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) drop(session, entries, entry);
    return entry;
  };
  const drop = (session: string, entries: Entry[], entry: Entry): void => {
    entries.splice(entries.indexOf(entry), 1);
    count([entry], -1);
    if (entries.length === 0) sessions.delete(session);
  };
  const answersOf = (session: string): Answers => ({
    always: (operation, answer) => add(session, operation, [answer], Number.POSITIVE_INFINITY),
    once: (operation, answer) => add(session, operation, [answer], 1),
    times(operation, count, answer) {
      const fault = timesFault(count);
      if (fault) throw fault;
      add(session, operation, [answer], count);
    },
    sequence: (operation, answers) => add(session, operation, answers, 1),
    list: () =>
      (sessions.get(session) ?? []).map(({ id, operation, left, prepared }) => ({
        id,
        operation,
        ...(left === Number.POSITIVE_INFINITY ? {} : { left }),
        answer: prepared.given,
      })),
    remove(id) {
      const entries = sessions.get(session) ?? [];
      const entry = entries.find((each) => each.id === id);
      if (entry) drop(session, entries, entry);
      return entry !== undefined;
    },
    reset() {
      count(sessions.get(session) ?? [], -1);
      sessions.delete(session);
    },
    session: (id) => answersOf(checkedSession(id)),
  });
  return {
    ...answersOf(''),
    reset() {
      sessions.clear();
      Object.assign(waiting, { answers: 0, rules: 0 });
    },
    isEmpty: () => sessions.size === 0,
    sessions: () => sessions.keys(),
    take(session, compiled, facts, accept) {
      const isFitting = (entry: Entry): boolean =>
        entry.operation === compiled.operation.id && accept(entry.prepared) && fits(entry, compiled, facts);
      const own = session === '' ? undefined : takeFrom(session, isFitting);
      return (own ?? takeFrom('', isFitting))?.prepared;
    },
  };
}

function fits(entry: Entry, compiled: CompiledOperation, facts: RequestFacts): boolean {
  if (!entry.rule) return true;
  // Another contract may have taken the place of the one for which the answer was set.
  if (entry.rule.compiled !== compiled) entry.rule = preparedRule(entry.rule.when, compiled);
  return entry.rule.fits(facts);
}

/** What is wrong with the number of requests for an answer. */
export function timesFault(count: number | 'always'): InputError | undefined {
  if (count === 'always' || (Number.isSafeInteger(count) && count > 0)) return undefined;
  return new InputError('bad-option', 'the number of requests for an answer is not a whole number above 0', {
    cure: 'Write 1 or more, or "always".',
  });
}

/** The operation of that name. @throws InputError `bad-option` where the document has none */
export function named({ operations }: Contract, name: string): Operation {
  const found = operationCalled(operations, name);
  if (found) return found;
  const known = operations.slice(0, 5).map(({ id: own, operationId }) => operationId ?? own);
  throw new InputError('bad-option', `the document has no operation "${name}"`, {
    cure: `Write an operationId or a method with its path template, such as ${known.join(', ')}.`,
  });
}

/** @throws InputError `bad-option` for a text that is not an id of a session */
export function checkedSession(id: string): string {
  if (isSession(id)) return id;
  throw new InputError('bad-option', 'the id of a session is not usable', {
    cure: 'Write 1 to 200 letters, digits and the signs . _ ~ -, such as "test-7".',
  });
}

/** Whether a text may be the id of a session. */
export function isSession(text: string): boolean {
  return /^[\w.~-]{1,200}$/.test(text);
}
