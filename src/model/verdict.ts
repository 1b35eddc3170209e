import type { InconclusiveReason, Unread } from './exchange.js';
import type { ViolationRecord } from './violation.js';

/** Why an exchange is not held against the contract at all. */
export type OutOfScopeReason =
  /** Another host, or a path outside every server's base path. */
  | 'other-server'
  /** A CORS preflight: the browser's question, not the API's. */
  | 'preflight'
  /** No response came (status 0 or less). */
  | 'failed'
  /** `data:`, `blob:`, `file:`, a WebSocket. */
  | 'not-http'
  /** No operation is documented for it, and the user allows what is undocumented. */
  | 'undocumented';

/** The judgement of one exchange. `inconclusive`: no violation seen, but not all of it could be judged. */
export interface Judgement {
  readonly source: string;
  readonly exchange: number;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** `POST /users/{id}`; method and path as sent where no operation matches. */
  readonly operation: string;
  /** Whether the document has no such operation. */
  readonly isUnmatched?: boolean;
  readonly status: number;
  /** The reasons why parts could not be judged. Empty for `pass`; a failing exchange may have some too. */
  readonly reasons: readonly InconclusiveReason[];
  readonly violations: readonly ViolationRecord[];
  /** Placeholders that the policy let pass. */
  readonly placeholdersAllowed: number;
}

/** An exchange outside the contract's scope. Counted, never judged. */
export interface OutOfScope {
  readonly source: string;
  readonly exchange: number;
  readonly outOfScope: OutOfScopeReason;
}

/** The outcome of an item of a capture. */
export type Outcome = Judgement | OutOfScope | Unread;
