import { Command } from 'commander';
import {
  type Contract,
  InputError,
  loadContract,
  type MergedCoverage,
  mergeCoverage,
  pointsIntoDocument,
  writeCoverage,
} from '../api/index.js';
import { COVERAGE, type OptionsOf, type Resolved, resolve, VERBS } from '../options/index.js';
import { EXIT } from './exit.js';
import { sourcesOf, withOptions } from './flags.js';
import { type CommonFlags, loadOptions } from './options.js';
import { print, say, wantsColor } from './output.js';

interface CoverageFlags extends CommonFlags, OptionsOf<typeof COVERAGE> {}

/** `docproof coverage`. */
export function coverageCommand(): Command {
  const command = new Command('coverage')
    .description('Add up what several checks of one document exercised, and list what is missing.')
    .argument('<RESULT...>', 'results of docproof check --format json=FILE, or of this command')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.coverage);
}

const EXAMPLES = `
Examples:
  $ docproof coverage shard-1.json shard-2.json
  $ docproof coverage shard-*.json --format json > merged.json
  $ docproof coverage shard-*.json --format lcov > coverage.info`;

async function run(paths: readonly string[], flags: CoverageFlags): Promise<void> {
  const options = resolve(COVERAGE, sourcesOf(flags));
  const merged = await mergeCoverage(paths);
  print(await write(merged, options, flags));
  const { percent: reached } = merged.coverage;
  if (reached >= options.minCoverage) return;
  say(`coverage is ${reached} % of operations, and --min-coverage asks for ${options.minCoverage} %`);
  process.exitCode = EXIT.broken;
}

async function write(
  merged: MergedCoverage,
  { format, limit }: Resolved<typeof COVERAGE.rows>,
  flags: CoverageFlags,
): Promise<string> {
  const options = { color: wantsColor(flags.color, process.stdout), limit };
  if (!pointsIntoDocument(format)) return writeCoverage(format, merged, options);
  return writeCoverage(format, merged, { ...options, contract: await contractOf(merged, flags) });
}

/** The contract that was checked, as the results name its document. They may have been written elsewhere. */
async function contractOf({ document }: MergedCoverage, flags: CoverageFlags): Promise<Contract> {
  try {
    return await loadContract(flags.document ?? document.source, loadOptions(flags, {}));
  } catch (cause) {
    if (flags.document !== undefined || !(cause instanceof InputError) || cause.code !== 'not-found') throw cause;
    throw new InputError('not-found', `the document that was checked is not here`, {
      place: { source: document.source },
      cure: 'Name it: --document openapi.yaml.',
      cause,
    });
  }
}
