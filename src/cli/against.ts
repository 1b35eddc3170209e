import {
  type CompareDocumentsOptions,
  type Comparison,
  type Contract,
  compareDocuments,
  comparisonFormatOf,
  loadConfig,
  loadContract,
  writeComparison,
} from '../api/index.js';
import type { OptionsOf, VERDICT } from '../options/index.js';
import { type Target, withSuite, writeText } from './check-targets.js';
import { EXIT } from './exit.js';
import { type CommonFlags, loadOptions } from './options.js';
import { print, say, wantsColor } from './output.js';

/** The document and captures that are compared with a new document. */
interface Compared {
  readonly contract: Contract;
  readonly captures: readonly string[];
  readonly options: CompareDocumentsOptions;
}

interface AgainstFlags extends CommonFlags, OptionsOf<typeof VERDICT> {
  readonly against: string;
}

/**
 * Checks captures against the document and a new one, and writes which verdicts change.
 * @returns the exit code: 1 if an exchange that passed fails now
 */
export async function compareRun(
  { contract, captures, options }: Compared,
  flags: AgainstFlags,
  suite: string | undefined,
): Promise<number> {
  const targets = flags.format ?? [{ format: 'text' }];
  // Before anything is read.
  for (const { format } of targets) comparisonFormatOf(format);
  // Overlays belong to the document that they were written for.
  const { overlays: _, ...reach } = loadOptions(flags, await loadConfig(flags.config));
  const comparison = await compareDocuments(contract, await loadContract(flags.against, reach), captures, options);
  if (suite !== undefined && !flags.quiet) say(`suite ${suite}`);
  for (const target of targets) await writeTarget(comparison, target, suite, flags);
  const { broken, unread } = comparison.summary;
  const warns = flags.failOn === 'warning' && comparison.operations.some(({ newFaults }) => newFaults.length > 0);
  if (broken > 0 || warns) return flags.failOn === 'never' ? EXIT.holds : EXIT.broken;
  return unread > 0 ? EXIT.unusable : EXIT.holds;
}

async function writeTarget(
  comparison: Comparison,
  { format, file }: Target,
  suite: string | undefined,
  flags: CommonFlags,
): Promise<void> {
  const color = file === undefined && wantsColor(flags.color, process.stdout);
  const text = writeComparison(comparisonFormatOf(format), comparison, { color });
  if (file === undefined) print(text);
  else await writeText(withSuite(file, suite), text, 'the report');
}
