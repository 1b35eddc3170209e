import { Command } from 'commander';
import { lint, loadConfig } from '../api/index.js';
import { exitCodeOf, type FindingFlags, withFindingFlags, writeReports } from './finding-flags.js';
import { type CommonFlags, loadOptions, withCommonFlags } from './options.js';

/** `docproof lint`. */
export function lintCommand(): Command {
  const command = new Command('lint')
    .description('Hold a document against itself, or documentation pages against themselves and each other.')
    .argument(
      '[DOCUMENT]',
      'path or URL of an OpenAPI document, or a folder of Markdown pages, or one page (default: the built-in document)',
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(withFindingFlags(command, 'error'));
}

const EXAMPLES = `
Examples:
  $ docproof lint docs/
  $ docproof lint docs/ --fail-on warning --off missing-link --format github
  $ docproof lint openapi.yaml --format sarif=lint.sarif --format text`;

async function run(document: string | undefined, flags: CommonFlags & FindingFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const report = await lint(document ?? config.document, {
    ...loadOptions(flags, config),
    off: [...(config.lint?.off ?? []), ...(flags.off ?? [])],
  });
  await writeReports(report, flags, 'text');
  process.exitCode = exitCodeOf(report, flags.failOn ?? config.lint?.['fail-on'] ?? 'error');
}
