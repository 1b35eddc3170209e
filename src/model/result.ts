import type { InconclusiveReason } from './exchange.js';
import type { OutOfScopeReason } from './verdict.js';
import type { ViolationRecord } from './violation.js';

/** How much of one operation the traffic exercised. */
export interface OperationCoverage {
  /** `POST /users/{id}`. */
  readonly operation: string;
  readonly operationId?: string;
  readonly exchanges: number;
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  /** Documented statuses (`201`, `4XX`, `default`) with the number of times each was seen. */
  readonly statuses: Readonly<Record<string, number>>;
}

export interface Coverage {
  /** Operations that were seen at least once. */
  readonly operationsSeen: number;
  readonly operationsTotal: number;
  /** 0 to 100; of operations. */
  readonly percent: number;
  readonly operations: readonly OperationCoverage[];
}

export interface Summary {
  /** Exchanges and unreadable entries found in the captures. */
  readonly entries: number;
  /** Exchanges held against the contract: passed + failed + inconclusive. */
  readonly checked: number;
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  /** Why exchanges were inconclusive, with counts. */
  readonly inconclusiveReasons: Readonly<Partial<Record<InconclusiveReason, number>>>;
  readonly outOfScope: Readonly<Partial<Record<OutOfScopeReason, number>>>;
  readonly errors: number;
  readonly warnings: number;
  /** Placeholders that `--placeholders allow` let pass. */
  readonly placeholdersAllowed: number;
  /** Entries that could not be read, in order. */
  readonly unread: readonly { readonly source: string; readonly index: number; readonly detail: string }[];
  readonly sources: readonly string[];
}

/** What a check found: the content of `--format json`. */
export interface Result {
  /** The version of Docproof that wrote it. */
  readonly docproof: string;
  /** The document's name as the user gave it, and its title and version. */
  readonly document: { readonly source: string; readonly title: string; readonly version: string };
  readonly summary: Summary;
  readonly coverage: Coverage;
  readonly violations: readonly ViolationRecord[];
}
