import { type Pointer, writeJson } from '../../model/index.js';

/** One rule that a value breaks, as a report should say it. */
export interface BrokenRule {
  readonly location: Pointer;
  readonly keyword: string;
  /** The demand: equal demands of several schemas are one fault. */
  readonly demand: string;
}

/** The result of reading one schema. */
export interface Outcome {
  readonly broken: readonly BrokenRule[];
  /** Whether something could not be told with certainty. */
  readonly unsure: boolean;
  /** The members and items that the schema has evaluated (JSON Schema 2020-12 §7.7.1). */
  readonly names: ReadonlySet<string>;
  readonly items: ReadonlySet<number>;
}

const NOTHING: ReadonlySet<never> = new Set();

/** The outcome of a schema that says nothing. */
export const FINE: Outcome = { broken: [], unsure: false, names: NOTHING, items: NOTHING };

/** The outcome where nothing can be told. */
export const UNSURE: Outcome = { ...FINE, unsure: true };

/** One broken rule. */
export function breaks(location: Pointer, keyword: string, demand: unknown): Outcome {
  return { ...FINE, broken: [{ location, keyword, demand: demand === undefined ? '' : writeJson(demand) }] };
}

/** Whether the value is certainly valid. */
export function isFine({ broken, unsure }: Outcome): boolean {
  return broken.length === 0 && !unsure;
}

/** All of them together. */
export function together(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.length === 1 && outcomes[0]) return outcomes[0];
  return {
    broken: outcomes.flatMap(({ broken }) => broken),
    unsure: outcomes.some(({ unsure }) => unsure),
    names: new Set(outcomes.flatMap(({ names }) => [...names])),
    items: new Set(outcomes.flatMap(({ items }) => [...items])),
  };
}

/** The outcome without what it evaluated: of a subschema that speaks of another place. */
export function elsewhere(outcome: Outcome): Outcome {
  return { ...outcome, names: NOTHING, items: NOTHING };
}
