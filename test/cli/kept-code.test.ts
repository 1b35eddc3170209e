import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, startServing } from '../support/command.js';

let folder: string;
let cases = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-kept-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder for kept code that no other test uses, and a command that uses it. */
function fresh() {
  cases += 1;
  const cache = join(folder, String(cases));
  const ask = (env: Record<string, string> = {}) =>
    run(['mock', '--help'], { env: { NODE_COMPILE_CACHE: cache, ...env } });
  const kept = async () => {
    const [name = ''] = await readdir(join(cache, 'code'));
    return join(cache, 'code', name);
  };
  return { cache, ask, kept };
}

test('A second start uses the code that the first one kept, in a file that others can neither read nor write', async () => {
  const { ask, kept, cache } = fresh();
  const first = await ask();
  expect(first.stdout).toContain('docproof mock');
  const file = await kept();
  const before = await stat(file);
  expect(before.size).toBeGreaterThan(50_000);
  if (process.platform !== 'win32') expect(before.mode & 0o777).toBe(0o600);
  expect(await ask()).toEqual(first);
  expect((await stat(file)).ino).toBe(before.ino);
  expect(await readdir(join(cache, 'code'))).toHaveLength(1);
});

test('A mock whose first request comes late keeps the code for requests when it ends', async () => {
  const { cache } = fresh();
  const { child, url, ended } = await startServing(['mock'], { env: { NODE_COMPILE_CACHE: cache } });
  // The largest file is that of the start.
  const size = async (): Promise<number> => {
    const names = await readdir(join(cache, 'code')).catch(() => []);
    return Math.max(0, ...(await Promise.all(names.map(async (name) => (await stat(join(cache, 'code', name))).size))));
  };
  await expect.poll(size, { timeout: 60_000 }).toBeGreaterThan(500_000);
  const before = await size();
  expect((await fetch(`${url}/auditLogs/signIns`, { method: 'POST', body: '{}' })).status).toBe(401);
  child.kill('SIGTERM');
  await ended;
  expect(await size()).toBeGreaterThan(before * 1.05);
});

test('Kept code that is damaged is compiled again and replaced', async () => {
  const { ask, kept } = fresh();
  const first = await ask();
  const file = await kept();
  const whole = await readFile(file);
  for (const damaged of [whole.subarray(0, whole.length / 2), Buffer.alloc(0), Buffer.from('not code')]) {
    await writeFile(file, damaged);
    expect(await ask()).toEqual(first);
    expect((await stat(file)).size).toBeGreaterThan(50_000);
  }
});

test('Kept code with a few wrong bytes, which would crash V8, is compiled again and replaced', async () => {
  const { ask, kept } = fresh();
  const first = await ask();
  const file = await kept();
  for (const place of [0.0001, 0.01, 0.9999]) {
    const damaged = await readFile(file);
    const at = Math.floor(damaged.length * place);
    for (let each = at; each < at + 200; each += 1) damaged[each] = 0;
    await writeFile(file, damaged);
    expect(await ask()).toEqual(first);
    expect((await readFile(file)).equals(damaged)).toBe(false);
  }
});

test.skipIf(process.platform === 'win32')('Kept code that others could have written is not used', async () => {
  const { ask, kept } = fresh();
  const first = await ask();
  const file = await kept();
  await chmod(file, 0o666);
  const before = await stat(file);
  expect(await ask()).toEqual(first);
  const after = await stat(file);
  expect(after.ino).not.toBe(before.ino);
  expect(after.mode & 0o777).toBe(0o600);
});

test('NODE_DISABLE_COMPILE_CACHE=1 keeps no code, and a folder that cannot be made changes nothing', async () => {
  const { ask, cache } = fresh();
  const first = await ask({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(first.code).toBe(0);
  await expect(readdir(join(cache, 'code'))).rejects.toThrow('ENOENT');
  await mkdir(cache);
  await writeFile(join(cache, 'code'), 'a file where the folder would be');
  expect(await ask()).toEqual(first);
});

test('The thirty-two files of code that were used last are kept, and older ones are deleted', async () => {
  const { ask, cache } = fresh();
  await mkdir(join(cache, 'code'), { recursive: true });
  for (let each = 0; each < 40; each += 1) await writeFile(join(cache, 'code', `old-${each}`), 'old');
  // What others put there does not prevent it.
  await mkdir(join(cache, 'code', 'folder'));
  if (process.platform !== 'win32') await symlink('nowhere', join(cache, 'code', 'link'));
  await ask();
  const names = (await readdir(join(cache, 'code'))).filter((name) => name !== 'folder');
  expect(names).toHaveLength(32);
  expect(names.filter((name) => name.startsWith('mock-'))).toHaveLength(1);
});

// Node 22 and 24 themselves never end with such a folder: they try for ever to make it.
const endsBelowProc = process.platform === 'linux' && !/^v2[1-5]\./.test(process.version);
test.runIf(endsBelowProc)('A folder that cannot be made below /proc changes nothing', async () => {
  const { ask } = fresh();
  expect(await ask({ NODE_COMPILE_CACHE: '/proc/self/cache' })).toMatchObject({ code: 0, stderr: '' });
});

test.skipIf(process.platform === 'win32')('A pipe in the place of kept code is not waited for', async () => {
  const { ask, kept } = fresh();
  const first = await ask();
  const file = await kept();
  await rm(file);
  await promisify(execFile)('mkfifo', ['-m', '600', file]);
  expect(await ask()).toEqual(first);
  expect((await stat(file)).isFile()).toBe(true);
});
