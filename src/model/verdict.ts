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
  /** In a batch (`/$batch`): the id of the request that is judged here. */
  readonly batchId?: string;
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
  /** In a batch (`/$batch`): the id of the request that is judged here. */
  readonly batchId?: string;
  readonly outOfScope: OutOfScopeReason;
  /** Method and URL as sent, redacted and cut. */
  readonly operation: string;
  /** 0 or less where there was no response. */
  readonly status: number;
}

/** The outcome of an item of a capture. */
export type Outcome = Judgement | OutOfScope | Unread;

/** The outcome of an exchange as reports list it, in or out of scope: a line of `--format ndjson`. */
export interface OutcomeRecord {
  readonly source: string;
  /** 0-based index of the exchange in its source. */
  readonly exchange: number;
  /** In a batch (`/$batch`): the id of the request that is judged here. */
  readonly batchId?: string;
  /** `POST /users/{id}`; what no operation matches has its method, and its path or URL as sent. */
  readonly operation: string;
  readonly status: number;
  readonly verdict: Judgement['verdict'] | 'out-of-scope';
  /** Why parts of it, or all of it, could not be judged. */
  readonly reasons: readonly (InconclusiveReason | OutOfScopeReason)[];
  readonly violations: readonly ViolationRecord[];
}

/** An outcome as reports list it. */
export function outcomeRecord(outcome: Judgement | OutOfScope): OutcomeRecord {
  const { source, exchange, batchId, operation, status } = outcome;
  const place = { source, exchange, ...(batchId === undefined ? {} : { batchId }), operation, status };
  if ('outOfScope' in outcome) {
    const reasons = [outcome.outOfScope];
    return { ...place, verdict: 'out-of-scope', reasons, violations: [] };
  }
  const { verdict, reasons, violations } = outcome;
  return { ...place, verdict, reasons, violations };
}
