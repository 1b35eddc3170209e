import { type Contract, DEFAULT_POLICY, judgeExchange } from '../contract/index.js';
import { createGenerator } from '../mock/index.js';
import type { SelftestResult } from '../model/index.js';
import { type Judge, scoreDocument } from '../selftest/index.js';
import { VERSION } from './version.js';

/** How the checker is put to the test. */
export interface SelftestOptions {
  /** The same seed makes the same exchanges and faults. @default 'docproof' */
  readonly seed?: string;
  /** How many faults of a class are put into one message. @default 1 */
  readonly perClass?: number;
  /** How many values are invented for a schema, beside those that the document shows. @default 2 */
  readonly variants?: number;
}

/**
 * Proves the checker on a document: makes valid exchanges from its examples and schemas, puts one fault at a time into them, and counts what a check reports.
 * @returns caught faults and false alarms, by class of fault
 */
export async function selftest(contract: Contract, options: SelftestOptions = {}): Promise<SelftestResult> {
  const { document } = contract;
  const { seed = 'docproof', perClass = 1, variants = 2 } = options;
  const { title, version } = document.root.info ?? {};
  const score = await scoreDocument(contract, createGenerator(contract), judgeOf(contract), {
    seed,
    perClass,
    variants,
  });
  return {
    docproof: VERSION,
    document: { source: document.source, title: String(title ?? ''), version: String(version ?? '') },
    seed,
    ...score,
  };
}

function judgeOf(contract: Contract): Judge {
  return (exchange) => {
    const judged = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, baseUrls: [] });
    return judged.outOfScope ? [] : judged.violations;
  };
}
