/** What is remembered, with the time at which it was set: by a clock that only goes forward. */
export interface Dated {
  readonly at: number;
}

/** A map that forgets what was set too long ago. */
export interface Recent<T extends Dated> {
  /** Undefined for what was set `window` or more before `now`. */
  get(key: string, now: number): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  /** Those that are not forgotten; those set first come first, and one that was set again is where it was set last. */
  values(now: number): Iterable<T>;
}

/**
 * What is forgotten depends on the time alone, so that it is the same wherever the reading began.
 * Two generations, as a garbage collector has them: forgetting one entry at a time is slow, for V8 steps over all that
 * were deleted before it finds the oldest.
 */
export function recent<T extends Dated>(window: number): Recent<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  let until = window;
  return {
    get(key, now) {
      const found = young.get(key) ?? old.get(key);
      return found && now - found.at < window ? found : undefined;
    },
    set(key, value) {
      if (value.at > until) {
        old = young;
        young = new Map();
        until = value.at + window;
      }
      young.set(key, value);
    },
    delete(key) {
      if (young.size > 0) young.delete(key);
      if (old.size > 0) old.delete(key);
    },
    *values(now) {
      const isKept = ([key, { at }]: readonly [string, T]): boolean => now - at < window && !young.has(key);
      const kept = [...[...old].filter(isKept).map(([, value]) => value), ...young.values()];
      yield* kept.filter(({ at }) => now - at < window).sort((a, b) => a.at - b.at);
    },
  };
}
