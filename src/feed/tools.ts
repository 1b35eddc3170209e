import type { Excerpt, JsonValue, ViolationRecord } from '../model/index.js';
import type { KeptExchange } from './ring.js';

/** A violation with the rule that it breaks, and where that is written: as a page shows it. */
export interface ExplainedViolation extends ViolationRecord {
  /** What the document says there; absent where it is too large to be shown. */
  readonly rule?: JsonValue;
  /** `spec/openapi.yaml:12:3`, where the files of the document are at hand. */
  readonly position?: string;
  /** The lines of the document around it. */
  readonly excerpt?: Excerpt;
  /** The text of the page that documents the rule, at its line. */
  readonly quote?: string;
  /** What the keyword asks for, and what to do. */
  readonly help: { readonly short: string; readonly help: string };
}

/** A fault with which the document is still used. */
export interface DocumentProblem {
  /** The rule of `docproof lint` that finds it, too. */
  readonly rule: string;
  readonly message: string;
  readonly cure: string;
  readonly pointer: string;
  /** `openapi.yaml:12:3`. */
  readonly position?: string;
  readonly excerpt?: Excerpt;
}

/** The document that answers. */
export interface DocumentFacts {
  /** As the user named it. */
  readonly source: string;
  readonly title: string;
  readonly version: string;
  /** Its version of OpenAPI. */
  readonly openapi: string;
  readonly description?: string;
  readonly operations: number;
  /** The files that it was made from, the first one that was named first. */
  readonly files: readonly string[];
  readonly servers: readonly string[];
  /** Found when it was loaded; of very many the first. */
  readonly problems: readonly DocumentProblem[];
  /** How many more were found. */
  readonly more: number;
}

/** A documented example, by the name that `Prefer: example=NAME` takes. */
export interface NamedExample {
  readonly name: string;
  /** Absent where it is a file that is not text. */
  readonly value?: JsonValue;
}

/** Bodies of one media type. */
export interface DocumentedMedia {
  readonly mediaType: string;
  readonly examples: readonly NamedExample[];
}

/** What a form for an operation needs. */
export interface OperationFacts {
  readonly id: string;
  readonly method: string;
  /** As the document writes it. */
  readonly path: string;
  /** The same behind the base path of its server: where the mock is asked. */
  readonly servedPath: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    /** The values that an enumeration allows. */
    readonly values?: readonly JsonValue[];
    readonly examples: readonly NamedExample[];
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: readonly DocumentedMedia[] };
  readonly responses: readonly {
    /** `201`, `4XX`, `default`. */
    readonly status: string;
    readonly description: string;
    readonly content: readonly { readonly mediaType: string; readonly examples: readonly string[] }[];
  }[];
  /** A request as the document has it, or a valid one where it has no example; absent where none can be made. */
  readonly request?: {
    readonly method: string;
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** An overlay that lets the document accept what was seen. */
export interface DriftFound {
  /** An OpenAPI Overlay 1.0 as YAML; not one where there are no actions. */
  readonly text: string;
  readonly actions: number;
  /** How many violations of each keyword it leaves. */
  readonly remaining: Readonly<Record<string, number>>;
}

/** What becomes of an answer that is saved as an example. */
export interface SaveExample {
  /** Where the body goes: into the overlay, or into a separate file in `mocks/`, which the overlay names. */
  readonly as: 'overlay' | 'file';
  /** Its name. @default a free one */
  readonly name?: string;
  /** Whether it is written; else only shown. */
  readonly write: boolean;
}

/** What becomes of the faults of an exchange that are accepted. */
export interface AcceptFaults {
  readonly reason: string;
  /** The last day on which they may stay: `2027-01-31`. @default none */
  readonly expires?: string;
  readonly write: boolean;
}

/** Files that a page wrote, or would write. */
export interface Saved {
  readonly files: readonly {
    /** From the folder in which the server was started. */
    readonly file: string;
    /** The change in the unified format; empty if none exists. */
    readonly diff: string;
  }[];
  readonly written: boolean;
  /** Whether this server uses it already. */
  readonly applied?: boolean;
  /** What to do from now on, in words. */
  readonly next: string;
}

/** A step on the way to an answer. */
export interface Decision {
  readonly step:
    | 'route'
    | 'credentials'
    | 'request'
    | 'preference'
    | 'override'
    | 'fault'
    | 'negotiation'
    | 'pairing'
    | 'example'
    | 'state'
    | 'generated'
    | 'service';
  /** In whole sentences. */
  readonly text: string;
  /** The place in the document that decided. */
  readonly pointer?: string;
}

/** What the feed shows of an exchange, as far as it says why. */
export interface ShownExchange {
  readonly status: number;
  readonly sentStatus?: number;
  readonly example?: string;
  readonly violations: readonly Pick<ViolationRecord, 'in' | 'severity'>[];
  readonly response: { readonly body?: unknown };
}

/** What pages do with a feed beyond reading it: the edge that starts the server gives it. */
export interface FeedTools {
  /** Adds to violations what they break, and where that is written. */
  explain(violations: readonly ViolationRecord[]): Promise<readonly ExplainedViolation[]>;
  /** Why the exchange has this answer, in the order in which it was decided. */
  decide(kept: KeptExchange, shown: ShownExchange): readonly Decision[];
  document(): Promise<DocumentFacts>;
  /** @param name an `operationId`, or method and path; undefined where the document has none of that name */
  operation(name: string): Promise<OperationFacts | undefined>;
  /** A capture of these exchanges without their secrets, piece by piece. */
  capture(format: 'har' | 'ndjson', kept: Iterable<KeptExchange>): AsyncIterable<string>;
  /** The HTML report of a check of these exchanges. */
  report(kept: Iterable<KeptExchange>): Promise<string>;
  drift(kept: Iterable<KeptExchange>): Promise<DriftFound>;
  /** Writes that overlay beside the document. @throws InputError where there is nothing to accept */
  saveDrift(kept: Iterable<KeptExchange>, write: boolean): Promise<Saved>;
  /** Saves the answer of an exchange as an example. @throws InputError for one that cannot be an example */
  saveExample(kept: KeptExchange, how: SaveExample): Promise<Saved>;
  /** Adds the faults of an exchange to the baseline. @throws InputError where it has none */
  acceptFaults(kept: KeptExchange, how: AcceptFaults): Promise<Saved>;
}
