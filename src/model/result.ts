import type { Coverage } from './coverage.js';
import type { InconclusiveReason } from './exchange.js';
import type { Fault } from './fault.js';
import type { OutcomeRecord, OutOfScopeReason } from './verdict.js';
import type { Part, ViolationRecord } from './violation.js';

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
  /**
   * Where those of `other-server` went (`https://api.example.com/v2`); of very many the first. Absent without any.
   */
  readonly otherServers?: readonly { readonly server: string; readonly exchanges: number }[];
  readonly errors: number;
  readonly warnings: number;
  /** Violations that a baseline lets pass; they are in neither number above. */
  readonly accepted: number;
  /** Placeholders that `--placeholders allow` let pass. */
  readonly placeholdersAllowed: number;
  /** Requests without the documented credentials that were not judged, because the recorder may have removed them. */
  readonly credentialsNotJudged: number;
  /** Entries that could not be read, in order; of very many the first thousand. */
  readonly unread: readonly { readonly source: string; readonly index: number; readonly detail: string }[];
  /** How many more could not be read. */
  readonly unreadLeftOut: number;
  readonly sources: readonly string[];
  /** The document's keywords that cannot be used; only where an exchange depends on one. */
  readonly unusableKeywords?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** How a check ended: the same words in every report. */
export interface RunVerdict {
  /** `inconclusive`: no exchange passed or failed, or an entry could not be read, so that nothing is proved. */
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  readonly word: 'PASSED' | 'FAILED' | 'INCONCLUSIVE';
  /**
   * The word and what it rests on: `FAILED 5 errors and 1 warning in 7 exchanges: 3 passed, 3 failed, 1 inconclusive`,
   * `PASSED, 2 not judged in full; no violations in …`.
   */
  readonly line: string;
  /** Demands that the check does not meet, a clause each: `coverage is 40 % of operations, and …`. */
  readonly unmet: readonly string[];
}

/** The result of a check: the content of `--format json`. */
export interface Result {
  /** The version of Docproof that wrote it. */
  readonly docproof: string;
  /** The document's name as the user gave it, and its title and version. */
  readonly document: { readonly source: string; readonly title: string; readonly version: string };
  readonly verdict: RunVerdict;
  readonly summary: Summary;
  readonly coverage: Coverage;
  /** Each distinct violation once, by operation in the order of the capture; errors before warnings. */
  readonly faults: readonly Fault[];
  /**
   * In the order of the capture. Of very many not all are kept, errors before warnings; `faults` counts them all.
   */
  readonly violations: readonly ViolationRecord[];
  /** How many were not kept. */
  readonly violationsLeftOut: number;
  /** Violations that showed only when the captures had ended: no outcome has them. Absent if there are none. */
  readonly foundAtEnd?: readonly ViolationRecord[];
  /** The outcome of each exchange, in the order of the captures. Absent where the check was not asked to keep them. */
  readonly outcomes?: readonly OutcomeRecord[];
  /**
   * A bounded list of exchanges for a report that people browse: failed ones have room first. Absent where the check
   * was not asked for evidence.
   */
  readonly exchanges?: { readonly list: readonly OutcomeRecord[]; readonly leftOut: number };
  /** Baseline entries that no longer occur. Absent without a baseline. */
  readonly baseline?: BaselineOutcome;
}

/** How a baseline and the captures part. */
export interface BaselineOutcome {
  /** Accepted faults that were not seen, though their operation was. */
  readonly vanished: readonly AcceptedFault[];
  /** Accepted faults whose date has passed: they count again. */
  readonly expired: readonly AcceptedFault[];
}

/** A fault that a baseline accepts, told from others by operation, place and keyword. */
export interface AcceptedFault {
  readonly operation: string;
  readonly in: 'request' | 'response';
  readonly part: Part;
  /** Array indexes are `*`. */
  readonly location: string;
  /** Where `location` is inside the items of a sequence. */
  readonly item?: '*';
  /** Where in the value of a parameter, with array indexes as `*`. Without it every place in the value is meant. */
  readonly within?: string;
  readonly keyword: string;
  /** For `required`: the member that is not there. */
  readonly missing?: string;
  readonly reason: string;
  /** The last day on which it is accepted: `2027-01-31`. */
  readonly expires?: string;
}
