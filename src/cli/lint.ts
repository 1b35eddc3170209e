import { Command } from 'commander';
import { lint, loadConfig } from '../api/index.js';
import { BUILT_IN_DOCUMENT } from '../api/load-contract.js';
import { FINDINGS, resolve, VERBS } from '../options/index.js';
import { announcing, documentOrExample } from './document.js';
import { exitCodeOf, type FindingFlags, writeReports } from './finding-flags.js';
import { sourcesOf, withOptions } from './flags.js';
import { type CommonFlags, loadOptions } from './options.js';

/** `docproof lint`. */
export function lintCommand(): Command {
  const command = new Command('lint')
    .description('Check a document, or documentation pages, for contradictions.')
    .argument(
      '[DOCUMENT]',
      "path or URL of an OpenAPI document, or a folder of Markdown pages, or one page (default: docproof.yaml's, or openapi.yaml, .yml or .json here, or the built-in example)",
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.lint);
}

const EXAMPLES = `
Examples:
  $ docproof lint docs/
  $ docproof lint docs/ --fail-on warning --off missing-link --format github
  $ docproof lint openapi.yaml --format sarif=lint.sarif --format text`;

const PLACEHOLDERS = 'example-placeholder';

/** The built-in example has the placeholders of Microsoft Graph's pages, which its users cannot mend. */
const ITS_PLACEHOLDERS = `Placeholders in its examples are Graph's own, and not listed (--on ${PLACEHOLDERS} lists them)`;

async function run(document: string | undefined, flags: CommonFlags & FindingFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const { failOn = 'error', off = [], on = [] } = resolve(FINDINGS, sourcesOf(flags, config));
  const linted = documentOrExample(document, config, (line) =>
    announcing(flags)(on.includes(PLACEHOLDERS) ? line : `${line}. ${ITS_PLACEHOLDERS}`),
  );
  const isKept = linted === BUILT_IN_DOCUMENT && !on.includes(PLACEHOLDERS);
  const report = await lint(linted, {
    ...loadOptions(flags, config),
    off: isKept ? [...off, PLACEHOLDERS] : off,
    on,
  });
  await writeReports(report, flags, 'text');
  process.exitCode = exitCodeOf(report, failOn);
}
