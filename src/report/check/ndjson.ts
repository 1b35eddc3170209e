import type { Result } from '../../model/index.js';
import type { ReportFormat } from '../format.js';
import { withoutExamples } from './json.js';

/** One violation a line, and a last line with the rest of the result. */
export const ndjson: ReportFormat<Result, 'ndjson', string> = {
  name: 'ndjson',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  write: ({ violations, ...rest }) =>
    [...violations, withoutExamples(rest)].map((line) => `${JSON.stringify(line)}\n`).join(''),
};
