/**
 * A result becomes text.
 * Takes a Result; gives one string a format. May import model.
 * Never prints, and never decides what counts as failure.
 */
import type { Result } from '../model/index.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown/markdown.js';
import { ndjson } from './ndjson.js';
import { sarif } from './sarif/sarif.js';
import { text } from './text.js';

export { type CoverageTextOptions, coverageText } from './coverage-text.js';
export type { ReportOptions } from './format.js';

const FORMATS = {
  text,
  json,
  ndjson,
  junit,
  sarif,
  github,
  markdown,
} as const satisfies Record<string, ReportFormat>;

/** The names of the formats. */
export type ReportFormatName = keyof typeof FORMATS;

/** Every format, the default first. */
export const reportFormatNames: readonly ReportFormatName[] = [
  'text',
  'json',
  'ndjson',
  'junit',
  'sarif',
  'github',
  'markdown',
];

/** What a format uses beside the result: whether it points into the document's files, and whether it shows captured messages. */
export function reportNeeds(format: ReportFormatName): { document: boolean; evidence: boolean } {
  const { pointsIntoDocument = false, showsEvidence = false }: ReportFormat = FORMATS[format];
  return { document: pointsIntoDocument, evidence: showsEvidence };
}

/** Writes a result in a format. @param options @default no colour, 100 columns, no document */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  return FORMATS[format].write(result, { color: false, width: 100, ...options });
}
