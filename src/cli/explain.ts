import { Command } from 'commander';
import { allExplanations, explain } from '../api/explain.js';
import { VERSION } from '../api/version.js';
import { EXPLAINING, type OptionsOf, resolve, VERBS } from '../options/index.js';
import { sourcesOf, withOptions } from './flags.js';
import { print } from './output.js';

interface ExplainFlags extends OptionsOf<typeof EXPLAINING> {}

/** `docproof explain`. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('Say what a keyword, rule or reason of a report means, with a bad and a good example.')
    .argument('[NAME]', 'the name, such as enum, undocumented-status or missing-field (default: a list of all names)')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.explain);
}

const EXAMPLES = `
Examples:
  $ docproof explain
  $ docproof explain undocumented-status
  $ docproof explain enum --format markdown`;

/** Longer lines of prose are hard to read. */
const WIDEST = 100;

async function run(name: string | undefined, flags: ExplainFlags): Promise<void> {
  const { format } = resolve(EXPLAINING, sourcesOf(flags));
  const found = name === undefined ? await allExplanations() : await explain(name);
  if (format === 'json') {
    print(JSON.stringify({ docproof: VERSION, explanations: found }, undefined, 2));
    return;
  }
  const { explanationPage, explanationsByName, explanationText, listText } = await import('../explain/index.js');
  const width = Math.min(WIDEST, process.stdout.columns ?? 80);
  if (format === 'text' && name === undefined) print(listText(found, width));
  else
    print(
      [...explanationsByName(found)]
        .map(([each, meanings]) =>
          format === 'markdown' ? explanationPage(each, meanings) : explanationText(each, meanings, width),
        )
        .join('\n'),
    );
}
