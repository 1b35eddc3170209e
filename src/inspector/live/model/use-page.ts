import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from './app.js';

/** What a page of the server said last. */
export interface Asked<T> {
  readonly value: T | undefined;
  /** Why it said nothing. */
  readonly problem: string;
  /** Asks again. */
  readonly again: () => void;
}

/** Between two questions, in milliseconds: many exchanges may come in a second. */
const A_WHILE = 1000;

/** A question that takes long is asked less often: it takes this share of the time at most. */
const SHARE = 0.1;

/** Asks a page of the server, and again, now and then, where `version` is another one. */
export function usePage<T>({ client }: App, path: string, version = 0): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({ value: undefined, problem: '' });
  const [turn, setTurn] = useState(0);
  /** When it may be asked next, on the clock of `performance`; infinite while an answer is awaited. */
  const next = useRef(0);
  /** What was asked last. */
  const asked = useRef('');
  const isHere = useRef(true);
  useEffect(
    () => () => {
      isHere.current = false;
    },
    [],
  );
  const key = `${path} ${version} ${turn}`;
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const began = performance.now();
      asked.current = key;
      next.current = Number.POSITIVE_INFINITY;
      const answer = await client.get<T>(path).then(
        (value) => ({ value, problem: '' }),
        (error: unknown) => ({ value: undefined, problem: error instanceof Error ? error.message : String(error) }),
      );
      const took = performance.now() - began;
      next.current = performance.now() + Math.max(A_WHILE, took / SHARE);
      if (isHere.current) setState(answer);
    };
    const wait = next.current - performance.now();
    // When the answer that is awaited is there, the page is drawn again, and asks for what came since.
    if (asked.current === key || wait === Number.POSITIVE_INFINITY) return undefined;
    const timer = setTimeout(() => void ask(), Math.max(0, wait));
    return () => clearTimeout(timer);
  }, [client, path, key, state]);
  const again = (): void => {
    next.current = Math.min(next.current, performance.now());
    setTurn((before) => before + 1);
  };
  return { ...state, again };
}
