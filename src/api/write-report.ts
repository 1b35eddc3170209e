import type { Contract } from '../contract/index.js';
import type { Result } from '../model/index.js';
import {
  type CoverageFormatName,
  type Covered,
  coveredPointers,
  pointersOf,
  type ReportFormatName,
  type ReportOptions,
  writeReport as write,
  writeCoverage as writeLines,
} from '../report/index.js';
import { authoredDocument } from './authored-document.js';

/** How a report may look. */
export interface WriteOptions extends Partial<Omit<ReportOptions, 'document'>> {
  /** The contract that was checked: formats that can then say file, line and column of what it says. @default none, and they name pointers only */
  readonly contract?: Contract;
}

/** Writes a result in a format. @param options @default no colour, no terminal, no contract */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  { contract, ...options }: WriteOptions = {},
): Promise<string> {
  const pointers = contract && pointersOf(format, result);
  if (!contract || !pointers) return write(format, result, options);
  return write(format, result, { ...options, document: await authoredDocument(contract, pointers) });
}

/** Writes coverage for a program that shows the coverage of code: lines of the contract's files. @param covered a result, or merged coverage of results */
export async function writeCoverage(format: CoverageFormatName, covered: Covered, contract: Contract): Promise<string> {
  return writeLines(format, covered, await authoredDocument(contract, coveredPointers(covered)));
}
