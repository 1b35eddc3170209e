import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DOCUMENT, ran, startMocking } from '../packed/user.js';
import { run } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A project with these files. Docproof as built, and these packages, are installed in it by links. */
async function project(
  files: Readonly<Record<string, string>> = {},
  packages: readonly string[] = [],
): Promise<{ folder: string; text: (path: string) => Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-init-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const name of packages) {
    const place = join(folder, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    if (name === 'docproof') await installDocproof(place);
    else await symlink(join(ROOT, 'node_modules', name), place);
  }
  return { folder, text: (path) => readFile(join(folder, path), 'utf8') };
}

/** As npm would, with the built files: tools such as Playwright treat what is in node_modules otherwise. */
async function installDocproof(place: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  for (const path of ['package.json', ...manifest.files])
    await cp(join(ROOT, path), join(place, path), { recursive: true }).catch(() => undefined);
  await mkdir(join(place, 'node_modules/@faker-js'), { recursive: true });
  for (const name of Object.keys(manifest.dependencies))
    await symlink(join(ROOT, 'node_modules', name), join(place, 'node_modules', name));
}

function packageJson(members: object): string {
  return JSON.stringify({ private: true, ...members });
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => !entry.isDirectory() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('node_modules'))
    .sort();
}

const program = (name: string): string => join(ROOT, 'node_modules/.bin', name);

describe('what init writes runs as it is', () => {
  test('In an empty folder: a document without findings, a test for node --test, a capture that passes', async () => {
    const { folder, text } = await project({}, ['docproof']);
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(await filesIn(folder)).toEqual([
      '.github/workflows/docproof.yml',
      'captures/example.ndjson',
      'docproof.yaml',
      'openapi.yaml',
      'tests/contract.test.mjs',
    ]);
    expect(stderr).toContain('npm install --save-dev docproof');
    const [, schema = ''] = /\$schema=(\S+)/.exec(await text('docproof.yaml')) ?? [];
    expect(JSON.parse(await text(schema)).title).toBe('docproof.yaml');
    const lint = await run(['lint', '--fail-on', 'warning'], { cwd: folder });
    expect(lint.code, lint.stdout).toBe(0);
    const check = await run(['check'], { cwd: folder });
    expect(check.code, check.stdout + check.stderr).toBe(0);
    const tested = await ran(process.execPath, ['--test', 'tests/contract.test.mjs'], folder);
    expect(tested.code, tested.output).toBe(0);
    expect(tested.output).toMatch(/pass 1/);
  });

  test('In a Vite project with Vitest: the test passes, and Vite answers below /api with its own configuration', async () => {
    const { folder, text } = await project(
      {
        'package.json': packageJson({ devDependencies: { vite: '^8.0.0', vitest: '^4.0.0' } }),
        'pnpm-lock.yaml': '',
        'vite.config.js': "export default { define: { __OWN__: '1' }, server: { headers: { 'x-own': 'yes' } } };\n",
        'index.html': '<!doctype html><title>Shop</title>\n',
        'openapi.yaml': DOCUMENT,
      },
      ['docproof', 'vite', 'vitest'],
    );
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('pnpm exec vitest run tests/contract.test.mjs');
    expect(await text('openapi.yaml')).toBe(DOCUMENT);
    expect(await text('.github/workflows/docproof.yml')).toContain('pnpm install --frozen-lockfile');
    const tested = await ran(program('vitest'), ['run', 'tests/contract.test.mjs'], folder);
    expect(tested.code, tested.output).toBe(0);
    expect(tested.output).toMatch(/1 passed/);
    const served = await ran(
      process.execPath,
      ['--input-type=module', '-e', VITE_ANSWER.replaceAll('FOLDER', JSON.stringify(folder))],
      folder,
    );
    expect(served.output).toContain('ANSWER 200 {"id":7,"colour":"red"} yes');
  });

  test('In an Express project: the server answers from the document, and judges what its routes answer', async () => {
    const { folder } = await project(
      {
        'package.json': packageJson({ type: 'module', dependencies: { express: '^5.0.0' } }),
        'api/openapi.yaml': DOCUMENT,
      },
      ['docproof', 'express'],
    );
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('document: api/openapi.yaml');
    const server = await readFile(join(folder, 'docproof.server.mjs'), 'utf8');
    await writeFile(
      join(folder, 'docproof.server.mjs'),
      server
        .replace(
          'app.use(mock(',
          "app.get('/lamps/none', (_, response) => response.json({ id: 9, colour: 'green' }));\n$&",
        )
        .replace('console.log(`', 'console.log(`Mocking it on '),
    );
    const { url } = await startMocking(process.execPath, ['docproof.server.mjs'], {
      cwd: folder,
      env: { ...process.env, PORT: '0' },
    });
    expect(await (await fetch(`${url}/lamps/7`)).json()).toEqual({ id: 7, colour: 'red' });
    const own = await fetch(`${url}/lamps/none`);
    expect(await own.json()).toEqual({ id: 9, colour: 'green' });
    expect(own.headers.get('sl-violations')).toContain('integer');
    const tested = await ran(process.execPath, ['--test', 'tests/contract.test.mjs'], folder);
    expect(tested.code, tested.output).toBe(0);
  });

  test('In a Playwright project without a configuration: one is written, and the test passes without a browser', async () => {
    const { folder } = await project(
      { 'package.json': packageJson({ devDependencies: { '@playwright/test': '^1.57.0' } }), 'openapi.yaml': DOCUMENT },
      ['docproof', '@playwright/test', 'playwright', 'playwright-core'],
    );
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code, stderr).toBe(0);
    const tested = await ran(program('playwright'), ['test', 'e2e/contract.e2e.mjs'], folder);
    expect(tested.code, tested.output).toBe(0);
    expect(tested.output).toContain('1 passed');
  });

  test('A second run changes nothing, and says so', async () => {
    const { folder } = await project();
    await run(['init'], { cwd: folder });
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr.match(/^unchanged /gm)).toHaveLength(4);
    expect(stderr).not.toMatch(/^(?:wrote|replaced|warning)/m);
  });
});

const VITE_ANSWER = `
import { createServer } from 'vite';
const server = await createServer({ root: FOLDER, configFile: FOLDER + '/vite.mock.config.mjs', server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
await server.listen();
const { port } = server.httpServer.address();
const response = await fetch('http://127.0.0.1:' + port + '/api/lamps/7');
const page = await fetch('http://127.0.0.1:' + port + '/index.html');
console.log('ANSWER', response.status, await response.text(), page.headers.get('x-own'));
await server.close();
process.exit();
`;

describe('what is there is kept', () => {
  test('Files that are there are named and left; --force replaces them', async () => {
    const { folder, text } = await project({ 'docproof.yaml': 'document: own.yaml\n', 'own.yaml': DOCUMENT });
    const first = await run(['init'], { cwd: folder });
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('docproof.yaml was left as it is: it is there already; --force replaces it');
    expect(first.stderr).toContain('npx docproof check own.yaml captures/');
    expect(await text('docproof.yaml')).toBe('document: own.yaml\n');
    expect(await filesIn(folder)).not.toContain('openapi.yaml');
    const second = await run(['init', '--force'], { cwd: folder });
    expect(second.stderr).toContain('replaced docproof.yaml');
    expect(await text('docproof.yaml')).toContain('document: own.yaml\n\n');
  });

  test('It says where docproof.yaml names another document than the one that is here, or than the one that is named', async () => {
    const { folder } = await project({
      'docproof.yaml': 'document: own.yaml\n',
      'own.yaml': DOCUMENT,
      'openapi.yaml': DOCUMENT,
    });
    const { stderr } = await run(['init'], { cwd: folder });
    expect(stderr).toContain('note: openapi.yaml is here too, and is not used: docproof.yaml names own.yaml');
    const named = await run(['init', 'openapi.yaml'], { cwd: folder });
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('docproof.yaml: names own.yaml as the document, and not openapi.yaml');
  });

  test('Links are not written through, with --force too, and nothing is written outside the project', async () => {
    const outside = await project({ 'kept.txt': 'kept' });
    const { folder } = await project();
    await symlink(join(outside.folder, 'absent.yaml'), join(folder, 'docproof.yaml'));
    await symlink(outside.folder, join(folder, '.github'));
    await symlink(join(outside.folder, 'kept.txt'), join(folder, 'tests'));
    const { code, stderr } = await run(['init', '--force'], { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('docproof.yaml was left as it is: it is a link');
    expect(stderr).toContain(
      '.github/workflows/docproof.yml was left as it is: its folder is a link out of this project',
    );
    expect(stderr).toContain('tests/contract.test.mjs was left as it is: its folder is a link out of this project');
    expect((await lstat(join(folder, 'docproof.yaml'))).isSymbolicLink()).toBe(true);
    expect(await readdir(outside.folder)).toEqual(['kept.txt']);
    expect(await outside.text('kept.txt')).toBe('kept');
  });

  test('--dry-run prints the files and writes none', async () => {
    const { folder } = await project();
    const { code, stdout, stderr } = await run(['init', '--dry-run'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('--- docproof.yaml\n# yaml-language-server:');
    expect(stderr).toContain('would write docproof.yaml');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a package.json that cannot be used', () => {
  test.each([
    ['not JSON', 'name: shop\n', 'package.json: is not JSON'],
    ['empty', '', 'package.json: is not JSON'],
    ['a list', '[]', 'package.json: must be a JSON object, but is a list'],
    ['null', 'null', 'package.json: must be a JSON object, but is a value'],
    ['huge', `"${'x'.repeat(5 << 20)}"`, 'package.json: is larger than 4 MB'],
    ['nested deeply', '['.repeat(200_000), 'package.json: is not JSON'],
  ])('is named with the cure, and nothing is written: %s', async (_, text, message) => {
    const { folder } = await project({ 'package.json': text });
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('fault in Docproof');
    expect(await readdir(folder)).toEqual(['package.json']);
  });

  test('A byte-order mark, and members of other types than expected, do no harm', async () => {
    const { folder, text } = await project({
      'package.json': `\uFEFF${JSON.stringify({ dependencies: ['express'], devDependencies: { vitest: 7 }, type: 3, packageManager: {} })}`,
    });
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(await text('tests/contract.test.mjs')).toContain("from 'docproof/vitest'");
  });

  test.skipIf(process.platform === 'win32')('A pipe in the place of package.json is not waited for', async () => {
    const { folder } = await project({});
    await promisify(execFile)('mkfifo', [join(folder, 'package.json')]);
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('package.json: is not JSON');
  });

  test('A folder in the place of package.json is named', async () => {
    const { folder } = await project({ 'package.json/a': '' });
    const { code, stderr } = await run(['init'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('package.json: this is a folder');
  });
});

test('A document with hostile names makes files that are still valid, and says where nothing could be tried', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hostile name has one
  const name = "it's `${process.exit(9)}` \\ \u2028 */ .yaml";
  const { folder } = await project({ [name]: DOCUMENT.replace('/lamps/', "/o'lamps/$%7B1%7D/") }, ['docproof']);
  const { code, stderr } = await run(['init', name], { cwd: folder });
  expect(code, stderr).toBe(0);
  const check = await run(['check'], { cwd: folder });
  expect(check.code, check.stdout + check.stderr).toBe(0);
  const tested = await ran(process.execPath, ['--test', 'tests/contract.test.mjs'], folder);
  expect(tested.code, tested.output).toBe(0);

  const none = await project({ 'openapi.yaml': DOCUMENT.replace("'200'", "'500'") });
  const said = await run(['init'], { cwd: none.folder });
  expect(said.stderr).toContain('no request was found that the mock of the document answers as documented');
  expect(await filesIn(none.folder)).toEqual(['.github/workflows/docproof.yml', 'docproof.yaml', 'openapi.yaml']);
});
