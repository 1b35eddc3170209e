import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const command = promisify(execFile);

let folder: string;
let packed: { filename: string; files: { path: string }[] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-package-'));
  const { stdout } = await command('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
  });
  const listed: unknown = JSON.parse(stdout);
  // npm 11 lists packages, npm 12 names them.
  packed = Array.isArray(listed) ? listed[0] : Object.values(Object(listed))[0];
  await writeFile(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}');
  await command(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', join(folder, packed.filename)],
    { cwd: folder },
  );
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package', () => {
  test('The package contains what its users need, and nothing else', () => {
    const files = packed.files.map(({ path }) => path);
    const places = new Set(files.map((path) => path.replace(/^(src\/model\/schema|[^/]+)\/.*$/, '$1')));
    expect([...places].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'mocks',
      'package.json',
      'spec',
      'src/model/schema',
    ]);
    expect(files).toContain('dist/api/index.d.ts');
    expect(files).toContain('spec/openapi.yaml');
  });

  test('The built command can be run as a program, as npx runs it in a checkout that was built again', async () => {
    const { mode } = await stat(join(ROOT, 'dist/cli/main.js'));
    expect(mode & 0o111).toBe(0o111);
  });

  test('The installed command prints its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect((await command(join(folder, 'node_modules/.bin/docproof'), ['--version'])).stdout).toBe(`${version}\n`);
  });

  test('The installed package serves its built-in document', async () => {
    const mock = spawn(join(folder, 'node_modules/.bin/docproof'), ['mock', '--port', '0'], { cwd: folder });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      mock.stdout.on('data', (chunk) => {
        said += chunk;
        const found = /Mocking spec\/openapi\.yaml on (\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      mock.on('error', reject);
      mock.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
    });
    const ended = new Promise((resolve) => mock.on('exit', resolve));
    const response = await fetch(`${url}/auditLogs/signIns`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json', prefer: 'dynamic=true' },
      body: await readFile(join(folder, 'node_modules/docproof/mocks/createSignIn/request.documented.json')),
    });
    expect(response.status).toBe(201);
    await response.arrayBuffer();
    mock.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('Programs can import the package as a library', async () => {
    const program = `import { loadContract, mock, checkExchange, checkCapture } from 'docproof';
      const contract = await loadContract();
      console.log([typeof mock(contract), typeof checkExchange, typeof checkCapture, contract.operations.length].join());`;
    expect((await command(process.execPath, ['--input-type=module', '-e', program], { cwd: folder })).stdout).toBe(
      'function,function,function,5\n',
    );
  });

  test('The package publishes the schemas of the files that it reads and writes', async () => {
    for (const name of ['exchange', 'result', 'config', 'findings']) {
      const program = `import { readFileSync } from 'node:fs'; console.log(JSON.parse(readFileSync(new URL(import.meta.resolve('docproof/schema/${name}.schema.json')))).$id)`;
      expect((await command(process.execPath, ['--input-type=module', '-e', program], { cwd: folder })).stdout).toBe(
        `https://docproof.dev/schema/1/${name}.json\n`,
      );
    }
  });
});
