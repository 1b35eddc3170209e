import type { JsonValue, Pointer } from '../../model/index.js';
import type { FaultClass } from '../mutant.js';
import type { Place } from '../reading/places.js';

/** A fault that can be put into a value at one place, and what must be said of it then. */
export interface ValueMutation {
  readonly class: FaultClass;
  readonly keyword: string;
  /** Where it must be reported. */
  readonly location: Pointer;
  /** Values to put there instead. The first that breaks exactly this rule is taken. */
  readonly candidates: readonly JsonValue[];
}

/** One family of the catalogue: the faults that a place offers. */
export type ValueFamily = (place: Place) => readonly ValueMutation[];

/** A word that no document has. */
export const STRANGE = 'docproof-selftest';
