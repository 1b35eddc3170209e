import type { Result } from '../model/index.js';

/** How a report may look. Only formats for people care. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A result in one format, as the whole text. */
export type ReportFormat = (result: Result, options: ReportOptions) => string | Promise<string>;
