import { at, type Exchange, type JsonValue, type Pointer, tokensOf } from '../model/index.js';
import type { ValueMutation } from './catalogue/fault.js';
import { VALUE_FAMILIES } from './catalogue/values.js';
import type { FaultClass, SkipReason } from './mutant.js';
import { placesIn, replaced } from './reading/places.js';
import { type Reading, readValue } from './reading/reader.js';
import type { Scope } from './reading/schema.js';
import { placeholderKey } from './values.js';

/** A valid value with one fault. */
export interface ValueMutant {
  readonly class: FaultClass;
  readonly exchange: Exchange;
  readonly location: Pointer;
  readonly keyword: string;
}

/** The result of seeding a fault of the catalogue. */
export type Seeded = { readonly mutant: ValueMutant } | { readonly skipped: SkipReason; readonly class: FaultClass };

/** A valid value, what describes it, and how its message carries it. */
export interface Original {
  readonly scope: Scope;
  readonly schema: JsonValue;
  readonly value: JsonValue;
  readonly isBody: boolean;
  /** Faults that documented examples have; see `placeholderKey`. */
  readonly placeholders: ReadonlySet<string>;
  /** The exchange with this value; undefined where its message cannot carry it so that its reader sees it as it is. */
  readonly write: (value: JsonValue) => Exchange | undefined;
  /** Whether enough faults of a class were seeded. */
  readonly isFull: (name: FaultClass) => boolean;
  /** Which of several faults is seeded first: the one with the smallest number for its key. */
  readonly order: (key: string) => number;
}

/** The faults of the catalogue at the places of a valid value, each alone, until there are enough of each class. */
export function* valueMutants(original: Original): Generator<Seeded> {
  const faults = placesIn(original.scope, original.schema, original.value).flatMap((place) =>
    VALUE_FAMILIES.flatMap((family) => family(place)).map((fault, turn) => ({
      fault,
      tokens: tokensOf(place.location),
      rank: original.order(`${place.location} ${fault.class} ${turn}`),
    })),
  );
  for (const { fault, tokens } of faults.sort((a, b) => a.rank - b.rank)) {
    if (original.isFull(fault.class)) continue;
    const seeded = seed(original, fault, (candidate) => replaced(original.value, tokens, candidate));
    if (seeded) yield seeded;
  }
}

/** The first candidate that breaks exactly this rule; otherwise why none does. */
function seed(original: Original, fault: ValueMutation, put: (candidate: JsonValue) => JsonValue): Seeded | undefined {
  const { scope, schema, isBody, write } = original;
  let skipped: SkipReason | undefined;
  for (const candidate of fault.candidates) {
    const value = put(candidate);
    const exchange = write(value);
    if (!exchange) {
      skipped ??= 'not-carried';
      continue;
    }
    const verdict = assess(readValue(scope, schema, value, isBody), fault);
    if (
      typeof verdict !== 'string' &&
      original.placeholders.has(placeholderKey(verdict.location, at(value, verdict.location)))
    ) {
      skipped = 'placeholder';
      continue;
    }
    if (typeof verdict !== 'string')
      return { mutant: { class: fault.class, exchange, location: verdict.location, keyword: verdict.keyword } };
    if (verdict === 'other-rule') continue;
    skipped = verdict;
  }
  return skipped && { skipped, class: fault.class };
}

/**
 * The remark that must be made about the value: the fault's own rule; or the choice around it, if that has no branch
 * for the value. A reading that finds some other rule broken rules the candidate out for this fault.
 */
function assess(
  { broken, unsure }: Reading,
  fault: ValueMutation,
): { location: Pointer; keyword: string } | SkipReason | 'other-rule' {
  const [only, ...others] = broken;
  if (unsure) return 'unsure';
  if (!only) return 'still-valid';
  if (others.length > 0) return broken.some((rule) => isMeant(rule, fault)) ? 'breaks-more' : 'other-rule';
  return isMeant(only, fault) ? { location: only.location, keyword: only.keyword } : 'other-rule';
}

function isMeant({ location, keyword }: { location: Pointer; keyword: string }, fault: ValueMutation): boolean {
  if (location === fault.location && keyword === fault.keyword) return true;
  const isAround = fault.location === location || fault.location.startsWith(`${location}/`);
  return isAround && (keyword === 'anyOf' || keyword === 'oneOf');
}
