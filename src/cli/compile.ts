import { Command } from 'commander';
import { compile, count, findingsVerdict, writeCompiled } from '../api/index.js';
import { exitCodeOf, type FindingFlags, withFindingFlags, writeReports } from './finding-flags.js';
import { collect, sayUnmatched } from './options.js';
import { say } from './output.js';

interface CompileFlags extends FindingFlags {
  readonly output: string;
  readonly title?: string;
  readonly apiVersion?: string;
  readonly overlay?: readonly string[];
  readonly descriptions: boolean;
  readonly quiet?: boolean;
}

/** `docproof compile`. */
export function compileCommand(): Command {
  const command = new Command('compile')
    .description('Compile documentation pages into an OpenAPI 3.1 document with its mocks.')
    .argument('<PAGES...>', 'folders of Markdown pages, files or patterns')
    .requiredOption('-o, --output <DIR>', 'the folder into which openapi.yaml and mocks/ are written')
    .option('--title <TEXT>', "the document's title (default: the name of the folder)")
    .option('--api-version <TEXT>', "the document's own version (default: 1.0.0)")
    .option('--overlay <FILE>', 'lay an OpenAPI Overlay over the document (repeatable)', collect)
    .option('--no-descriptions', 'names, types and values only: no sentence of the pages')
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .option('-q, --quiet', 'say only what was asked for')
    .addHelpText(
      'after',
      '\nExamples:\n  $ docproof compile docs/ -o spec/\n  $ docproof compile docs/ -o spec/ --format sarif=findings.sarif --fail-on error\n  $ docproof mock docs/          (serves the pages without writing anything)',
    )
    .action(run);
  return withFindingFlags(command, 'never');
}

async function run(pages: readonly string[], flags: CompileFlags): Promise<void> {
  const made = await compile(pages, {
    descriptions: flags.descriptions,
    overlays: flags.overlay ?? [],
    onUnmatched: (unmatched) => sayUnmatched(unmatched, flags),
    ...(flags.off ? { off: flags.off } : {}),
    ...(flags.title === undefined ? {} : { title: flags.title }),
    ...(flags.apiVersion === undefined ? {} : { version: flags.apiVersion }),
  });
  const files = await writeCompiled(made, flags.output);
  if (!flags.quiet)
    say(
      `${files[0]}: ${count(made.operations, 'operation')} from ${count(made.pages, 'page')}, ${count(files.length - 1, 'example')}; ${findingsVerdict(made.findings)}`,
    );
  await writeReports(made.findings, flags);
  process.exitCode = exitCodeOf(made.findings, flags.failOn ?? 'never');
}
