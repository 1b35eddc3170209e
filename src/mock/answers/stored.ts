import { type CompiledOperation, type Contract, operationCalled } from '../../contract/index.js';
import { InputError, isObject, type JsonValue, readJson, writeJson } from '../../model/index.js';
import type { Store } from '../../store/port.js';
import type { Eventually } from '../answer.js';
import { type AnswerBook, MOST, named, timesFault } from './answers.js';
import { ALL, type AnswerControl, type GivenAnswers, type ListedAnswer } from './control.js';
import { type AnswerOverride, type PreparedOverride, preparedRule, prepareOverride } from './override.js';

/** The answers of all processes that share a store. */
export interface StoredAnswers extends AnswerControl, Pick<AnswerBook, 'isEmpty' | 'take'> {
  /** Stops listening to the store. */
  close(): void;
}

/** The keys of answers begin with it; the session and the operation follow: `answers/test-7/POST /users`. */
export const ANSWERS_KEY = 'answers/';
/** The counter of ids: it goes on when answers are taken back. */
const IDS = 'answer ids';

/** An answer as the store has it; `left` is null for one that is given always. */
interface StoredEntry {
  readonly id: number;
  readonly operation: string;
  readonly left: number | null;
  readonly answer: AnswerOverride;
}

/** What this process knows of one key. */
interface Known {
  readonly text: string;
  readonly session: string;
  readonly entries: readonly StoredEntry[];
}

/**
 * Answers that several processes give together, in their store: each that is limited is given as often as it was set,
 * whichever process the requests come to. A key has the answers of one session for one operation, and changes only
 * where it still is what the process has read. What is set is known to all processes before its setting ends.
 */
export async function storedAnswers(contract: () => Contract, store: Store): Promise<StoredAnswers> {
  const known = new Map<string, Known>();
  const prepared = new PreparedAnswers(contract);
  const learn = async (key: string): Promise<Known | undefined> => {
    const now = knownOf(key, await store.get(key));
    if (now) known.set(key, now);
    else known.delete(key);
    return now;
  };
  const learnAll = async (): Promise<void> => {
    const stored = await store.list(ANSWERS_KEY);
    known.clear();
    for (const { key, value } of stored) {
      const now = knownOf(key, value);
      if (now) known.set(key, now);
    }
  };
  const unwatch = store.watch?.(ANSWERS_KEY, (changed, isPrefix) => (isPrefix ? learnAll() : learn(changed)));
  if (unwatch) await learnAll();
  /** What the store has now: a store that tells of no changes is asked. */
  const current = (key: string): Eventually<Known | undefined> => (unwatch ? known.get(key) : learn(key));

  /** Changes what a key has, however many others change it too. @returns what the last attempt gave */
  const change = async <T>(key: string, to: (entries: readonly StoredEntry[]) => Changed<T>): Promise<T> => {
    let now = await current(key);
    for (;;) {
      const { entries, result } = to(now?.entries ?? []);
      if (entries === undefined) return result;
      const text = entries.length === 0 ? undefined : writeJson(entries);
      if (await store.replace(key, now?.text, text)) return result;
      now = await learn(key);
    }
  };
  const take = async (key: string, isFitting: Fitting): Promise<PreparedOverride | undefined> => {
    const find = (entries: readonly StoredEntry[]): Changed<PreparedOverride | undefined> => {
      for (const entry of entries) {
        const found = entry.left === null ? undefined : isFitting(entry);
        if (found) return { entries: entries.flatMap((each) => (each === entry ? less(each) : [each])), result: found };
      }
      for (const entry of [...entries].reverse()) {
        const found = entry.left === null ? isFitting(entry) : undefined;
        if (found) return { result: found };
      }
      return { result: undefined };
    };
    return change(key, find);
  };
  const entriesFor = async ({ operation, answers, times }: GivenAnswers): Promise<readonly StoredEntry[]> => {
    const fault = timesFault(times);
    if (fault) throw fault;
    const { id: name } = named(contract(), operation);
    const entries: StoredEntry[] = [];
    for (const answer of answers) {
      prepareOverride(contract(), named(contract(), operation), answer);
      const id = 1 + (await store.count(IDS));
      entries.push({ id, operation: name, left: times === 'always' ? null : times, answer });
    }
    return entries;
  };
  const put = async (session: string, entries: readonly StoredEntry[]): Promise<void> => {
    const [first] = entries;
    if (!first) return;
    await change(keyOf(session, first.operation), (before) => ({
      entries: [...before, ...entries],
      result: undefined,
    }));
  };
  const assertRoom = async (added: number): Promise<void> => {
    if (!unwatch) await learnAll();
    const waiting = [...known.values()].reduce((sum, { entries }) => sum + entries.length, added);
    if (waiting <= MOST_STORED) return;
    throw new InputError('bad-option', 'too many answers wait', {
      cure: `Take some back: at most ${MOST_STORED} may wait where several processes answer.`,
    });
  };
  return {
    isEmpty: () => unwatch !== undefined && known.size === 0,
    take(session, compiled, facts, accept) {
      const own = session === '' ? undefined : keyOf(session, compiled.operation.id);
      const general = keyOf('', compiled.operation.id);
      if (unwatch && !known.has(general) && (own === undefined || !known.has(own))) return undefined;
      const isFitting: Fitting = (entry) => {
        const found = prepared.of(entry, compiled);
        return found && accept(found) && (found.rule?.fits(facts) ?? true) ? found : undefined;
      };
      const first = own === undefined ? Promise.resolve(undefined) : take(own, isFitting);
      return first.then((found) => found ?? take(general, isFitting));
    },
    async list(session) {
      await learnAll();
      const chosen = [...known.values()].filter((each) => session === ALL || each.session === session);
      const all = chosen.flatMap(({ session: of, entries }) => entries.map((entry) => listedOf(entry, of)));
      return all.sort((one, other) => one.id - other.id);
    },
    async add(session, given) {
      await assertRoom(given.answers.length);
      await put(session, await entriesFor(given));
    },
    async replaceAll(session, given) {
      await assertRoom(given.reduce((sum, { answers }) => sum + answers.length, 0));
      const entries: (readonly StoredEntry[])[] = [];
      for (const each of given) entries.push(await entriesFor(each));
      await store.clear(`${ANSWERS_KEY}${session}/`);
      for (const each of entries) await put(session, each);
    },
    async remove(id) {
      await learnAll();
      for (const [key, { entries }] of known)
        if (entries.some((entry) => entry.id === id))
          return change(key, (before) => {
            const rest = before.filter((entry) => entry.id !== id);
            return rest.length === before.length ? { result: false } : { entries: rest, result: true };
          });
      return false;
    },
    reset: (session) => store.clear(session === '' ? ANSWERS_KEY : `${ANSWERS_KEY}${session}/`),
    close: () => unwatch?.(),
  };
}

/** What becomes of a key: other entries, or none where nothing is to change; and what its changer wants to know. */
interface Changed<T> {
  readonly entries?: readonly StoredEntry[];
  readonly result: T;
}

/** The answer of an entry that is for a request. */
type Fitting = (entry: StoredEntry) => PreparedOverride | undefined;

/** Each change writes all answers of its key: fewer may wait than in one process. */
const MOST_STORED = MOST.answers / 10;

/** Answers as the stages use them, for the contract that answers now. */
class PreparedAnswers {
  readonly #contract: () => Contract;
  readonly #known = new WeakMap<StoredEntry, { readonly contract: Contract; found: PreparedOverride | undefined }>();

  constructor(contract: () => Contract) {
    this.#contract = contract;
  }

  /** Undefined where another contract has taken the place of the one for which it was set, and cannot answer so. */
  of(entry: StoredEntry, compiled: CompiledOperation): PreparedOverride | undefined {
    const contract = this.#contract();
    const before = this.#known.get(entry);
    if (before?.contract === contract) return before.found;
    const now = { contract, found: prepare(contract, entry) };
    if (now.found?.rule && now.found.rule.compiled !== compiled)
      now.found = { ...now.found, rule: preparedRule(now.found.rule.when, compiled) };
    this.#known.set(entry, now);
    return now.found;
  }
}

function prepare(contract: Contract, { operation: name, answer }: StoredEntry): PreparedOverride | undefined {
  const operation = operationCalled(contract.operations, name);
  try {
    return operation && prepareOverride(contract, operation, answer);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function keyOf(session: string, operation: string): string {
  return `${ANSWERS_KEY}${session}/${operation}`;
}

function knownOf(key: string, text: string | undefined): Known | undefined {
  if (text === undefined) return undefined;
  const entries = readJson(text);
  const session = key.slice(ANSWERS_KEY.length, key.indexOf('/', ANSWERS_KEY.length));
  return { text, session, entries: Array.isArray(entries) ? entries.filter(isObject).map(entryOf) : [] };
}

function entryOf({ id, operation, left, answer }: { readonly [name: string]: JsonValue | undefined }): StoredEntry {
  return {
    id: Number(id),
    operation: String(operation),
    left: left === null ? null : Number(left),
    answer: (answer ?? {}) as AnswerOverride,
  };
}

/** The entry after it was given once more; nothing where that was the last time. */
function less(entry: StoredEntry): StoredEntry[] {
  const left = (entry.left ?? 0) - 1;
  return left > 0 ? [{ ...entry, left }] : [];
}

function listedOf({ id, operation, left, answer }: StoredEntry, session: string): ListedAnswer {
  return {
    id,
    operation,
    ...(left === null ? {} : { left }),
    answer,
    times: left ?? 'always',
    ...(session === '' ? {} : { session }),
  };
}
