import type { Contract } from '../../contract/index.js';
import { InputError, isObject, type JsonValue, writeJson } from '../../model/index.js';
import type { Eventually } from '../answer.js';
import { type AnswerBook, type Answers, createAnswers, type PendingAnswer } from './answers.js';
import type { AnswerOverride } from './override.js';

/** Answers for one operation, as a program sets them: one that is given `times`, or each once. */
export interface GivenAnswers {
  readonly operation: string;
  readonly answers: readonly AnswerOverride[];
  readonly times: number | 'always';
}

/** An answer that is left to give, as a page lists it. */
export interface ListedAnswer extends PendingAnswer {
  /** How often it is left, in the word by which answers are set. */
  readonly times: number | 'always';
  /** Absent where it is for everyone. */
  readonly session?: string;
}

/** Sets answers for pages and programs: in this process, or in a store that several processes share. */
export interface AnswerControl {
  /** @param session '' for the answers for everyone, 'all' for those of all sessions too */
  list(session: string | typeof ALL): Eventually<readonly ListedAnswer[]>;
  /** @throws InputError `bad-option` for what the document does not have; then nothing is set */
  add(session: string, given: GivenAnswers): Eventually<void>;
  /** Sets these in place of all that the session has. @throws InputError `bad-option`; then nothing changes */
  replaceAll(session: string, given: readonly GivenAnswers[]): Eventually<void>;
  /** Takes one back, of whichever session. @returns whether it was still there */
  remove(id: number): Eventually<boolean>;
  /** Takes all back; '' those of all sessions too. */
  reset(session: string): Eventually<void>;
}

/** Means all sessions; '' means the answers that are for everyone. */
export const ALL = Symbol('all sessions');

/** Sets the answers of a mock in this process. */
export function controlOf(book: AnswerBook, contract: () => Contract): AnswerControl {
  const of = (session: string): Answers => (session === '' ? book : book.session(session));
  const listOf = (session: string): ListedAnswer[] =>
    of(session)
      .list()
      .map((answer) => listed(answer, session));
  const addAll = (answers: Answers, given: readonly GivenAnswers[]): void => {
    for (const each of given) addTo(answers, each);
  };
  return {
    list: (session) => (session === ALL ? [...book.sessions()].flatMap(listOf) : listOf(session)),
    add: (session, given) => addTo(of(session), given),
    replaceAll(session, given) {
      // A book that is thrown away finds out whether all of them can be used.
      addAll(createAnswers(contract), given);
      for (const { id } of of(session).list()) of(session).remove(id);
      addAll(of(session), given);
    },
    remove: (id) => [...book.sessions()].some((session) => of(session).remove(id)),
    reset: (session) => of(session).reset(),
  };
}

/** An answer as it is listed. */
export function listed(answer: PendingAnswer, session: string): ListedAnswer {
  return { ...answer, times: answer.left ?? 'always', ...(session === '' ? {} : { session }) };
}

function addTo(answers: Answers, { operation, answers: given, times }: GivenAnswers): void {
  const [first] = given;
  if (given.length !== 1 || !first) answers.sequence(operation, given);
  else if (times === 'always') answers.always(operation, first);
  else answers.times(operation, times, first);
}

/** What to send, in a whole sentence. */
export const ANSWER_SHAPE = 'Send { "operation": "createSignIn", "answer": { "status": 429 }, "times": 1 }.';

/**
 * Reads `{ operation, answer, times }`, where `times` is a number, 1 unless given, or "always"; or
 * `{ operation, sequence: [answer, answer] }`.
 * @throws InputError `bad-option` for what is neither
 */
export function readGiven(given: JsonValue): GivenAnswers {
  const { operation, answer, sequence, times, ...others } = isObject(given) ? given : {};
  const isOne = isObject(answer) && sequence === undefined;
  const isSequence = Array.isArray(sequence) && sequence.every(isObject) && answer === undefined && times === undefined;
  if (typeof operation !== 'string' || !(isOne || isSequence) || Object.keys(others).length > 0)
    throw new InputError('bad-option', 'the body is not an answer', { cure: ANSWER_SHAPE });
  // Their members are checked where they are added.
  const answers = (isSequence ? sequence : [answer]) as readonly AnswerOverride[];
  return { operation, answers, times: timesOf(times) };
}

function timesOf(times: JsonValue | undefined): number | 'always' {
  if (times === undefined || times === 'always') return times ?? 1;
  return Number(writeJson(times));
}
