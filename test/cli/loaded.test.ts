import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServing } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-loaded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files that Node ran in a mock of the built-in document until its first answer, as V8's coverage lists them. */
async function loadedFiles(): Promise<string[]> {
  const { child, url, ended } = await startServing(['mock'], { env: { NODE_V8_COVERAGE: folder } });
  const response = await fetch(`${url}/auditLogs/signIns`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: await readFile(join(ROOT, 'mocks/createSignIn/request.documented.json')),
  });
  await response.arrayBuffer();
  child.kill('SIGTERM');
  await ended;
  expect(response.status).toBe(201);
  const [file = ''] = await readdir(folder);
  const { result }: { result: { url: string }[] } = JSON.parse(await readFile(join(folder, file), 'utf8'));
  return result.map((script) => script.url).filter((script) => script.startsWith('file:'));
}

test('A mock loads no more modules until its first answer than the budget in ARCHITECTURE.md allows', async () => {
  const table = await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const budget = (row: string) => Number(new RegExp(`^\\| ${row} \\| (\\d+) \\|`, 'm').exec(table)?.[1]);
  const files = await loadedFiles();
  const own = files.filter((file) => !file.includes('/node_modules/'));
  expect(own.length).toBeGreaterThan(1);
  expect(own.length).toBeLessThanOrEqual(budget('own modules of a start'));
  expect(files.length).toBeLessThanOrEqual(budget('modules of a start'));
  expect(files.filter((file) => /faker|sqlite|application-|pages-|swagger-/.test(file.slice(ROOT.length)))).toEqual([]);
});
