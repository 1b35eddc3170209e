import type { ListedAnswer } from '../../../mock/answers/control.js';
import { useNow } from '../../components/signal.js';
import type { App } from './app.js';
import { usePage } from './use-page.js';

/** An answer as the page sets it. */
export interface GivenAnswer {
  readonly operation: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly times: number | 'always';
}

/** The answers that are set, of all sessions, and what changes them. */
export interface SetAnswers {
  readonly list: readonly ListedAnswer[];
  set(given: GivenAnswer): Promise<void>;
  remove(id: number): Promise<void>;
  reset(): Promise<void>;
}

/** Asks again as exchanges come: they use answers up. */
export function useAnswers(app: App): SetAnswers {
  const { value = [], again } = usePage<readonly ListedAnswer[]>(
    app,
    'overrides?sessions=all',
    useNow(app.exchanges.version),
  );
  const change = async (method: 'POST' | 'DELETE', path: string, done: string, body?: unknown): Promise<void> => {
    await app.attempt(() => app.client.change(method, path, body), done);
    again();
  };
  return {
    list: value,
    set: (given) => change('POST', 'overrides', `Set: ${wordsOf(given)}, ${timesWords(given.times)}`, given),
    remove: (id) => change('DELETE', `overrides/${id}`, 'Taken back'),
    reset: () => change('DELETE', 'overrides', 'The mock chooses all its answers again'),
  };
}

/** How often an answer is given. */
export function timesWords(times: number | 'always'): string {
  if (times === 'always') return 'always';
  return times === 1 ? 'next time' : `the next ${times} times`;
}

/** What an answer is, in a few words. */
export function wordsOf({ answer }: Pick<GivenAnswer, 'answer'>): string {
  const words = Object.entries(answer).map(([name, value]) =>
    name === 'status' || name === 'code' ? String(value) : `${name} ${shortened(value)}`,
  );
  return words.length === 0 ? 'as the mock chooses' : words.join(', ');
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
