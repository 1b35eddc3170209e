import type { AuthoredDocument, Result } from '../model/index.js';

/** How a report may look, and what it may point to. */
export interface ReportOptions {
  /** Only of formats for a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** The document's files, for formats that point into them. Without it they name pointers only. */
  readonly document?: AuthoredDocument;
}

/** A result in one format. */
export interface ReportFormat {
  /** The whole text. */
  readonly write: (result: Result, options: ReportOptions) => string | Promise<string>;
  /** Whether it says file and line of what the document says: `options.document` is worth its while. */
  readonly pointsIntoDocument?: boolean;
  /** Whether it shows the messages in which faults were found: the check should keep them. */
  readonly showsEvidence?: boolean;
}
