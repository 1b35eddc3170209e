import type { JsonObject } from '../../model/index.js';

/** The values that a schema must admit from now on. */
export interface Widening {
  /** The types, null left out: those of the document and those that were seen. */
  readonly types: readonly string[];
  /** Whether a type other than null is new. */
  readonly hasNewType: boolean;
  readonly isNullable: boolean;
  /** The known facts about members and items of the values that were seen. */
  readonly inner: JsonObject;
}

/** A change to a schema object. */
export interface SchemaUpdate {
  /** Whether the old `type` has to go first: an update merges objects and appends to lists. */
  readonly replacesType: boolean;
  readonly update: JsonObject;
}

/** Writes schemas in one dialect. */
export interface SchemaWriter {
  /** The schema that takes what any of these takes, each of another type, and null where `isNullable`. */
  union(schemas: readonly JsonObject[], isNullable: boolean): JsonObject;
  /** The schema of null alone. */
  readonly nullOnly: JsonObject;
  /** A reference that admits null, too. */
  nullableReference(reference: string): JsonObject;
  /** Makes a schema with a `type` admit more. */
  widen(node: JsonObject, widening: Widening): SchemaUpdate;
}
