import { Command } from 'commander';
import { loadConfig, loadContract, selftest, writeSelftest } from '../api/index.js';
import { type OptionsOf, resolve, SELFTEST, VERBS } from '../options/index.js';
import { announcing, documentOrExample } from './document.js';
import { EXIT } from './exit.js';
import { sourcesOf, withOptions } from './flags.js';
import { type CommonFlags, loadOptions } from './options.js';
import { print, wantsColor } from './output.js';
import { ifSwapped } from './swapped.js';
import { warnOfExamples } from './usable.js';

interface SelftestFlags extends CommonFlags, OptionsOf<typeof SELFTEST> {}

/** `docproof selftest`. */
export function selftestCommand(): Command {
  const command = new Command('selftest')
    .description('Put one fault at a time into valid exchanges, and count what a check reports.')
    .argument(
      '[DOCUMENT]',
      "path or URL of the document (default: docproof.yaml's, or openapi.yaml, .yml or .json here, or the built-in example)",
    )
    .argument('[CAPTURE...]', 'recorded traffic to put the faults into (default: exchanges made from the document)')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.selftest);
}

const EXAMPLES = `
Examples:
  $ docproof selftest openapi.yaml
  $ docproof selftest openapi.yaml t.har --base-url http://127.0.0.1:4010
  $ docproof selftest openapi.yaml --per-class 100 --format json > score.json`;

async function run(path: string | undefined, captures: readonly string[], flags: SelftestFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const loading = loadOptions(flags, config);
  const contract = await loadContract(documentOrExample(path, config, announcing(flags)), loading).catch(
    async (error: unknown) => {
      throw await ifSwapped(error, 'selftest', [path, ...captures], (other) => loadContract(other, loading));
    },
  );
  warnOfExamples([contract], flags);
  const { seed, perClass, baseUrls = [], limit, format } = resolve(SELFTEST, sourcesOf(flags, config));
  const result = await selftest(contract, {
    ...(seed === undefined ? {} : { seed }),
    ...(perClass === undefined ? {} : { perClass }),
    ...(captures.length === 0 ? {} : { captures }),
    baseUrls,
  });
  const options = { color: wantsColor(flags.color, process.stdout), limit };
  print(writeSelftest(format, result, options));
  if (result.caught < result.seeded || result.falseAlarms > 0) process.exitCode = EXIT.broken;
}
