import type { Part } from './violation.js';

/** A remark that should be, or was, made about an exchange. */
export interface Remark {
  readonly in: 'request' | 'response';
  readonly part: Part;
  /** A pointer into a body, or the parameter's or header's name. */
  readonly location: string;
  /** The item of a sequence in whose value the location is, 0-based. */
  readonly item?: number;
  readonly keyword: string;
}

/** How many faults of one class were found. */
export interface FaultScore {
  /** `wrong-type`, `missing-required` …; `none` for exchanges without a fault. */
  readonly class: string;
  /** Exchanges that were judged. */
  readonly seeded: number;
  /** Faults reported at their place with their keyword. */
  readonly caught: number;
  /** Remarks that were reported beside them. */
  readonly falseAlarms: number;
  /** Faults that could not be put into any message so that exactly one rule is broken. */
  readonly notSeeded: number;
}

/** An exchange of which something else was said than should be. */
export interface Misjudged {
  readonly class: string;
  readonly operation: string;
  /** Left out where nothing should be said. */
  readonly expected?: Remark;
  /** All that was said, warnings that are known left out. */
  readonly found: readonly Remark[];
  /** The exchange: as `method url`, the status, and the bodies that were sent. */
  readonly request: { readonly method: string; readonly url: string; readonly body?: string };
  readonly response: { readonly status: number; readonly body?: string };
}

/** The score of a checker on one document: the content of `docproof selftest --format json`. */
export interface SelftestResult {
  readonly docproof: string;
  readonly document: { readonly source: string; readonly title: string; readonly version: string };
  readonly seed: string;
  readonly operations: {
    readonly total: number;
    /** Those of which no valid exchange could be made; no fault was seeded there. */
    readonly untested: readonly string[];
  };
  readonly seeded: number;
  readonly caught: number;
  readonly falseAlarms: number;
  /** Captured exchanges that break the contract as they are, and so cannot carry one fault alone. */
  readonly leftOut: number;
  /** Keywords of schemas that cannot be used: what depends on them is neither judged nor seeded. Absent where none. */
  readonly unusableKeywords?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly classes: readonly FaultScore[];
  /** Of very many only the first. */
  readonly misjudged: readonly Misjudged[];
}
