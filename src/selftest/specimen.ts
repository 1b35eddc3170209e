import type { Operation } from '../contract/index.js';
import type { Exchange, JsonValue, Part, Pointer } from '../model/index.js';
import type { Expected, Mutant } from './mutant.js';
import type { Scope } from './reading/schema.js';

/** A value that a message carries, to be changed alone. */
export interface Carried {
  readonly part: Part;
  /** The parameter's or header's name; undefined for a body, whose faults have pointers. */
  readonly name?: string;
  /** Where the value is in the body of a sequence: in which item, and where in that. */
  readonly within?: { readonly item: number; readonly location: Pointer };
  readonly scope: Scope;
  readonly schema: JsonValue;
  readonly value: JsonValue;
  /** Faults that documented examples have; see `placeholderKey`. */
  readonly placeholders?: ReadonlySet<string>;
  /** The exchange with another value in this one's stead; undefined where the message cannot carry it unharmed. */
  readonly with: (value: JsonValue) => Exchange | undefined;
}

/** A valid exchange, to be mutated. */
export interface Specimen {
  readonly operation: Operation;
  readonly exchange: Exchange;
  readonly values: readonly Carried[];
  /** Faults that are not values': a parameter that is missing, a body that is cut. */
  readonly others: readonly Omit<Mutant, 'operation'>[];
  /** Warnings that the exchange earns as it is: a required parameter that is deprecated. */
  readonly known: readonly Expected[];
}
