import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { watchFiles } from '../../src/io/index.js';

function folderForTest(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'docproof-watch-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Watches, and gives what waits until one more change is told of. */
async function watching(paths: readonly string[]): Promise<(change: () => void) => Promise<void>> {
  let told = 0;
  onTestFinished(await watchFiles(paths, () => (told += 1)));
  return async (change) => {
    // What was told of late belongs to the change before.
    await later(300);
    const before = told;
    change();
    await expect.poll(() => told, { timeout: 20_000 }).toBeGreaterThan(before);
  };
}

/** Puts a link in the place of another one in one step, as tools that release versions do. */
function lead(link: string, target: string): void {
  symlinkSync(target, `${link}.new`);
  renameSync(`${link}.new`, link);
}

test('A watch reports a link that leads elsewhere, changes where it then leads, and a file in its place', async () => {
  const folder = folderForTest();
  for (const name of ['one', 'two']) writeFileSync(join(folder, name), name);
  const link = join(folder, 'link');
  symlinkSync('one', link);
  const tells = await watching([link]);
  await tells(() => writeFileSync(join(folder, 'one'), 'changed'));
  await tells(() => lead(link, 'two'));
  await tells(() => writeFileSync(join(folder, 'two'), 'changed'));
  await tells(() => {
    writeFileSync(join(folder, 'plain'), 'plain');
    renameSync(join(folder, 'plain'), link);
  });
  await tells(() => writeFileSync(link, 'changed'));
});

test('A watch reports a folder that becomes another one because a link on the way to it leads elsewhere', async () => {
  const folder = folderForTest();
  for (const release of ['1', '2']) {
    mkdirSync(join(folder, release));
    writeFileSync(join(folder, release, 'api.yaml'), release);
  }
  const link = join(folder, 'current');
  symlinkSync('1', link);
  const tells = await watching([join(link, 'api.yaml')]);
  await tells(() => lead(link, '2'));
  await tells(() => writeFileSync(join(folder, '2', 'api.yaml'), 'changed'));
});

test('A watch reports a file whose folder was not there, was made, was removed and was made again', async () => {
  const folder = folderForTest();
  const file = join(folder, 'api', 'parts', 'a.yaml');
  const make = (): void => {
    mkdirSync(join(folder, 'api', 'parts'), { recursive: true });
    writeFileSync(file, 'a');
  };
  const tells = await watching([file]);
  await tells(make);
  await tells(() => rmSync(join(folder, 'api'), { recursive: true }));
  await tells(make);
  await tells(() => writeFileSync(file, 'changed'));
});

test('A watch goes on after a file was replaced many times in quick succession', async () => {
  const file = join(folderForTest(), 'api.yaml');
  writeFileSync(file, 'first');
  const tells = await watching([file]);
  for (let round = 0; round < 40; round += 1) {
    writeFileSync(`${file}.new`, String(round));
    renameSync(`${file}.new`, file);
  }
  for (const text of ['one', 'two', 'three']) await tells(() => writeFileSync(file, text));
});

test('A watch is not ended by links that lead to each other, and reports what changed before it began', async () => {
  const folder = folderForTest();
  symlinkSync('b', join(folder, 'a'));
  symlinkSync('a', join(folder, 'b'));
  const file = join(folder, 'file');
  const since = Date.now();
  writeFileSync(file, 'changed');
  let told = 0;
  onTestFinished(await watchFiles([join(folder, 'a'), file], () => (told += 1), since));
  await expect.poll(() => told, { timeout: 20_000 }).toBe(1);
});
