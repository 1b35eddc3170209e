import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServing } from '../support/command.js';

let folder: string;
let cases = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-kept-documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A document in a separate folder, and what starts a mock of it and gives the title that it serves. */
async function fresh() {
  cases += 1;
  const [cache, file] = [join(folder, String(cases)), join(folder, `${cases}.yaml`)];
  await writeFile(file, document('Lamps'));
  const titleOf = async (env: Record<string, string> = {}): Promise<unknown> => {
    const started = await startServing(['mock', file], { env: { NODE_COMPILE_CACHE: cache, ...env } });
    const served = await fetch(`${started.url}/_docproof/openapi.json`);
    const { info } = (await served.json()) as { info: { title: unknown } };
    started.child.kill('SIGTERM');
    await started.ended;
    return info.title;
  };
  const entries = (): Promise<string[]> => readdir(join(cache, 'documents'));
  const entry = async (): Promise<string> => join(cache, 'documents', (await entries())[0] ?? '');
  return { file, titleOf, entries, entry, cache };
}

const document = (title: string): string => `openapi: 3.1.0
info: {title: ${title}, version: '1'}
paths: {/lamps: {get: {responses: {'200': {description: All}}}}}
`;

/** The same entry with another title, and a checksum that fits if it should. */
async function retitled(path: string, isWhole: boolean): Promise<void> {
  const content = Buffer.from((await readFile(path)).subarray(0, -4).toString().replaceAll('Lamps', 'Kept.'));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(content) + (isWhole ? 0 : 1));
  await writeFile(path, Buffer.concat([content, checksum]), { mode: 0o600 });
}

test('A second start takes the document that the first one kept, in a file that others can neither read nor write', async () => {
  const { titleOf, entry, entries } = await fresh();
  expect(await titleOf()).toBe('Lamps');
  expect(await entries()).toHaveLength(1);
  if (process.platform !== 'win32') expect((await stat(await entry())).mode & 0o777).toBe(0o600);
  await retitled(await entry(), true);
  expect(await titleOf()).toBe('Kept.');
});

test('A file that changed is read again, and an entry that is damaged is skipped and replaced', async () => {
  const { file, titleOf, entry, entries } = await fresh();
  expect(await titleOf()).toBe('Lamps');
  await retitled(await entry(), false);
  expect(await titleOf()).toBe('Lamps');
  await retitled(await entry(), true);
  await writeFile(file, document('Bulbs'));
  expect(await titleOf()).toBe('Bulbs');
  expect(await titleOf()).toBe('Bulbs');
  expect(await entries()).toHaveLength(1);
});

test('NODE_DISABLE_COMPILE_CACHE=1 keeps no document, and uses none', async () => {
  const { titleOf, entry, entries } = await fresh();
  const off = { NODE_DISABLE_COMPILE_CACHE: '1' };
  expect(await titleOf(off)).toBe('Lamps');
  await expect(entries()).rejects.toThrow('ENOENT');
  await titleOf();
  await retitled(await entry(), true);
  expect(await titleOf(off)).toBe('Lamps');
});
