import { Command } from 'commander';
import {
  BUILT_IN_DOCUMENT,
  type Bundled,
  bundle,
  bundleIn,
  bundleModule,
  type Contract,
  count,
  InputError,
  loadConfig,
  loadContract,
} from '../api/index.js';
import { printable } from '../model/index.js';
import { type BUNDLING, type OptionsOf, VERBS } from '../options/index.js';
import { writeText } from './check-targets.js';
import { documentOrError } from './document.js';
import { EXIT } from './exit.js';
import { withOptions } from './flags.js';
import { type CommonFlags, loadOptions } from './options.js';
import { print, say, sayWarning, wantsColor } from './output.js';

interface BundleFlags extends CommonFlags, OptionsOf<typeof BUNDLING> {}

/** `docproof bundle`. */
export function bundleCommand(): Command {
  const command = new Command('bundle')
    .description('Write the document as one self-contained file that any OpenAPI tool can read.')
    .argument(
      '[DOCUMENT]',
      "path or URL of an OpenAPI document (default: docproof.yaml's, or openapi.yaml, .yml or .json here)",
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.bundle);
}

const EXAMPLES = `
Examples:
  $ docproof bundle spec/openapi.yaml -o openapi.json
  $ docproof bundle api.yaml --openapi 3.1 -o for-older-tools.yaml
  $ docproof bundle api.yaml --module -o contract.js
  $ docproof bundle --builtin | head`;

async function run(document: string | undefined, flags: BundleFlags): Promise<void> {
  assertFlags(document, flags);
  const { output } = flags;
  const format = formatOf(output, flags);
  const config = await loadConfig(flags.config);
  const source = flags.builtin
    ? BUILT_IN_DOCUMENT
    : documentOrError(document, config, 'docproof bundle api.yaml, or the built-in example: docproof bundle --builtin');
  const contract = await loadContract(source, loadOptions(flags, config));
  const bundled = await bundledIn(contract, format, flags);
  if (!bundled) {
    process.exitCode = EXIT.broken;
    return;
  }
  const { text, operationsLeftOut } = bundled;
  if (output === undefined) {
    print(text);
    return;
  }
  await writeText(output, text, 'the document');
  if (flags.quiet) return;
  const written = count(contract.operations.length - operationsLeftOut, 'operation');
  const leftOut =
    operationsLeftOut === 0
      ? ''
      : `; ${operationsLeftOut} left out, whose methods OpenAPI ${flags.openapi} does not have`;
  say(`${output}: ${written} from ${contract.document.source}${leftOut}`);
}

/** @throws InputError `bad-option` for flags that do not fit together */
function assertFlags(document: string | undefined, { builtin, strict, openapi }: BundleFlags): void {
  if (builtin && document !== undefined)
    throw new InputError('bad-option', `--builtin takes the built-in example, and ${document} is named too`, {
      cure: 'Leave out one of them.',
    });
  if (strict && openapi === undefined)
    throw new InputError('bad-option', '--strict needs --openapi: nothing is lost in the version of the document', {
      cure: 'Add --openapi 3.0, 3.1 or 3.2, or leave out --strict.',
    });
}

/** Undefined where the version that is asked for cannot say all, and must. */
async function bundledIn(
  contract: Contract,
  format: BundleFormat,
  { openapi, strict, color }: BundleFlags,
): Promise<Pick<Bundled, 'text' | 'operationsLeftOut'> | undefined> {
  if (format === 'module') return moduleOf(contract, color);
  if (openapi === undefined) return { text: bundle(contract, format), operationsLeftOut: 0 };
  const bundled = await bundleIn(contract, openapi, format);
  const { losses } = bundled;
  // With --quiet too: what is lost is part of the answer.
  for (const { pointer, message } of losses)
    sayWarning(
      `${contract.document.source} at ${printable(pointer)}: ${printable(message)}`,
      wantsColor(color, process.stderr),
    );
  return strict && losses.length > 0 ? undefined : bundled;
}

/** So many schemas that are left out are named. */
const MOST_SHOWN = 5;

/** The module; what it leaves out is said with --quiet too. */
async function moduleOf(
  contract: Contract,
  color: BundleFlags['color'],
): Promise<Pick<Bundled, 'text' | 'operationsLeftOut'>> {
  const { text, leftOut } = bundleModule(contract);
  const shown = leftOut.slice(0, MOST_SHOWN).map((pointer) => printable(pointer));
  const more = leftOut.length > shown.length ? ` and ${leftOut.length - shown.length} more` : '';
  if (leftOut.length > 0)
    sayWarning(
      `${contract.document.source}: the module would become too large with the validators of ${count(leftOut.length, 'schema')}, by which nothing can be judged where code is forbidden: ${shown.join(', ')}${more}`,
      wantsColor(color, process.stderr),
    );
  return { text, operationsLeftOut: 0 };
}

type BundleFormat = 'json' | 'yaml' | 'module';

/** By the ending of the file. @throws InputError `bad-option` */
function formatOf(path: string | undefined, { module: isModule, openapi }: BundleFlags): BundleFormat {
  if (isModule && openapi !== undefined)
    throw new InputError('bad-option', '--module writes no other version of OpenAPI', {
      cure: 'Leave out --openapi: the core reads all versions.',
    });
  if (path === undefined) return isModule ? 'module' : 'yaml';
  if (isModule && /\.m?js$/i.test(path)) return 'module';
  if (!isModule && /\.json$/i.test(path)) return 'json';
  if (!isModule && /\.ya?ml$/i.test(path)) return 'yaml';
  throw new InputError(
    'bad-option',
    isModule ? 'the name of a module has another ending' : 'the ending of the name does not say the format',
    {
      place: { source: path },
      cure: isModule ? 'Name a file that ends in .js or .mjs.' : 'Name a file that ends in .json or .yaml.',
    },
  );
}
