import type { Operation } from '../../contract/index.js';
import type { Answer, Call, Failure } from '../answer.js';
import type { Choice } from '../negotiate.js';

/** How a family of services behaves beyond what OpenAPI can say. Chosen once, at start, by what the document describes. */
export interface Manners {
  /** The error in the family's form. `operation` is absent where no path or method fits. */
  error(call: Call, failure: Failure, operation: Operation | undefined): Answer;
  /** What every answer of an operation carries besides. `body` is the answer's value, where it is JSON. */
  headers(call: Call, choice: Choice, body: unknown): Readonly<Record<string, string>>;
}

/** Where a mock gets what differs from call to call. */
export interface Sources {
  readonly now: () => Date;
  /** A new UUID. */
  readonly newId: () => string;
}
