import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-stopped-'));
  await writeFile(join(folder, 'empty.har'), '{"log":{"entries":[]}}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FORMATS = ['html', 'junit', 'json', 'ndjson', 'markdown', 'sarif', 'github', 'text'];

test.each([
  [
    'no exchange is in scope',
    'spec/openapi.yaml',
    'contracts/captures/browser.har',
    /none of the 6 exchanges is in scope/,
  ],
  ['the capture is empty', 'spec/openapi.yaml', 'empty.har', /HAR capture without entries/],
  ['the capture is missing', 'spec/openapi.yaml', 'gone.har', /there is no such file/],
  ['the document is missing', 'gone.yaml', 'empty.har', /there is no such file/],
])(
  'Every report that was asked for is inconclusive, and takes the place of an older one, where %s',
  async (...given) => {
    const [, document, capture, why] = given;
    const files = FORMATS.map((format) => ({ format, file: join(folder, `report.${format}`) }));
    await Promise.all(files.map(({ file }) => writeFile(file, 'PASSED yesterday')));
    const path = capture.startsWith('contracts/') ? capture : join(folder, capture);
    const flags = files.flatMap(({ format, file }) => ['--format', `${format}=${file}`]);
    const { code, stderr, stdout } = await run(['check', document, path, ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(why)]);
    expect(stdout).toMatch(/^wrote .*report\.html\n[\s\S]*\nINCONCLUSIVE /);
    for (const { file } of files) {
      const text = (await readFile(file, 'utf8')).replace(/\s+/g, ' ');
      expect(text).toContain('INCONCLUSIVE');
      expect(text).toMatch(why);
      expect(text).not.toContain('PASSED');
    }
  },
);

test('A suite whose capture cannot be read gets its reports, and the other suites are checked', async () => {
  const config = join(folder, 'suites.yaml');
  await writeFile(
    join(folder, 'api.yaml'),
    'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { get: { responses: { "200": { description: ok } } } } }\n',
  );
  await writeFile(join(folder, 'a.ndjson'), '{"request":{"method":"GET","url":"/a"},"response":{"status":200}}\n');
  await writeFile(
    config,
    'suites:\n  first: { document: api.yaml, captures: [empty.har] }\n  second: { document: api.yaml, captures: [a.ndjson] }\n',
  );
  const { code, stderr } = await run(['check', '--config', config, '-f', `json=${join(folder, '{suite}.json')}`]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('suite first: ')]);
  const verdicts = await Promise.all(
    ['first', 'second'].map(async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')).verdict),
  );
  expect(verdicts.map(({ word }) => word)).toEqual(['INCONCLUSIVE', 'PASSED']);
});
