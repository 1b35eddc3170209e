import type { Contract } from '../contract/index.js';
import type { Pointer, Result } from '../model/index.js';
import { type ReportFormatName, type ReportOptions, reportNeeds, writeReport as write } from '../report/index.js';
import { authoredDocument } from './authored-document.js';

/** How a report may look. */
export interface WriteOptions extends Partial<Omit<ReportOptions, 'document'>> {
  /** The contract that was checked: formats that can then say file, line and column of what it says. @default none, and they name pointers only */
  readonly contract?: Contract;
}

/** Writes a result in a format. @param options @default no colour, 100 columns, no contract */
export async function writeReport(
  format: ReportFormatName,
  result: Result,
  { contract, ...options }: WriteOptions = {},
): Promise<string> {
  if (!contract || !reportNeeds(format).document) return write(format, result, options);
  return write(format, result, { ...options, document: await authoredDocument(contract, pointersIn(result)) });
}

function* pointersIn({ faults }: Result): Generator<Pointer> {
  for (const { schema } of faults) yield schema.slice(1);
}
