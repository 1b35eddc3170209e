import type { ReportFormat } from './format.js';

/** The whole result; `result.schema.json` describes it. */
export const json: ReportFormat = ({ docproof, document, summary, coverage, violations }) =>
  `${JSON.stringify({ docproof, document, summary, coverage, violations }, null, 2)}\n`;
