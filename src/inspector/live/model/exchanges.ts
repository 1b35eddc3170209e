import type { ExchangeDetail, ExchangeLine } from '../../../feed/reader.js';
import { type Signal, signal } from '../../components/signal.js';
import { type SlimLine, sizeOf, slim } from './slim-line.js';

/** As many as a server keeps at most. */
const MOST = 10_000;
/** All together, about: a page is closed by its browser when it takes too much memory. */
const MOST_CHARACTERS = 40_000_000;
/** Details that are kept: one goes back and forth between a few. */
const DETAILS = 30;

/** The exchanges that the page knows of, the oldest first. */
export interface Exchanges {
  /** Another number after each change. */
  readonly version: Signal<number>;
  readonly lines: readonly SlimLine[];
  /** How many lines went at the beginning, to make room. */
  readonly gone: number;
  /** How many exchanges the server let go before the page got them. */
  readonly missed: Signal<number>;
  /** Adds lines in any order; those that are known already are skipped. */
  add(lines: readonly ExchangeLine[]): void;
  /** Forgets the exchanges to this one. */
  forget(through: number): void;
  /** The position of an exchange; -1 where it is not here. */
  indexOf(id: number): number;
  keptDetail(id: number): ExchangeDetail | undefined;
  keepDetail(detail: ExchangeDetail): void;
}

/** No exchange yet. @param most @default 10,000 */
export function createExchanges(most = MOST, mostCharacters = MOST_CHARACTERS): Exchanges {
  const version = signal(0);
  const missed = signal(0);
  let lines: SlimLine[] = [];
  let gone = 0;
  let characters = 0;
  const details = new Map<number, ExchangeDetail>();
  const trim = (): void => {
    // A part more than needed goes at once, so that not each exchange moves all others.
    const tooMany = lines.length > most ? lines.length - most + Math.ceil(most / 50) : 0;
    const tooLarge = characters > mostCharacters ? Math.ceil(lines.length / 8) : 0;
    const off = Math.min(lines.length, Math.max(tooMany, tooLarge));
    if (off === 0) return;
    characters -= (characters / lines.length) * off;
    lines = lines.slice(off);
    gone += off;
  };
  return {
    version,
    missed,
    get lines() {
      return lines;
    },
    get gone() {
      return gone;
    },
    add(given) {
      const more = given.map(slim);
      const last = lines.at(-1)?.id ?? 0;
      if (more.every(({ id }, at) => id > (more[at - 1]?.id ?? last))) for (const line of more) lines.push(line);
      else {
        const all = new Map(lines.map((line) => [line.id, line]));
        for (const line of more) all.set(line.id, line);
        lines = [...all.values()].sort((a, b) => a.id - b.id);
      }
      for (const line of more) characters += sizeOf(line);
      trim();
      version.set(version.now + 1);
    },
    forget(through) {
      const kept = lines.filter(({ id }) => id > through);
      characters = lines.length === 0 ? 0 : (characters / lines.length) * kept.length;
      lines = kept;
      gone = 0;
      for (const id of details.keys()) if (id <= through) details.delete(id);
      version.set(version.now + 1);
    },
    indexOf(id) {
      let low = 0;
      let high = lines.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const found = lines[middle]?.id ?? 0;
        if (found === id) return middle;
        if (found < id) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    },
    keptDetail: (id) => details.get(id),
    keepDetail(detail) {
      details.set(detail.id, detail);
      const [oldest] = details.keys();
      if (details.size > DETAILS && oldest !== undefined) details.delete(oldest);
    },
  };
}
