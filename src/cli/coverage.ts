import { Command, Option } from 'commander';
import {
  type Contract,
  type CoverageFormatName,
  coverageFormatNames,
  InputError,
  loadContract,
  type MergedCoverage,
  mergeCoverage,
  pointsIntoDocument,
  writeCoverage,
} from '../api/index.js';
import { percent } from './check-targets.js';
import { EXIT } from './exit.js';
import { collect, loadOptions, wholeNumber } from './options.js';
import { print, say, wantsColor } from './output.js';

interface CoverageFlags {
  readonly format?: CoverageFormatName;
  readonly document?: string;
  readonly allowPath?: readonly string[];
  readonly allowRemote?: boolean;
  readonly minCoverage?: number;
  readonly limit?: number;
  readonly color?: boolean;
}

/** `docproof coverage`. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('Add up what several checks of one document exercised, and list what none of them did.')
    .argument('<RESULT...>', 'results of docproof check --format json=FILE, or of this verb')
    .addOption(new Option('-f, --format <FORMAT>', 'how to write it').choices(coverageFormatNames).default('text'))
    .option('--document <DOCUMENT>', 'the document, for lcov and cobertura (default: the one that the results name)')
    .option('--allow-path <FOLDER>', 'let the document take files from FOLDER too (repeatable)', collect)
    .option('--allow-remote', 'let the document take files from http(s) URLs')
    .option('--min-coverage <PERCENT>', 'exit with 1 where fewer of the operations were seen', percent)
    .option('--limit <COUNT>', 'how many of a kind to list (default: 20)', wholeNumber(0, 1_000_000))
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ docproof coverage shard-1.json shard-2.json\n  $ docproof coverage shard-*.json --format json > merged.json\n  $ docproof coverage shard-*.json --format lcov > coverage.info',
    )
    .action(run);
}

async function run(paths: readonly string[], flags: CoverageFlags): Promise<void> {
  const merged = await mergeCoverage(paths);
  print(await write(merged, flags));
  const { percent: reached } = merged.coverage;
  if (reached >= (flags.minCoverage ?? 0)) return;
  say(`coverage is ${reached} % of operations, and --min-coverage asks for ${flags.minCoverage} %`);
  process.exitCode = EXIT.broken;
}

async function write(merged: MergedCoverage, flags: CoverageFlags): Promise<string> {
  const { format = 'text', limit = 20 } = flags;
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
