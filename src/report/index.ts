/**
 * A result becomes text.
 * Takes a Result; gives one string a format. May import model.
 * Never prints, and never decides what counts as failure.
 */
import type { Result } from '../model/index.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { ndjson } from './ndjson.js';
import { text } from './text.js';

export { againstJson } from './against-json.js';
export { againstText } from './against-text.js';
export { type CoverageTextOptions, coverageText } from './coverage-text.js';
export type { ReportOptions } from './format.js';
export { type SelftestTextOptions, selftestText } from './selftest-text.js';

/** The names of the formats. */
export type ReportFormatName = 'text' | 'json' | 'ndjson' | 'junit';

const FORMATS = { text, json, ndjson, junit } as const satisfies Record<ReportFormatName, ReportFormat>;

/** Every format, the default first. */
export const reportFormatNames: readonly ReportFormatName[] = ['text', 'json', 'ndjson', 'junit'];

/** Writes a result in a format. @param options for people's formats @default no colour, 100 columns */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  return FORMATS[format](result, { color: false, width: 100, ...options });
}
