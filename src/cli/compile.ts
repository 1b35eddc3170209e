import { Command } from 'commander';
import { compile, count, findingsVerdict, writeCompiled } from '../api/index.js';
import { COMPILING, DOCUMENT, FINDINGS, type OptionsOf, resolve, VERBS } from '../options/index.js';
import { exitCodeOf, type FindingFlags, writeReports } from './finding-flags.js';
import { sourcesOf, withOptions } from './flags.js';
import { sayUnmatched } from './options.js';
import { say } from './output.js';

interface CompileFlags extends FindingFlags, OptionsOf<typeof COMPILING> {
  readonly output: string;
  readonly quiet?: boolean;
}

/** `docproof compile`. */
export function compileCommand(): Command {
  const command = new Command('compile')
    .description('Compile documentation pages into an OpenAPI document with its mocks.')
    .argument('<PAGES...>', 'folders of Markdown pages, files or patterns')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.compile);
}

const EXAMPLES = `
Examples:
  $ docproof compile docs/ -o spec/
  $ docproof compile docs/ -o spec/ --format sarif=docs.sarif --fail-on error
  $ docproof compile docs/ -o spec/ --openapi 3.2
  $ docproof mock docs/          (serves the pages without writing anything)`;

async function run(pages: readonly string[], flags: CompileFlags): Promise<void> {
  const sources = sourcesOf(flags);
  const { title, apiVersion, descriptions, openapi } = resolve(COMPILING, sources);
  const { off, on, failOn = 'never' } = resolve(FINDINGS, sources);
  const made = await compile(pages, {
    descriptions,
    openapi,
    overlays: resolve(DOCUMENT, sources).overlays ?? [],
    onUnmatched: (unmatched) => sayUnmatched(unmatched, flags),
    ...(off ? { off } : {}),
    ...(on ? { on } : {}),
    ...(title === undefined ? {} : { title }),
    ...(apiVersion === undefined ? {} : { version: apiVersion }),
  });
  const files = await writeCompiled(made, flags.output);
  if (!flags.quiet)
    say(
      `${files[0]}: ${count(made.operations, 'operation')} from ${count(made.pages, 'page')}, ${count(files.length - 1, 'example')}; ${findingsVerdict(made.findings)}`,
    );
  await writeReports(made.findings, flags);
  process.exitCode = exitCodeOf(made.findings, failOn);
}
