import type { Operation } from '../../contract/index.js';
import type { JsonValue } from '../../model/index.js';
import type { Answer, Call, Failure } from '../answer.js';
import type { Choice } from '../negotiate.js';
import type { Preferences } from '../preferences.js';

/** How a family of services behaves beyond what OpenAPI can say. Chosen once, at start, by what the document describes. */
export interface Manners {
  /** Whether the service takes `/Users` for `/users`. */
  readonly ignoresCase: boolean;
  /** Headers that the family writes itself, in lower case: what the document says of them is only an example. */
  readonly writes: ReadonlySet<string>;
  /** The error in the family's form. `operation` is absent where no path or method fits. */
  error(call: Call, failure: Failure, operation: Operation | undefined): Answer;
  /** The value as the client asked for it: the same object where nothing is to be changed. */
  shape(value: JsonValue, choice: Choice, call: Call, preferences: Preferences): JsonValue;
  /** Adds what every answer of an operation carries besides. `value` is the answer's, where it is JSON. */
  addHeaders(
    headers: Record<string, string | string[]>,
    call: Call,
    choice: Choice,
    value: JsonValue | undefined,
    preferences: Preferences,
  ): void;
}

/** Where a mock gets what differs from call to call. */
export interface Sources {
  readonly now: () => Date;
  /** A new UUID. */
  readonly newId: () => string;
}
