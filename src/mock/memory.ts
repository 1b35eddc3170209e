/** What one mock remembers between requests: work done once, by what it was done for. */
export interface Memory {
  /** A table for one kind of result. `name` says which in `hits`. */
  table<K extends object, V>(name: string): Table<K, V>;
  /** How often each table had the answer: for tests, which prove by it that the fast path ran. */
  hits(): Readonly<Record<string, number>>;
}

/** Results by what they were made from. */
export interface Table<K extends object, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/**
 * The memory of one mock. It lives as long as the mock does, and no longer.
 * @param isOn false makes a memory that forgets at once: every request then takes the plain path, which works everything out again
 */
export function createMemory({ isOn = true } = {}): Memory {
  const counts: Record<string, number> = {};
  return {
    table<K extends object, V>(name: string): Table<K, V> {
      const known = new WeakMap<K, V>();
      counts[name] = 0;
      return {
        get(key) {
          const value = known.get(key);
          if (value !== undefined) counts[name] = (counts[name] ?? 0) + 1;
          return value;
        },
        set(key, value) {
          if (isOn) known.set(key, value);
        },
      };
    },
    hits: () => ({ ...counts }),
  };
}
