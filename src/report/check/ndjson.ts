import { InputError, type OutcomeRecord, printableJson, type Result, writeJson } from '../../model/index.js';
import type { ReportFormat, ReportLines } from '../format.js';
import { withoutExamples } from './json.js';

const lines: ReportLines<Result> = {
  line: lineOf<OutcomeRecord>,
  end: ({ violations: _, violationsLeftOut: __, outcomes: ___, exchanges: ____, ...rest }) =>
    lineOf(withoutExamples(rest)),
};

/**
 * One exchange a line, however many there are, and a last line with the rest of the result; `ndjson.schema.json`
 * describes both.
 * `write` throws InputError `bad-option` for a result without outcomes.
 */
export const ndjson: ReportFormat<Result, 'ndjson', string> = {
  name: 'ndjson',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  write(result) {
    if (result.outcomes) return [...result.outcomes.map(lines.line), lines.end(result)].join('');
    throw new InputError('bad-option', 'ndjson lists exchanges, and this result did not keep them', {
      cure: 'Check with the option outcomes: true, or write each exchange when onOutcome names it.',
    });
  },
  lines,
};

function lineOf<T>(value: T): string {
  return `${printableJson(writeJson(value))}\n`;
}
