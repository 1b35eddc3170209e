import { useEffect, useState } from 'preact/hooks';
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

/** Asks a page of the server, and again, now and then, where `version` is another one. */
export function usePage<T>({ client }: App, path: string, version = 0): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({ value: undefined, problem: '' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const ask = (): Promise<void> =>
      client.get<T>(path).then(
        (value) => isWanted && setState({ value, problem: '' }),
        (error: unknown) =>
          isWanted && setState({ value: undefined, problem: error instanceof Error ? error.message : String(error) }),
      ) as Promise<void>;
    const timer = setTimeout(() => void ask(), state.value === undefined ? 0 : A_WHILE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, path, version, turn]);
  return { ...state, again: () => setTurn(turn + 1) };
}
