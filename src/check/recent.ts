/** A map that forgets: of more than `limit` entries, the older half goes at once. */
export interface Recent<T> {
  get(key: string): T | undefined;
  /** The newest again, where it was known. */
  set(key: string, value: T): void;
  delete(key: string): void;
  /** Those set first come first. */
  values(): Iterable<T>;
}

/**
 * Two generations, as a garbage collector has them: entries are set in the young one, which becomes the old one when it
 * is half of the limit.
 * Forgetting one entry at a time is slow: V8 steps over all that were deleted before it finds the oldest.
 */
export function recent<T>(limit: number): Recent<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, value) {
      old.delete(key);
      young.delete(key);
      young.set(key, value);
      if (young.size < limit / 2) return;
      old = young;
      young = new Map();
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    *values() {
      yield* old.values();
      yield* young.values();
    },
  };
}
