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
  /** Statuses that were seen and that nothing documents. Absent if there are none. */
  readonly undocumentedStatuses?: Readonly<Record<string, number>>;
  /**
   * Documented media types, of the request (`request application/json`) and by status (`201 application/json`), with
   * the number of times.
   */
  readonly mediaTypes: Readonly<Record<string, number>>;
  /**
   * Of these, the ones whose items are described (`itemSchema`), with the number of items that could be read. Absent
   * where the operation has none.
   */
  readonly items?: Readonly<Record<string, number>>;
  /** Documented parameters (`query top`, `header if-match`), with the number of requests that had them. */
  readonly parameters: Readonly<Record<string, ParameterCoverage>>;
}

export interface ParameterCoverage {
  readonly count: number;
  readonly required: boolean;
  /** `#` and its pointer. */
  readonly pointer: string;
}

/** How often a documented property was seen. */
export interface PropertyCoverage {
  /** `#` and its pointer: `#/components/schemas/user/properties/name`. */
  readonly pointer: string;
  /** A property that requests and responses share is counted once for each. */
  readonly in: 'request' | 'response';
  /** Its place below the first body in which it is documented; items of arrays are `*`. */
  readonly name: string;
  readonly required: boolean;
  readonly count: number;
  /** Of an enumeration: each member as JSON text, with the number of times it was seen. */
  readonly values?: Readonly<Record<string, number>>;
}

/** How many of a kind of thing were seen at least once. */
export interface Ratio {
  readonly seen: number;
  readonly total: number;
}

/** The parts of the contract that the traffic exercised. Properties are those of the operations that were seen. */
export interface Coverage {
  /** Operations that were seen at least once. */
  readonly operationsSeen: number;
  readonly operationsTotal: number;
  /** 0 to 100; of operations. */
  readonly percent: number;
  /** Of the operations that were seen. */
  readonly totals: {
    readonly statuses: Ratio;
    readonly mediaTypes: Ratio;
    readonly parameters: Ratio;
    readonly properties: Ratio;
    readonly enumMembers: Ratio;
  };
  readonly operations: readonly OperationCoverage[];
  /** Of the operations that were seen, by pointer. */
  readonly properties: readonly PropertyCoverage[];
}

/** The coverage of one check. */
export interface CoverageRun {
  readonly sources: readonly string[];
  readonly coverage: Coverage;
}

/** The coverage of several checks of one document together: the content of `docproof coverage --format json`. */
export interface MergedCoverage {
  /** The version of Docproof that wrote it. */
  readonly docproof: string;
  readonly document: { readonly source: string; readonly title: string; readonly version: string };
  /** The sum of the runs. */
  readonly coverage: Coverage;
  readonly runs: readonly CoverageRun[];
}
