import {
  againstJson,
  againstText,
  type CompareDocumentsOptions,
  type Comparison,
  type Contract,
  compareDocuments,
  InputError,
  loadConfig,
  loadContract,
} from '../api/index.js';
import { type Target, withSuite, writeText } from './check-targets.js';
import { EXIT } from './exit.js';
import { type CommonFlags, loadOptions } from './options.js';
import { print, say, wantsColor } from './output.js';

/** What is compared with a new document. */
interface Compared {
  readonly contract: Contract;
  readonly captures: readonly string[];
  readonly options: CompareDocumentsOptions;
}

interface AgainstFlags extends CommonFlags {
  readonly against: string;
  readonly format?: readonly Target[];
  readonly failOn?: 'error' | 'warning' | 'never';
}

/** Holds captures against the document and a new one, and writes what flips. @returns the exit code: 1 where an exchange that passed fails now */
export async function compareRun(
  { contract, captures, options }: Compared,
  flags: AgainstFlags,
  suite: string | undefined,
): Promise<number> {
  const targets = flags.format ?? [{ format: 'text' }];
  for (const { format } of targets) {
    if (format === 'text' || format === 'json') continue;
    throw new InputError('bad-option', `a comparison is not written as ${format}`, {
      cure: 'Write it as text or json, such as --format json=changes.json.',
    });
  }
  // Overlays belong to the document that they were written for.
  const { overlays: _, ...reach } = loadOptions(flags, await loadConfig(flags.config));
  const comparison = await compareDocuments(contract, await loadContract(flags.against, reach), captures, options);
  if (suite !== undefined && !flags.quiet) say(`suite ${suite}`);
  for (const target of targets) await writeComparison(comparison, target, suite, flags);
  const { broken, unread } = comparison.summary;
  const warns = flags.failOn === 'warning' && comparison.operations.some(({ newFaults }) => newFaults.length > 0);
  if (broken > 0 || warns) return flags.failOn === 'never' ? EXIT.holds : EXIT.broken;
  return unread > 0 ? EXIT.unusable : EXIT.holds;
}

async function writeComparison(
  comparison: Comparison,
  { format, file }: Target,
  suite: string | undefined,
  flags: CommonFlags,
): Promise<void> {
  const color = file === undefined && wantsColor(flags.color, process.stdout);
  const text = format === 'json' ? againstJson(comparison) : againstText(comparison, { color });
  if (file === undefined) print(text);
  else await writeText(withSuite(file, suite), text, 'the report');
}
