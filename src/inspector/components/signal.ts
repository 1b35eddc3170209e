import { useEffect, useState } from 'preact/hooks';

/** A value that changes, and tells of it. */
export interface Signal<T> {
  /** What it is now. Components read it by {@link useNow}, so that they are drawn again when it changes. */
  readonly now: T;
  set(next: T): void;
  /** @returns what ends that */
  listen(listener: () => void): () => void;
}

export function signal<T>(first: T): Signal<T> {
  const listeners = new Set<() => void>();
  let now = first;
  return {
    get now() {
      return now;
    },
    set(next) {
      if (Object.is(next, now)) return;
      now = next;
      for (const listener of listeners) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a signal is now; the component is drawn again when that changes. */
export function useNow<T>(of: Signal<T>): T {
  const [, show] = useState({ now: of.now });
  useEffect(() => {
    const look = (): void => show((before) => (Object.is(before.now, of.now) ? before : { now: of.now }));
    // It may have changed since it was drawn.
    look();
    return of.listen(look);
  }, [of]);
  return of.now;
}
