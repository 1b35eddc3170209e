import { execFile, spawn } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Packed, pack } from './support/tarball.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const command = promisify(execFile);

let folder: string;
let installed: { stdout: string; stderr: string };
let packed: Packed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-package-'));
  packed = await pack(folder);
  await writeFile(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}');
  installed = await command(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', join(folder, packed.filename)],
    { cwd: folder },
  );
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As `du -sb` counts: files, links and folders. */
async function bytesIn(path: string): Promise<number> {
  const entry = await lstat(path);
  if (!entry.isDirectory()) return entry.size;
  const sizes = (await readdir(path)).map((name) => bytesIn(join(path, name)));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, entry.size);
}

/** The manifests of all packages that the installation brought. */
async function manifests(): Promise<{ name: string; scripts?: Record<string, string> }[]> {
  const { stdout } = await command('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: folder });
  const folders = stdout.trim().split('\n').slice(1);
  return Promise.all(folders.map(async (path) => JSON.parse(await readFile(join(path, 'package.json'), 'utf8'))));
}

async function budget(what: string): Promise<number> {
  const table = await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  return Number(new RegExp(`^\\| ${what} \\| (\\d+) \\|`, 'm').exec(table)?.[1]);
}

describe('the package', () => {
  test('The package contains what its users need, and nothing else', () => {
    const files = packed.files.map(({ path }) => path);
    const places = new Set(files.map((path) => path.replace(/^(src\/model\/schema|[^/]+)\/.*$/, '$1')));
    expect([...places].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD-PARTY.md',
      'dist',
      'mocks',
      'package.json',
      'spec',
      'src/model/schema',
    ]);
    expect(files).toContain('dist/api/index.d.ts');
    expect(files).toContain('dist/api/index.d.cts');
    expect(files).toContain('spec/openapi.yaml');
  });

  test('An installation of the package brings few packages and megabytes, runs no script and warns of nothing', async () => {
    const packages = await manifests();
    expect(packages.map(({ name }) => name)).toContain('docproof');
    expect(packages.length).toBeLessThanOrEqual(await budget('packages'));
    expect((await bytesIn(join(folder, 'node_modules'))) / 1_000_000).toBeLessThanOrEqual(await budget('megabytes'));
    const names = packages.flatMap(({ scripts = {} }) => Object.keys(scripts));
    expect(names.filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
    expect(`${installed.stdout}${installed.stderr}`).not.toContain('npm warn');
  });

  test('The built command can be run as a program, as npx runs it in a checkout that was built again', async () => {
    const { mode } = await stat(join(ROOT, 'dist/cli/main.cjs'));
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

  test('CommonJS gets the library by require, without flags and without loading ES modules', async () => {
    const program = `const { loadContract, checkExchange, startMock, VERSION } = require('docproof');
      loadContract().then(async (contract) => {
        const mock = await startMock(contract, { port: 0 });
        const { status } = await fetch(mock.url + '/auditLogs/signIns', { method: 'POST',
          headers: { authorization: 'Bearer x', 'content-type': 'application/json', prefer: 'dynamic=true' },
          body: require('node:fs').readFileSync('node_modules/docproof/mocks/createSignIn/request.documented.json') });
        await mock.close();
        console.log([typeof checkExchange, contract.operations.length, status, VERSION].join());
      });`;
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const args = ['--no-experimental-require-module', '--input-type=commonjs', '-e', program];
    const ran = await command(process.execPath, args, { cwd: folder });
    expect(ran).toEqual({ stdout: `function,5,201,${version}\n`, stderr: '' });
  });

  test('A contract of one entry is a contract for the others, by its types', async () => {
    const place = join(folder, 'types-together');
    await mkdir(place);
    await writeFile(join(place, 'package.json'), '{"name":"user","private":true,"type":"module"}');
    const program = `import { loadContract, startMock } from 'docproof';
import { createContract, exchangeOf, fetchHandler, judge } from 'docproof/core';
import { observe } from 'docproof/express';
const contract = await loadContract();
const response = await fetchHandler(contract)(new Request('http://a.test/'));
judge(contract, await exchangeOf(response));
observe(contract);
await startMock(await createContract({}));
// @ts-expect-error: where types were missing, this would be no error.
observe(5);
`;
    await writeFile(join(place, 'use.ts'), program);
    const args = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom'];
    const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types'), 'use.ts'];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const ran = await command(process.execPath, [tsc, ...args, ...types], { cwd: place }).catch((error) => error);
    expect(ran.stdout).toBe('');
  });

  test.each([
    ['bundler', 'esnext', 'bundler', 'module'],
    ['nodenext', 'nodenext', 'nodenext', 'module'],
    ['node16', 'node16', 'node16', 'module'],
    ['CommonJS', 'node16', 'node16', 'commonjs'],
  ])(
    'Programs under %s get the types of the library, which need no types of other packages',
    async (name, module, resolution, type) => {
      const place = join(folder, `types-${name}`);
      await mkdir(place);
      await writeFile(join(place, 'package.json'), JSON.stringify({ name: 'user', private: true, type }));
      await writeFile(
        join(place, 'use.ts'),
        `import { type Exchange, loadContract, type MockHandler, VERSION } from 'docproof';
       export const version: string = VERSION;
       export const count = async (): Promise<number> => (await loadContract()).operations.length;
       export const method = ({ request }: Exchange): string => request.method;
       // @ts-expect-error: where types were missing, this would be any, and no error.
       export const wrong: number = VERSION;
       // @ts-expect-error
       export const handler: MockHandler = 1;\n`,
      );
      const options = {
        module,
        moduleResolution: resolution,
        target: 'es2023',
        lib: ['es2023'],
        strict: true,
        noEmit: true,
      };
      const compilerOptions = {
        ...options,
        skipLibCheck: false,
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      };
      await writeFile(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      const ran = await command(process.execPath, [tsc, '-p', place]).catch(({ stdout }) => ({ stdout }));
      expect(ran.stdout).toBe('');
    },
  );
});
