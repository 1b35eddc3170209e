import type { Project } from './project.js';
import { configuration } from './templates/configuration.js';
import { expressServer } from './templates/express.js';
import { playwrightConfiguration, playwrightTest } from './templates/playwright.js';
import { jestTest, nodeTest, vitestTest } from './templates/tests.js';
import { viteConfiguration } from './templates/vite.js';
import { workflow } from './templates/workflow.js';
import type { TriedRequest } from './tried-request.js';

/** A file to write. */
export interface PlannedFile {
  /** Below the project's folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** A command that comes next, and what it is for. */
export interface NextCommand {
  readonly command: string;
  readonly purpose: string;
}

/** All that `docproof init` writes, and what its user does then. */
export interface InitPlan {
  readonly files: readonly PlannedFile[];
  readonly next: readonly NextCommand[];
  readonly notes: readonly string[];
}

/** What the plan depends on beside the project. */
export interface PlanInput {
  /** Path or URL of the document, as docproof.yaml names it. */
  readonly document: string;
  /** Undefined where no operation of the document could be tried. */
  readonly tried: TriedRequest | undefined;
  /** Whether `docproof lint` finds errors in the document, so that it must not fail the first run of the workflow. */
  readonly hasLintErrors: boolean;
  /** What a check reads: the suites of docproof.yaml, or the captures themselves where it has none. */
  readonly checked: 'suites' | 'captures';
}

/** A file with the command that runs it. */
interface Example {
  readonly file: PlannedFile;
  readonly command: string;
  readonly purpose: string;
  /** Whether a workflow runs it: it ends by itself. */
  readonly isTest: boolean;
}

/** Decides which files a project gets. */
export function plan(project: Project, input: PlanInput): InitPlan {
  const { document, tried } = input;
  const { manager, hasDocproof, inRepository } = project;
  const examples = tried ? examplesOf(project, document, tried) : [];
  const tests = examples.filter(({ isTest }) => isTest).map(({ command }) => command);
  const capture = tried ? [{ path: 'captures/example.ndjson', text: tried.captureLine }] : [];
  const captures = input.checked === 'suites' ? '' : ` ${shellText(document)} captures/`;
  return {
    files: [
      { path: 'docproof.yaml', text: configuration(document, tried !== undefined) },
      ...capture,
      ...supportOf(project, tried),
      ...examples.map(({ file }) => file),
      { path: '.github/workflows/docproof.yml', text: workflow(project, { ...input, tests, captures }) },
    ],
    next: [
      ...(hasDocproof ? [] : [{ command: `${manager.add} docproof`, purpose: 'install Docproof' }]),
      ...examples.map(({ command, purpose }) => ({ command, purpose })),
      ...(tried
        ? [
            {
              command: `${manager.run} docproof check${captures}`,
              purpose: `hold the captures ${captures === '' ? 'that docproof.yaml names' : 'in captures/'} against the document`,
            },
          ]
        : []),
      { command: `${manager.run} docproof mock`, purpose: 'serve the mock' },
    ],
    notes: [
      ...(project.lockfiles.length > 1
        ? [`${project.lockfiles.join(' and ')} are both here; the commands are those of ${manager.name}`]
        : []),
      ...(inRepository === undefined
        ? []
        : [
            `GitHub reads workflows at the root of the repository only: move .github/workflows/docproof.yml there. It works in ${inRepository} already`,
          ]),
      ...(tried
        ? []
        : ['no request was found that the mock of the document answers as documented: there are no example tests']),
      ...(project.tools.has('msw')
        ? ['MSW is here: handlers from docproof/msw make its answers from the document']
        : []),
    ],
  };
}

function examplesOf(project: Project, document: string, tried: TriedRequest): Example[] {
  const { tools, manager, testFolder, playwrightFolder, isModule } = project;
  const test = (path: string, text: string, command: string): Example => ({
    file: { path, text },
    command,
    purpose: 'run the example test',
    isTest: true,
  });
  const examples: Example[] = [];
  if (tools.has('vitest')) {
    const path = `${testFolder}/contract.test.mjs`;
    examples.push(test(path, vitestTest(document, tried), `${manager.run} vitest run ${path}`));
  }
  if (tools.has('jest') && !tools.has('vitest')) {
    // Jest runs CommonJS without a flag, and in a project of ES modules that needs its ending.
    const path = `${testFolder}/contract.test.${isModule ? 'cjs' : 'js'}`;
    const match = isModule ? ` --testMatch "**/${path}"` : ` ${path}`;
    examples.push(test(path, jestTest(document, tried), `${manager.run} jest${match}`));
  }
  if (tools.has('playwright')) {
    const path =
      playwrightFolder === undefined
        ? 'e2e/contract.e2e.mjs'
        : `${playwrightFolder === '.' ? '' : `${playwrightFolder}/`}contract.spec.mjs`;
    examples.push(test(path, playwrightTest(tried), `${manager.run} playwright test ${path}`));
  }
  if (examples.length === 0) {
    const path = `${testFolder}/contract.test.mjs`;
    examples.push(test(path, nodeTest(document, tried), `node --test ${path}`));
  }
  if (tools.has('express'))
    examples.push({
      file: { path: 'docproof.server.mjs', text: expressServer(document) },
      command: 'node docproof.server.mjs',
      purpose: 'serve your routes, each judged, and the mock for all others',
      isTest: false,
    });
  if (tools.has('vite'))
    examples.push({
      file: { path: 'vite.mock.config.mjs', text: viteConfiguration() },
      command: `${manager.run} vite --config vite.mock.config.mjs`,
      purpose: 'start Vite with the mock below /api',
      isTest: false,
    });
  return examples;
}

/** Files that an example needs. */
function supportOf({ tools, playwrightFolder }: Project, tried: TriedRequest | undefined): PlannedFile[] {
  if (!tried || !tools.has('playwright') || playwrightFolder !== undefined) return [];
  return [{ path: 'playwright.config.mjs', text: playwrightConfiguration() }];
}

/** A text as one word of a POSIX shell, whatever is in it. */
function shellText(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
