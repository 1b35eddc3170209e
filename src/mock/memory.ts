import { createAlikeTable, createTextTable, type Violation } from '../model/index.js';

/** The results that one mock remembers between requests: work done once, by the object it was done for. */
export interface Memory {
  /** A table for one kind of result. `name` says which in `hits`. */
  table<K extends object, V>(name: string): Table<K, V>;
  /** A table for what is made of violations: the same for those that read alike. */
  alike<V>(name: string): Table<Violation, V>;
  /** A table for what is made of texts that clients send. It forgets rather than grow. */
  texts<V>(name: string): Table<string, V>;
  /** How often each table had the answer: for tests, which prove by it that the fast path ran. */
  hits(): Readonly<Record<string, number>>;
}

/** Results by what they were made from. */
export interface Table<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/**
 * The memory of one mock. It lives as long as the mock does, and no longer.
 * @param isOn false makes a memory that forgets at once: every request then takes the plain path, which works
 * everything out again
 */
export function createMemory({ isOn = true } = {}): Memory {
  const counters = new Map<string, { hits: number }>();
  const counted = <K, V>(name: string, known: Table<K, V>): Table<K, V> => {
    const counter = { hits: 0 };
    counters.set(name, counter);
    return {
      get(key) {
        const value = known.get(key);
        if (value !== undefined) counter.hits += 1;
        return value;
      },
      set(key, value) {
        if (isOn) known.set(key, value);
      },
    };
  };
  return {
    table<K extends object, V>(name: string): Table<K, V> {
      const known = new WeakMap<K, V>();
      return counted(name, {
        get: (key) => known.get(key),
        set(key, value) {
          known.set(key, value);
        },
      });
    },
    texts: <V>(name: string) => counted<string, V>(name, createTextTable(TEXTS)),
    alike: <V>(name: string) => counted<Violation, V>(name, createAlikeTable()),
    hits: () => Object.fromEntries([...counters].map(([name, { hits }]) => [name, hits])),
  };
}

/** What clients send has no end. */
const TEXTS = { most: 256, longest: 200 };
