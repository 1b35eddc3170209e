/**
 * A result becomes text.
 * Takes a Result; gives one string a format. May import model.
 * Never prints, and never decides what counts as failure.
 */
import type { AuthoredDocument, Pointer, Result } from '../model/index.js';
import { github } from './check/github.js';
import { json } from './check/json.js';
import { junit } from './check/junit.js';
import { ndjson } from './check/ndjson.js';
import { cobertura, coberturaOf } from './coverage/cobertura.js';
import { lcov, lcovOf } from './coverage/lcov.js';
import type { Covered } from './coverage/lines.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { html } from './html/html.js';
import { markdown } from './markdown/markdown.js';
import { sarif } from './sarif/sarif.js';
import { text } from './text/text.js';

export { againstJson } from './comparison/json.js';
export { againstText } from './comparison/text.js';
export { type Covered, coveredPointers } from './coverage/lines.js';
export { type CoverageTextOptions, coverageText } from './coverage/text.js';
export { type FindingFormatName, findingFormatNames, writeFindings } from './findings/index.js';
export { findingsVerdict } from './findings/text.js';
export type { ReportOptions } from './format.js';
export { type SelftestTextOptions, selftestText } from './selftest/text.js';

const FORMATS = {
  text,
  json,
  ndjson,
  junit,
  sarif,
  github,
  markdown,
  html,
  lcov,
  cobertura,
} as const satisfies Record<string, ReportFormat>;

/** The names of the formats. */
export type ReportFormatName = keyof typeof FORMATS;

/** Every format, the default first. */
export const reportFormatNames: readonly ReportFormatName[] = Object.keys(FORMATS).filter(isFormatName);

function isFormatName(name: string): name is ReportFormatName {
  return Object.hasOwn(FORMATS, name);
}

/** Whether a format shows the messages in which faults were found: the check should then keep them (`evidence`). */
export function showsEvidence(format: ReportFormatName): boolean {
  const { showsEvidence: shows = false }: ReportFormat = FORMATS[format];
  return shows;
}

/** What of the document a format points into, for this result; undefined where it never points into it. */
export function pointersOf(format: ReportFormatName, result: Result): Iterable<Pointer> | undefined {
  const { pointers }: ReportFormat = FORMATS[format];
  return pointers?.(result);
}

/** Writes a result in a format. @param options @default no colour, no terminal, no document */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  return FORMATS[format].write(result, { color: false, ...options });
}

const COVERAGE_FORMATS = { lcov: lcovOf, cobertura: coberturaOf } as const;

/** The names of the formats of programs that show the coverage of code. */
export type CoverageFormatName = keyof typeof COVERAGE_FORMATS;

/** Writes coverage for a program that shows the coverage of code. @param document its files; without it, everything stands on its first line */
export function writeCoverage(format: CoverageFormatName, covered: Covered, document?: AuthoredDocument): string {
  return COVERAGE_FORMATS[format](covered, document);
}
