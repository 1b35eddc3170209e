import { Command, Option } from 'commander';
import {
  loadConfig,
  loadContract,
  type SelftestFormatName,
  selftest,
  selftestFormatNames,
  writeSelftest,
} from '../api/index.js';
import { EXIT } from './exit.js';
import { type CommonFlags, collect, loadOptions, wholeNumber, withCommonFlags } from './options.js';
import { print, wantsColor } from './output.js';

interface SelftestFlags extends CommonFlags {
  readonly format?: SelftestFormatName;
  readonly seed?: string;
  readonly baseUrl?: readonly string[];
  readonly perClass?: number;
  readonly limit?: number;
}

/** `docproof selftest`. */
export function selftestCommand(): Command {
  const command = new Command('selftest')
    .description('Put one fault at a time into valid exchanges of a document, and count what a check reports.')
    .argument('[DOCUMENT]', 'path or URL of the document (default: the built-in one)')
    .argument('[CAPTURE...]', 'recorded traffic to put the faults into (default: exchanges made from the document)')
    .addOption(new Option('-f, --format <FORMAT>', 'how to write it').choices(selftestFormatNames).default('text'))
    .option('--seed <SEED>', 'the same seed makes the same faults (default: docproof)')
    .option(
      '--per-class <COUNT>',
      'how many faults of a class to put into one message (default: 1)',
      wholeNumber(1, 1_000_000),
    )
    .option('--base-url <URL>', "where the captured service stood, beside the document's servers (repeatable)", collect)
    .option('--limit <COUNT>', 'how many misjudged exchanges to show (default: 20)', wholeNumber(0, 1_000_000));
  return withCommonFlags(command)
    .addHelpText(
      'after',
      '\nExamples:\n  $ docproof selftest openapi.yaml\n  $ docproof selftest openapi.yaml traffic.har --base-url http://127.0.0.1:4010\n  $ docproof selftest openapi.yaml --per-class 100 --format json > score.json',
    )
    .action(run);
}

async function run(path: string | undefined, captures: readonly string[], flags: SelftestFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const contract = await loadContract(path ?? config.document, loadOptions(flags, config));
  const { seed, perClass } = flags;
  const result = await selftest(contract, {
    ...(seed === undefined ? {} : { seed }),
    ...(perClass === undefined ? {} : { perClass }),
    ...(captures.length === 0 ? {} : { captures }),
    baseUrls: flags.baseUrl ?? [],
  });
  const options = { color: wantsColor(flags.color, process.stdout), limit: flags.limit ?? 20 };
  print(writeSelftest(flags.format ?? 'text', result, options));
  if (result.caught < result.seeded || result.falseAlarms > 0) process.exitCode = EXIT.broken;
}
