/** A map that forgets: of more than `limit` entries, the older half goes at once. */
export interface Recent<T> {
  get(key: string): T | undefined;
  /** The newest, or the newest again. */
  set(key: string, value: T): void;
  /** The same at a part of the cost, where nobody asks for `values`. */
  put(key: string, value: T): void;
  delete(key: string): void;
  /** Those set first come first, where none was put. */
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
  const put = (key: string, value: T): void => {
    // What the old one has of the same key is not found any more, and goes with the others.
    young.set(key, value);
    if (young.size < limit / 2) return;
    old = young;
    young = new Map();
  };
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, value) {
      if (old.size > 0) old.delete(key);
      if (young.size > 0) young.delete(key);
      put(key, value);
    },
    put,
    delete(key) {
      if (young.size > 0) young.delete(key);
      if (old.size > 0) old.delete(key);
    },
    *values() {
      yield* old.values();
      yield* young.values();
    },
  };
}
