import type { ReportFormat } from './format.js';

/** One violation a line, and a last line with the summary. */
export const ndjson: ReportFormat = ({ docproof, document, summary, coverage, violations }) =>
  [...violations, { docproof, document, summary, coverage }].map((line) => `${JSON.stringify(line)}\n`).join('');
