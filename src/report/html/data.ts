import type { Coverage, Evidence, Excerpt, JsonValue, RunVerdict } from '../../model/index.js';
import type { RuleHelp } from '../check/rules.js';

/** The data for the page of an HTML report: words and numbers, nothing that it would have to work out. */
export interface PageData {
  readonly docproof: string;
  readonly document: { readonly source: string; readonly title: string };
  readonly sources: readonly string[];
  readonly verdict: RunVerdict;
  readonly faults: readonly PageFault[];
  /** Exchanges, failed ones first where not all have room. */
  readonly exchanges: readonly PageExchange[];
  /** By keyword. */
  readonly rules: Readonly<Record<string, RuleHelp>>;
  readonly coverage: Coverage;
  /** Notes on what was not checked, a line each. */
  readonly notes: readonly string[];
}

/** An exchange as the page lists it. */
export interface PageExchange {
  /** `captures/a.har #12`. */
  readonly at: string;
  readonly operation: string;
  readonly status: number;
  readonly verdict: 'fail' | 'inconclusive' | 'pass' | 'out-of-scope';
  /** Why it was not judged, or not in full, in words. */
  readonly reasons: readonly string[];
  readonly found: readonly {
    readonly place: string;
    readonly keyword: string;
    readonly severity: PageFault['severity'];
    readonly message: string;
  }[];
  /** How many more violations it has. */
  readonly more: number;
}

/** A fault as the page shows it. */
export interface PageFault {
  readonly operation: string;
  /** `response body /riskLevel`. */
  readonly place: string;
  readonly keyword: string;
  readonly severity: 'error' | 'warning' | 'accepted';
  readonly message: string;
  /** How many violations this fault has. */
  readonly count: number;
  /** Where it was seen, in words. */
  readonly seen: string;
  /** The rule's pointer in the document. */
  readonly schema: string;
  /** `spec/openapi.yaml:12:3`, where the document's files were at hand. */
  readonly position?: string;
  /** The lines of the document around it. */
  readonly excerpt?: Excerpt;
  /** The rule itself. */
  readonly rule?: JsonValue;
  /** `page.md:53`. */
  readonly documented?: string;
  /** The text at that place. */
  readonly quote?: string;
  /** Why a baseline lets it pass. */
  readonly reason?: string;
  readonly value?: JsonValue;
  readonly examples: readonly { readonly at: string; readonly location: string; readonly value?: JsonValue }[];
  /** Whether the message below is the request or the response. */
  readonly in: 'request' | 'response';
  /**
   * Where in that message the fault is, as far as it can be shown: in its body, or in the header field of that name, in
   * lower case.
   */
  readonly within?: { readonly body: true } | { readonly header: string };
  readonly evidence?: Evidence;
}
