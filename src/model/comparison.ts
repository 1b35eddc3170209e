import type { Fault } from './fault.js';
import type { JsonValue } from './json.js';

/** How often exchanges of one operation are judged otherwise by a new document. */
export interface OperationComparison {
  /** Its name in the old document; method and path as sent where that describes none. */
  readonly operation: string;
  /** Its name in the new document, where that is another one. Left out too where the new document has none. */
  readonly newOperation?: string;
  readonly exchanges: number;
  /** Exchanges that hold to the old document and not to the new one. */
  readonly broken: number;
  /** Those that hold to the new document and not to the old one. */
  readonly mended: number;
  /** The faults by the new document only. */
  readonly newFaults: readonly Fault[];
  /** The faults by the old document only. */
  readonly goneFaults: readonly Fault[];
}

/** A part of the old document that the exchanges use and the new document changes. */
export interface ChangedUsage {
  /** Of the old document. */
  readonly operation: string;
  readonly kind: 'operation' | 'parameter' | 'status' | 'media-type' | 'property' | 'enum-member';
  /** Not for a whole operation. */
  readonly in?: 'request' | 'response';
  /**
   * Its name: `query limit`, `404`, `200 application/json`, `200 /items/0/kind` with `*` for each index. Left out for
   * an operation.
   */
  readonly name?: string;
  /** Of an enumeration: the member. */
  readonly member?: JsonValue;
  readonly change: 'removed' | 'added' | 'changed';
  /** For `changed`: the rules that differ, with what they were and are; undefined where the rule is missing. */
  readonly rules?: readonly RuleChange[];
  /** How often the exchanges use it; for a rule or member that is new, how often they use what holds it. */
  readonly count: number;
  /** `#` and its pointer in the old document. */
  readonly pointer: string;
  /** In the new one, where it is still there. */
  readonly newPointer?: string;
}

export interface RuleChange {
  readonly rule: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/**
 * The effects of a new document on those whose exchanges were recorded: the content of `docproof check --against NEW
 * --format json`.
 */
export interface Comparison {
  /** The version of Docproof that wrote it. */
  readonly docproof: string;
  readonly document: ComparedDocument;
  readonly newDocument: ComparedDocument;
  readonly summary: ComparisonSummary;
  /** Those of which something flips, in the order of the captures. */
  readonly operations: readonly OperationComparison[];
  readonly touched: readonly ChangedUsage[];
}

export interface ComparedDocument {
  readonly source: string;
  readonly title: string;
  readonly version: string;
}

export interface ComparisonSummary {
  /** Exchanges and unreadable entries found in the captures. */
  readonly entries: number;
  /** Exchanges that both documents judge, or that the old one judges and the new one does not know the server of. */
  readonly compared: number;
  readonly broken: number;
  readonly mended: number;
  /** Exchanges that hold to neither. */
  readonly failing: number;
  /** Of those that are broken: exchanges with servers that the new document does not name. */
  readonly serverGone: number;
  readonly unread: number;
  readonly sources: readonly string[];
}
