import { Command, Option } from 'commander';
import { coverageText, mergeCoverage } from '../api/index.js';
import { percent } from './check-targets.js';
import { EXIT } from './exit.js';
import { wholeNumber } from './options.js';
import { print, say, wantsColor } from './output.js';

interface CoverageFlags {
  readonly format?: 'text' | 'json';
  readonly minCoverage?: number;
  readonly limit?: number;
  readonly color?: boolean;
}

/** `docproof coverage`. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('Add up what several checks of one document exercised, and list what none of them did.')
    .argument('<RESULT...>', 'results of docproof check --format json=FILE, or of this verb')
    .addOption(new Option('--format <FORMAT>', 'how to write it').choices(['text', 'json']).default('text'))
    .option('--min-coverage <PERCENT>', 'exit with 1 where fewer of the operations were seen', percent)
    .option('--limit <COUNT>', 'how many of a kind to list (default: 20)', wholeNumber(0, 1_000_000))
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ docproof coverage shard-1.json shard-2.json\n  $ docproof coverage shard-*.json --format json > merged.json',
    )
    .action(run);
}

async function run(paths: readonly string[], flags: CoverageFlags): Promise<void> {
  const merged = await mergeCoverage(paths);
  const options = { color: wantsColor(flags.color, process.stdout), limit: flags.limit ?? 20 };
  print(flags.format === 'json' ? `${JSON.stringify(merged, null, 2)}\n` : coverageText(merged, options));
  const { percent: reached } = merged.coverage;
  if (reached >= (flags.minCoverage ?? 0)) return;
  say(`coverage is ${reached} % of operations, and --min-coverage asks for ${flags.minCoverage} %`);
  process.exitCode = EXIT.broken;
}
