import type { CompiledOperation, Match, ParameterSources } from '../contract/index.js';
import type { JsonValue, Violation } from '../model/index.js';
import type { Call, Failure, Stream } from './answer.js';
import type { PreparedOverride } from './answers/override.js';
import type { Choice } from './negotiate.js';
import type { Preferences } from './preferences.js';
import type { RequestValidation } from './settings.js';

/**
 * A request for a documented operation, before its response is chosen. One record a request: stages change it in place.
 */
export interface RequestState {
  readonly call: Call;
  readonly match: Match;
  readonly compiled: CompiledOperation;
  readonly sources: ParameterSources;
  readonly validation: RequestValidation;
  preferences: Preferences;
  /** The violations of the request. */
  violations: readonly Violation[];
  /** The body as its schema sees it, where it was read. */
  body: JsonValue | undefined;
  /** Why the request is refused; undefined where it is answered. */
  refusal: Failure | undefined;
  /** The answer that a test or a page has set for it. */
  override?: PreparedOverride;
}

/** A response that is being made. One record a response: stages change it in place. */
export interface ResponseState {
  readonly request: RequestState;
  /** The documented response. */
  readonly choice: Choice;
  /** The status that is sent: the documented one, unless the client prefers an empty response. */
  status: number;
  /** The value of the whole body. */
  value: JsonValue | undefined;
  /** The part of the value that the client asked for. */
  shown: JsonValue | undefined;
  /** Whether the value comes from what earlier requests sent. */
  isRemembered: boolean;
  /** The id of the item that the request created. */
  created: string | undefined;
  /** The field `Link` of a page. */
  link?: string;
  headers: Record<string, string | string[]>;
  /** The bytes or text that are sent for `shown`. */
  body: string | Uint8Array | undefined;
  /** How a sequence is sent item by item. */
  stream?: Stream;
  /** The violations of the request and of the response. */
  violations: readonly Violation[];
  /** Notes for the log that the client need not know. */
  notes?: readonly string[];
}

/** Whether the response is a success, and the client did not ask for an error. */
export function isSuccess({ choice, request: { preferences } }: ResponseState): boolean {
  return choice.status < 300 && (preferences.code === undefined || preferences.code < 300);
}

/** Whether the body is one that a test or a page has set: it is sent as it is. */
export function isGiven({ request }: ResponseState): boolean {
  return request.override?.body !== undefined;
}

/** Whether a response with this status never has a body (RFC 9110 §6.4.1). */
export function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}
