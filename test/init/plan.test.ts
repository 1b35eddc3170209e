import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Found, managerOf, plan, projectOf, readPackage } from '../../src/init/index.js';

const TRIED = {
  operation: 'POST /lamps',
  method: 'POST',
  path: '/lamps',
  headers: { 'content-type': 'application/json' },
  body: '{"colour":"it\'s red"}',
  captureLine: '{}\n',
};

function planned(manifest: object, more: Partial<Found> = {}) {
  const facts = readPackage(JSON.stringify(manifest), 'package.json');
  const project = projectOf({ names: new Set(), package: facts, ...more });
  return plan(project, { document: 'openapi.yaml', tried: TRIED, hasLintErrors: false, checked: 'suites' });
}

test.each([
  ['the lockfile of pnpm', {}, ['pnpm-lock.yaml'], '', 'pnpm install --frozen-lockfile'],
  ['the lockfile of Yarn 1', {}, ['yarn.lock'], '# yarn lockfile v1\n', 'yarn install --frozen-lockfile'],
  ['the lockfile of a later Yarn', {}, ['yarn.lock'], '__metadata:\n', 'yarn install --immutable'],
  ['the lockfile of Bun', {}, ['bun.lock'], '', 'bun install --frozen-lockfile'],
  ['nothing', {}, [], '', 'npm ci'],
  [
    'packageManager, whatever lockfiles there are',
    { packageManager: 'pnpm@10.2.0' },
    ['yarn.lock'],
    '',
    'pnpm install --frozen-lockfile',
  ],
  ['packageManager with Yarn 1', { packageManager: 'yarn@1.22.22' }, [], '', 'yarn install --frozen-lockfile'],
  ['a packageManager that nobody knows', { packageManager: '; rm -rf /' }, [], '', 'npm ci'],
])('The package manager is known by %s', (_, facts, lockfiles, yarnLock, install) => {
  expect(managerOf(facts, new Set(lockfiles), yarnLock).install).toBe(install);
});

test('Jest gets a test in CommonJS, with an ending that it needs in a project of ES modules', () => {
  const names = (type: object) =>
    planned({ devDependencies: { jest: '^30.0.0' }, ...type }).files.map(({ path }) => path);
  expect(names({})).toContain('tests/contract.test.js');
  expect(names({ type: 'module' })).toContain('tests/contract.test.cjs');
  const { next } = planned({ devDependencies: { jest: '^30.0.0' }, type: 'module' });
  expect(next.map(({ command }) => command)).toContain('npx jest --testMatch "**/tests/contract.test.cjs"');
});

test('The test folder that exists is used, and the one that the configuration of Playwright names', () => {
  const { files } = planned(
    { devDependencies: { vitest: '^4.0.0', '@playwright/test': '^1.57.0' } },
    {
      names: new Set(['test', 'playwright.config.ts']),
      playwrightConfig: "export default defineConfig({\n  testDir: './end-to-end/',\n});\n",
    },
  );
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('test/contract.test.mjs');
  expect(paths).toContain('end-to-end/contract.spec.mjs');
  expect(paths).not.toContain('playwright.config.mjs');
});

test.each(['../outside', '/etc', 'a b', '$(reboot)'])('A testDir that leads elsewhere is not used: %s', (testDir) => {
  const { files } = planned(
    { devDependencies: { '@playwright/test': '^1.57.0' } },
    { playwrightConfig: `export default {\n  testDir: '${testDir}',\n};` },
  );
  expect(files.map(({ path }) => path)).toContain('contract.spec.mjs');
});

test('The workflow of a project that is below the root of its repository works in its folder, and a note says where it belongs', () => {
  const { files, notes } = planned({}, { inRepository: 'packages/it # is' });
  const workflow = parse(files.find(({ path }) => path.endsWith('docproof.yml'))?.text ?? '');
  expect(workflow.jobs.contract.defaults.run['working-directory']).toBe('packages/it # is');
  expect(notes.join('\n')).toContain('GitHub reads workflows at the root of the repository only');
});

test('Several lockfiles, and MSW, are worth a note', () => {
  const { notes } = planned(
    { devDependencies: { msw: '^2.0.0' } },
    { names: new Set(['package-lock.json', 'yarn.lock']) },
  );
  expect(notes).toEqual([
    'package-lock.json and yarn.lock are both here; the commands are those of npm',
    'MSW is here: handlers from docproof/msw make its answers from the document',
  ]);
});

test('Every command of a workflow is a string of YAML, whatever the document is called', () => {
  const { files } = plan(projectOf({ names: new Set() }), {
    document: `it's: a # "file".yaml`,
    tried: TRIED,
    hasLintErrors: true,
    checked: 'captures',
  });
  const workflow = parse(files.find(({ path }) => path.endsWith('docproof.yml'))?.text ?? '');
  const runs = workflow.jobs.contract.steps.flatMap(({ run = [] }: { run?: unknown }) => run);
  expect(runs).toHaveLength(5);
  expect(runs.filter((run: unknown) => typeof run === 'string')).toEqual(runs);
  expect(runs).toContain(
    `npx docproof check 'it'\\''s: a # "file".yaml' captures/ --format github --format markdown=docproof.md`,
  );
  const configuration = files.find(({ path }) => path === 'docproof.yaml')?.text ?? '';
  expect(parse(configuration).document).toBe(`it's: a # "file".yaml`);
});
