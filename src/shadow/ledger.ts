import { DECIDED } from './decided/index.js';
import type { NotCompared, Outcome } from './messages.js';

/** One way in which two answers differ, fit to be shown: without secrets, and short. */
export interface ShownFact {
  /** `status`, `media type`, `problem`, `body /name`, `header location`, `violation`. */
  readonly what: string;
  readonly ours: string;
  readonly prism: string;
}

/** A difference for which there is no decision. Requests to one operation with the same differences are counted. */
export interface ShownDifference {
  /** `GET /pets/{id}`; for what is not documented, method and path. */
  readonly operation: string;
  /** Of the first such request. */
  readonly target: string;
  readonly facts: readonly ShownFact[];
  count: number;
}

/** What a shadow has found so far. */
export interface ShadowResult {
  readonly prism: string;
  readonly document: string;
  readonly equal: number;
  readonly decided: number;
  readonly different: number;
  readonly notCompared: number;
  /** How many answers each decided difference concerns, by id. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The same of those that concern every answer, and make none different. */
  readonly general: Readonly<Record<string, number>>;
  readonly whyNotCompared: Readonly<Partial<Record<NotCompared, number>>>;
  readonly differences: readonly ShownDifference[];
  /** How many different answers are not listed, because there are too many kinds. */
  readonly notListed: number;
  /** Why no further answer is compared. */
  readonly off?: string;
}

/** So many kinds of differences are listed. */
const MOST_LISTED = 1_000;

/** Counts outcomes. */
export class Ledger {
  off: string | undefined;
  #equal = 0;
  #decided = 0;
  #different = 0;
  #notListed = 0;
  readonly #reasons = new Map<string, number>();
  readonly #general = new Map<string, number>();
  readonly #why = new Map<NotCompared, number>();
  readonly #differences = new Map<string, ShownDifference>();

  /** @param shown of an outcome that is different. @returns the general differences that were met for the first time */
  add(outcome: Outcome, shown?: Omit<ShownDifference, 'count'>): string[] {
    if (outcome.kind === 'not-compared') {
      increment(this.#why, outcome.why);
      return [];
    }
    if (outcome.kind === 'equal') this.#equal += 1;
    else if (outcome.kind === 'decided') this.#decided += 1;
    else this.#different += 1;
    if (outcome.kind !== 'equal') for (const id of outcome.ids) increment(this.#reasons, id);
    if (outcome.kind === 'different' && shown) this.#list(shown);
    const first = outcome.general.filter((id) => !this.#general.has(id));
    for (const id of outcome.general) increment(this.#general, id);
    return first;
  }

  #list(shown: Omit<ShownDifference, 'count'>): void {
    const key = JSON.stringify([shown.operation, shown.facts]);
    const known = this.#differences.get(key);
    if (known) known.count += 1;
    else if (this.#differences.size < MOST_LISTED) this.#differences.set(key, { ...shown, count: 1 });
    else this.#notListed += 1;
  }

  /** @param prism the version of Prism */
  result(prism: string, document: string): ShadowResult {
    return {
      prism,
      document,
      equal: this.#equal,
      decided: this.#decided,
      different: this.#different,
      notCompared: [...this.#why.values()].reduce((sum, each) => sum + each, 0),
      reasons: sorted(this.#reasons),
      general: sorted(this.#general),
      whyNotCompared: sorted(this.#why),
      differences: [...this.#differences.values()],
      notListed: this.#notListed,
      ...(this.off === undefined ? {} : { off: this.off }),
    };
  }
}

/** The sentence of a decided difference. */
export function reasonOf(id: string): string {
  return DECIDED.find((each) => each.id === id)?.reason ?? '';
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted<Key extends string>(counts: ReadonlyMap<Key, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
