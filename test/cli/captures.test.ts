import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ran, run } from '../support/command.js';
import { zipOf } from '../support/zip.js';

let folder = '';
const owner = readFileSync('contracts/captures/owner.ndjson', 'utf8');
const browser = readFileSync('contracts/captures/browser.har', 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-captures-'));
  mkdirSync(join(folder, 'all/deep'), { recursive: true });
  mkdirSync(join(folder, 'all/.hidden'));
  mkdirSync(join(folder, 'none'));
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'all/b.har.gz'), gzipSync(browser));
  writeFileSync(join(folder, 'all/deep/a.log'), owner);
  writeFileSync(join(folder, 'all/deep/c.zip'), zipOf({ 'har.har': browser }));
  writeFileSync(join(folder, 'all/notes.md'), '# Notes');
  mkdirSync(join(folder, 'attached'));
  const attached = 'da39a3ee5e6b4b0d3255bfef95601890afd80709.json';
  writeFileSync(join(folder, 'attached', attached), '{"request": 1}');
  writeFileSync(join(folder, 'attached/a.har'), browser.replace(/"text":"(?:[^"\\]|\\.)*"/, `"_file":"${attached}"`));
  writeFileSync(join(folder, 'all/.hidden/x.har'), 'no capture');
  writeFileSync(join(folder, 'none/notes.md'), '# Notes');
  mkdirSync(join(folder, 'entryless'));
  writeFileSync(join(folder, 'entryless/a.har'), '{"log":{"version":"1.2","entries":[]}}');
  writeFileSync(join(folder, 'entryless/b.txt'), 'no capture');
  symlinkSync('..', join(folder, 'all/deep/up'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(captures: readonly string[], more: { args?: string[]; input?: string | Uint8Array } = {}): Promise<Ran> {
  const args = ['--base-url', 'http://127.0.0.1:4010', '--format', 'json', ...(more.args ?? [])];
  return run(
    ['check', 'spec/openapi.yaml', ...captures, ...args],
    more.input === undefined ? {} : { input: more.input },
  );
}

function entries({ stdout }: Ran): number {
  return JSON.parse(stdout).summary.entries;
}

describe('docproof check', () => {
  test('A check reads all captures in a folder and below it, and names the files that are not captures', async () => {
    const one = entries(await check(['contracts/captures/browser.har']));
    const two = entries(await check(['contracts/captures/owner.ndjson']));
    const all = await check([join(folder, 'all')]);
    expect(entries(all)).toBe(2 * one + two);
    expect(all.stderr).toMatch(/^not read, because they are empty or of no known format: \S*notes\.md\n$/);
    const again = await check([join(folder, 'all/deep/a.log'), join(folder, 'all')], { args: ['--workers', '2'] });
    expect(entries(again)).toBe(2 * one + two);
  });

  test.each([['1'], ['2']])(
    'A check reads each file once if it is named itself and by its folder, in %s threads',
    async (workers) => {
      const folders = join(folder, 'attached');
      const one = await check([join(folders, 'a.har')]);
      const named = [join(folders, 'a.har'), folders, relative('.', join(folders, 'a.har'))];
      expect(await check(named, { args: ['--workers', workers] })).toEqual(one);
    },
  );

  test.each([['1'], ['2']])(
    'A check names the files of a folder that holds no capture, in %s threads',
    async (workers) => {
      const path = join(folder, 'entryless');
      const { code, stderr } = await check([path], { args: ['--workers', workers] });
      expect(code).toBe(2);
      expect(stderr).toMatch(/not read, because they are empty or of no known format: \S*a\.har, \S*b\.txt\n/);
      expect(stderr).toContain(`${path}: none of the 2 files in this folder is a capture`);
    },
  );

  test('A check reads the bodies beside a HAR as part of it and not as captures', async () => {
    const { stderr, stdout } = await check([join(folder, 'attached')]);
    expect([stderr, JSON.parse(stdout).summary.unread]).toEqual(['', []]);
    const together = await check([join(folder, 'attached')], { args: ['--workers', '2'] });
    expect(JSON.parse(together.stdout)).toEqual(JSON.parse(stdout));
  });

  test('A check reads the captures that a pattern matches', async () => {
    expect(entries(await check([join(folder, 'all/**/*.{gz,zip}')]))).toBe(
      2 * entries(await check(['contracts/captures/browser.har'])),
    );
  });

  test('A check reads a compressed capture and an archive from standard input', async () => {
    const plain = JSON.parse((await check(['-'], { input: owner })).stdout);
    expect(plain.summary.checked).toBeGreaterThan(0);
    for (const input of [gzipSync(owner), zipOf({ owner })])
      expect(JSON.parse((await check(['-'], { input })).stdout)).toEqual(plain);
  });

  test.runIf(process.platform === 'linux').each([[[]], [['--workers', '2']], [['--follow']]])(
    'A check refuses a file that the system cannot read and says what to do (%s)',
    async (args) => {
      // A file whose first page is never there.
      const { code, stderr } = await check(['/proc/self/mem'], { args });
      expect([code, stderr]).toEqual([2, expect.stringContaining('/proc/self/mem: cannot be read: EIO')]);
      expect(stderr).not.toContain('fault in Docproof');
      expect(stderr).toContain('Copy it to another place');
    },
  );

  test.each([
    ['a folder without captures', 'none', /the only file in this folder is not a capture/],
    ['an empty folder', 'empty', /there is no file in this folder/],
    ['a pattern that matches nothing', '*.nothing', /no file matches this pattern/],
    ['a file that is not a capture', 'none/notes.md', /is of no known format: it begins with "# Notes"/],
  ])('A check refuses %s', async (_name, path, message) => {
    const { code, stderr } = await check([join(folder, path)]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
