import type { AuthoredDocument, Pointer, Result } from '../model/index.js';

/** How a report may look, and what it may point to. */
export interface ReportOptions {
  /** Only of formats for a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. Without it, sentences are broken at 100 columns and nothing else is. */
  readonly width?: number;
  /** The document's files, for formats that point into them. Without it they name pointers only. */
  readonly document?: AuthoredDocument;
}

/** A result in one format. */
export interface ReportFormat {
  /** The whole text. */
  readonly write: (result: Result, options: ReportOptions) => string | Promise<string>;
  /** What of the document it points into: `options.document` is asked to locate these. Left out where it points to none. */
  readonly pointers?: (result: Result) => Iterable<Pointer>;
  /** Whether it shows the messages in which faults were found: the check should keep them. */
  readonly showsEvidence?: boolean;
}

/** The rules that were broken, for formats that tell faults by the document's lines. */
export function* brokenRules({ faults }: Result): Generator<Pointer> {
  for (const { schema } of faults) yield schema.slice(1);
}
