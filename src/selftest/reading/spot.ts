import type { JsonObject, JsonValue, Pointer } from '../../model/index.js';
import type { Outcome } from './outcome.js';
import type { Scope } from './schema.js';

/** A value at its place. */
export interface Spot {
  readonly scope: Scope;
  readonly value: JsonValue;
  readonly location: Pointer;
  /** All schemas that speak of the place, whichever branch is taken. */
  readonly family: readonly JsonObject[];
  readonly depth: number;
  /** The schemas whose alternatives are being read at a location: one of these may be built on such a schema. */
  readonly open: { readonly location: Pointer; readonly schemas: readonly JsonObject[] };
  /** Holds a value against another schema. */
  readonly read: (spot: Spot, schema: JsonValue) => Outcome;
}
