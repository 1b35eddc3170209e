import type { Body, Headers, Range, Violation } from '../model/index.js';

/** A request as the mock sees it. */
export interface Call {
  /** Upper case. */
  readonly method: string;
  /** Origin-form (RFC 9112 §3.2.1): path and query, percent-encoded. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Body;
  /** Scheme and host by which the client called, for absolute links: `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Why the request could not be read, such as a body that is too large: it gets this error. */
  readonly unreadable?: Failure;
}

/** An answer of the mock. */
export interface Answer {
  readonly status: number;
  /** By the name as it is sent; several values are several fields. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  /** Violations of the request that did not stop the answer, and violations of the answer itself. */
  readonly violations: readonly Violation[];
  /** How to send it, where not at once and whole. */
  readonly delivery?: Delivery;
  /** The requests to make after it is sent (OpenAPI 3.1 §4.8.18). */
  readonly callbacks?: readonly OutgoingCall[];
  /** Notes for the log that the client need not know. */
  readonly notes?: readonly string[];
  /** The name of the documented example from which the body was made; absent where it has another source. */
  readonly example?: string;
  /** Of the answer to a batch: each of its requests, with its own answer. */
  readonly parts?: readonly AnswerPart[];
}

/** A request of a batch, and its answer. */
export interface AnswerPart {
  readonly id: string;
  readonly call: Pick<Call, 'method' | 'target'>;
  readonly answer: Answer;
}

/** How an answer is sent. */
export interface Delivery {
  /** Milliseconds to wait first. */
  readonly delay: number;
  /** `reset` cuts the connection instead of answering, `slow` lets the body trickle. */
  readonly fault?: 'reset' | 'slow';
  /** A sequence is sent item by item. */
  readonly stream?: Stream;
}

/** How the items of a sequence are sent. Nothing in it grows with the number of items: clients share `ends`. */
export interface Stream {
  /** Where each item ends, in bytes of the whole sequence, of which the body may be only the last part. */
  readonly ends: readonly number[];
  /** The number of the first item of the body. @default 0 */
  readonly first?: number;
  /** The milliseconds between two items, at least and at most; absent where none waits. */
  readonly pace?: Range;
}

/** A request that the mock makes itself. */
export interface OutgoingCall {
  /** Its name in the document: `onEvent POST`. */
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Why a request cannot be answered as documented. The codes are Prism's, so that scripts which look for them go on
 * working.
 */
export type FailureCode =
  | 'NO_PATH_MATCHED_ERROR'
  | 'NO_METHOD_MATCHED_ERROR'
  | 'NO_SERVER_MATCHED_ERROR'
  | 'NO_SERVER_CONFIGURATION_PROVIDED_ERROR'
  | 'UNAUTHORIZED'
  | 'INVALID_CONTENT_TYPE'
  | 'UNPROCESSABLE_ENTITY'
  | 'MALFORMED_REQUEST'
  | 'UNKNOWN_TRANSFER_CODING'
  | 'MALFORMED_BODY'
  | 'BODY_TOO_LARGE'
  | 'NOT_ACCEPTABLE'
  | 'NOT_FOUND'
  | 'NO_SUCH_ITEM'
  | 'CONFLICT'
  | 'NO_RESPONSE_DEFINED'
  | 'RESPONSE_TOO_LARGE'
  | 'VIOLATIONS'
  | 'UPSTREAM_FAILED'
  | 'UPSTREAM_TIMEOUT';

/** A request that gets an error. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail: string;
  readonly violations: readonly Violation[];
  /** Headers that belong to this error: `Allow`, `WWW-Authenticate`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A failure without violations and headers unless given. */
export function failure(code: FailureCode, detail: string, more: Partial<Failure> = {}): Failure {
  return { code, detail, violations: [], headers: {}, ...more };
}

/** Whether something is a failure, and not the result that was asked for. */
export function isFailure(value: object): value is Failure {
  return 'code' in value && 'detail' in value;
}

/** A value now, or later. */
export type Eventually<T> = T | Promise<T>;

/** Continues with a value: at once where it is there, so that most answers need no promise. */
export function eventually<T, U>(value: Eventually<T>, next: (value: T) => Eventually<U>): Eventually<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** The URL of an item of the collection that was called: the `Location` of a created item. */
export function locationOf({ origin, target }: Call, id: string): string {
  const query = target.indexOf('?');
  let end = query < 0 ? target.length : query;
  while (target.charCodeAt(end - 1) === SLASH) end -= 1;
  return `${origin}${target.slice(0, end)}/${PLAIN_ID.test(id) ? id : encodeURIComponent(id)}`;
}

/** Nearly all ids: nothing in them is encoded. */
const PLAIN_ID = /^[\w.~-]*$/;

const SLASH = 0x2f;
