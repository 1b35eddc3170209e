import { importSources } from '../source.mjs';
import { fence, head, plain, table } from './markdown.mjs';

/** docs/reference/cli.md: the verbs of the command line, as `--help` prints them. */
export async function cliPages() {
  const [{ createProgram }, { VERBS }] = await importSources('src/cli/program.ts', 'src/options/index.ts');
  const program = await createProgram(undefined);
  const rows = program.commands.map((verb) => [
    `[\`docproof ${verb.name()}\`](#docproof-${verb.name()})`,
    plain(verb.description()),
  ]);
  const text = [
    head('Command line', { order: 1 }),
    '`npx docproof VERB` runs a verb, `npx docproof VERB --help` prints what this page shows of it.',
    'An option can also be set by a variable or in `docproof.yaml`: [all options](options.md).\n',
    table(['verb', 'what it does'], rows),
    '\n## Exit codes\n',
    table(
      ['code', 'meaning'],
      [
        ['0', 'the contract holds'],
        ['1', 'it does not: violations or findings at or above `--fail-on`, or coverage under the minimum'],
        ['2', 'the arguments or the input cannot be used, or there is nothing to check'],
      ],
    ),
    ...program.commands.map((verb) => sectionOf(verb, VERBS[verb.name()] ?? [])),
  ];
  return { 'docs/reference/cli.md': `${text.join('\n')}\n` };
}

/** @param {import('commander').Command} verb */
function sectionOf(verb, groups) {
  let help = '';
  verb.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80, getOutHasColors: () => false });
  verb.outputHelp();
  const tables = groups.map(({ title }) => title).join(', ');
  return [
    `\n## \`docproof ${verb.name()}\`\n`,
    `${plain(verb.description())}${tables && ` Variables and keys of its options: [${tables}](options.md).`}\n`,
    fence(help, 'text'),
  ].join('\n');
}
