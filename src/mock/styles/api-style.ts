import type { Operation } from '../../contract/index.js';
import type { JsonValue } from '../../model/index.js';
import type { Answer, Call, Failure } from '../answer.js';
import type { ResponseState } from '../request-state.js';

/**
 * The style of a family of services, beyond what OpenAPI can say. Chosen once, at start, by what the document
 * describes.
 */
export interface ApiStyle {
  /** Whether the service takes `/Users` for `/users`. */
  readonly ignoresCase: boolean;
  /** Headers that the style writes, in lower case: what the document says of them is only an example. */
  readonly writes: ReadonlySet<string>;
  /** The error in the style's form. `operation` is absent where no path or method fits. */
  error(call: Call, failure: Failure, operation: Operation | undefined): Answer;
  /** The code in the body of an error of this status. */
  errorCode(status: number): string | undefined;
  /** The part of the response's value that the client asked for: the same object where nothing changes. */
  shape(response: ResponseState, value: JsonValue): JsonValue;
  /** Adds the headers that every response of the style has. */
  addHeaders(response: ResponseState): void;
}

/** Where a mock gets what differs from request to request. */
export interface Sources {
  readonly now: () => Date;
  /** A new UUID. */
  readonly newId: () => string;
}
