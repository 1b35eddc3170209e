import type { Contract } from '../contract/index.js';
import type { Comparison, FindingReport, MergedCoverage, Pointer, Result, SelftestResult } from '../model/index.js';
import {
  type ComparisonFormatName,
  type CoverageFormatName,
  comparisonFormats,
  coverageFormats,
  type FindingFormatName,
  findingFormats,
  type ReportFormatName,
  type ReportLines,
  type ReportOptions,
  resultFormats,
  type SelftestFormatName,
  selftestFormats,
} from '../report/index.js';
import { authoredDocument } from './authored-document.js';

/** How a report may look. */
export interface WriteOptions extends Partial<Omit<ReportOptions, 'document'>> {
  /**
   * The contract that was checked: formats that can then name file, line and column of a rule.
   * @default none, and they name pointers only
   */
  readonly contract?: Contract;
}

/** The formats of a check's result, the default first. */
export const reportFormatNames: readonly ReportFormatName[] = resultFormats.names;

/** The formats of findings, the default first. */
export const findingFormatNames: readonly FindingFormatName[] = findingFormats.names;

/** The formats of a comparison, the default first. */
export const comparisonFormatNames: readonly ComparisonFormatName[] = comparisonFormats.names;

/** The formats of coverage, the default first. */
export const coverageFormatNames: readonly CoverageFormatName[] = coverageFormats.names;

/** The formats of a self-test, the default first. */
export const selftestFormatNames: readonly SelftestFormatName[] = selftestFormats.names;

/** Whether a format shows the messages in which faults were found: the check should then keep them (`evidence`). */
export function showsEvidence(format: ReportFormatName): boolean {
  return resultFormats.find(format).showsEvidence ?? false;
}

/** How a format is written while exchanges are still being judged; undefined where it needs the whole result. */
export function reportLines(format: ReportFormatName): ReportLines<Result> | undefined {
  return resultFormats.find(format).lines;
}

/**
 * Writes a result in a format.
 * @throws InputError `bad-option` for a format that there is not, as all that write do, and for `ndjson` of a result
 * without outcomes
 */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  options: WriteOptions = {},
): Promise<string> {
  return resultFormats.write(format, result, await located(options, resultFormats.pointers(format, result)));
}

/** Writes coverage that was added up. */
export async function writeCoverage(
  format: CoverageFormatName,
  coverage: MergedCoverage,
  options: WriteOptions = {},
): Promise<string> {
  return coverageFormats.write(format, coverage, await located(options, coverageFormats.pointers(format, coverage)));
}

/** Whether a format of coverage points into the document's files: `writeCoverage` should then have the contract. */
export function pointsIntoDocument(format: CoverageFormatName): boolean {
  return coverageFormats.find(format).pointers !== undefined;
}

/** Writes findings. */
export function writeFindings(
  format: FindingFormatName,
  report: FindingReport,
  options: Partial<ReportOptions> = {},
): string {
  return findingFormats.write(format, report, options);
}

/** Writes a comparison of two documents. */
export function writeComparison(
  format: ComparisonFormatName,
  comparison: Comparison,
  options: Partial<ReportOptions> = {},
): string {
  return comparisonFormats.write(format, comparison, options);
}

/** The format of a comparison that has this name. @throws InputError `bad-option` where none has it */
export function comparisonFormatOf(name: string): ComparisonFormatName {
  return comparisonFormats.find(name).name;
}

/** Writes a self-test. */
export function writeSelftest(
  format: SelftestFormatName,
  result: SelftestResult,
  options: Partial<ReportOptions> = {},
): string {
  return selftestFormats.write(format, result, options);
}

/** The options of a format, with the document's files where it points into them. */
async function located(
  { contract, ...options }: WriteOptions,
  pointers: Iterable<Pointer> | undefined,
): Promise<Partial<ReportOptions>> {
  return contract && pointers ? { ...options, document: await authoredDocument(contract, pointers) } : options;
}
