import { Command } from 'commander';
import { type InitFile, type InitResult, initProject } from '../api/init.js';
import { printable } from '../model/index.js';
import { type INITIALISING, type OptionsOf, VERBS } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { withOptions } from './flags.js';
import type { CommonFlags } from './options.js';
import { print, say, sayWarning, wantsColor } from './output.js';

interface InitFlags extends Pick<CommonFlags, 'quiet' | 'color'>, OptionsOf<typeof INITIALISING> {}

/** `docproof init`. */
export function initCommand(): Command {
  const command = new Command('init')
    .description(
      'Set up this folder: docproof.yaml, a GitHub workflow, a capture, and example tests for what package.json names.',
    )
    .argument(
      '[DOCUMENT]',
      "path or URL of the OpenAPI document (default: docproof.yaml's, or openapi.yaml, .yml, .json or swagger.* here or in a folder such as api/ or docs/, or a new one)",
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.init);
}

const EXAMPLES = `
Examples:
  $ docproof init
  $ docproof init api/openapi.yaml
  $ docproof init --dry-run`;

async function run(document: string | undefined, flags: InitFlags): Promise<void> {
  const { force = false, dryRun = false, quiet = false } = flags;
  const result = await initProject({ ...(document === undefined ? {} : { document }), force, dryRun });
  if (dryRun)
    for (const { path, text, fate } of result.files)
      if (fate !== 'left' && fate !== 'same') print(`--- ${path}\n${text}`);
  const color = wantsColor(flags.color, process.stderr);
  for (const { path, reason } of result.files.filter(({ fate }) => fate === 'left'))
    sayWarning(`${path} was left as it is: ${reason}`, color);
  if (!quiet) sayWhatNext(result, dryRun, color);
}

const WORDS: Readonly<Record<InitFile['fate'], readonly [done: string, would: string]>> = {
  written: ['wrote', 'would write'],
  replaced: ['replaced', 'would replace'],
  same: ['unchanged', 'unchanged'],
  left: ['left', 'left'],
};

function sayWhatNext({ document, files, next, notes }: InitResult, dryRun: boolean, color: boolean): void {
  const { bold } = colorsFor(color);
  say(`document: ${printable(document)}`);
  for (const { path, fate } of files) if (fate !== 'left') say(`${WORDS[fate][dryRun ? 1 : 0]} ${path}`);
  for (const note of notes) say(`note: ${printable(note)}`);
  say('');
  say('Next:');
  const width = Math.max(...next.map(({ command }) => command.length));
  for (const { command, purpose } of next) say(`  ${bold(printable(command).padEnd(width))}  # ${purpose}`);
}
