import type { Project } from '../project.js';
import { yamlText } from './configuration.js';

/** What the workflow runs. */
export interface WorkflowInput {
  readonly tried: object | undefined;
  readonly hasLintErrors: boolean;
  /** Commands of the example tests. */
  readonly tests: readonly string[];
  /** What follows `docproof check`: empty, or the document and captures. */
  readonly captures: string;
}

/** A workflow of GitHub Actions that uses no action but those of GitHub. */
export function workflow(
  { manager, inRepository }: Project,
  { tried, hasLintErrors, tests, captures }: WorkflowInput,
): string {
  const setup = manager.setup === undefined ? '' : `      - run: ${manager.setup}\n`;
  const folder =
    inRepository === undefined
      ? ''
      : `    defaults:\n      run:\n        working-directory: ${yamlText(inRepository)}\n`;
  const lint = hasLintErrors
    ? `      # The document has errors, so this only shows them. Leave out --fail-on when they are corrected.
      - name: Lint the document
        run: ${manager.run} docproof lint --format github --fail-on never
`
    : `      - name: Lint the document
        run: ${manager.run} docproof lint --format github
`;
  const runs = tests
    .map((command) => `      - name: Run the example test\n        run: ${yamlCommand(command)}\n`)
    .join('');
  const check = tried
    ? `      - name: Check the captures
        run: ${yamlCommand(`${manager.run} docproof check${captures} --format github --format markdown=docproof.md`)}
      - name: Show the report
        if: always()
        run: if [ -f docproof.md ]; then cat docproof.md >> "$GITHUB_STEP_SUMMARY"; fi
`
    : '';
  return `name: Docproof
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  contract:
    runs-on: ubuntu-latest
    timeout-minutes: 15
${folder}    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 22
${setup}      - run: ${manager.install}
${lint}${runs}${check}`;
}

/** A command as a value of YAML: plain, unless something in it would have a meaning there. */
function yamlCommand(command: string): string {
  return /: | #|'|"/.test(command) ? JSON.stringify(command) : command;
}
