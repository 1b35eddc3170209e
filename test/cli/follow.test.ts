import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRecorder, type Recorder } from '../../src/api/index.js';
import { run } from '../support/command.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /a: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { n: { type: integer } } } } } } } } } }
`;

let folder: string;
let document: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-follow-'));
  document = join(folder, 'api.yaml');
  writeFileSync(document, DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function record(recorder: Recorder, n: unknown): void {
  recorder.record({
    request: { method: 'GET', url: '/a', headers: {}, body: { state: 'absent' } },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { state: 'present', content: JSON.stringify({ n }) },
    },
  });
}

/** Starts a check that follows, and gives what it says as it says it. */
function follow(file: string, ...flags: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'check', document, file, '--follow', ...flags], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const seen = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    seen.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    seen.stderr += chunk;
  });
  return { child, seen, ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
}

const started = ({ seen }: ReturnType<typeof follow>) =>
  expect.poll(() => seen.stderr, { timeout: 10_000 }).toMatch(/following; Ctrl\+C ends it/);

test.each(['ndjson', 'har'])(
  'A check with --follow reports faults as they are recorded and a summary at the end: %s',
  async (ending) => {
    const file = join(folder, `growing.${ending}`);
    const recorder = await createRecorder(file, { base: 'http://service.example' });
    onTestFinished(() => recorder.close());
    const { child, seen, ended } = follow(file, '--base-url', 'http://service.example');
    record(recorder, 1);
    record(recorder, 'one');
    await expect
      .poll(() => seen.stderr, { timeout: 10_000 })
      .toMatch(/✗ GET \/a response body \/n must be integer.* #1/);
    record(recorder, 'two');
    record(recorder, null);
    await expect.poll(() => seen.stderr, { timeout: 10_000 }).toMatch(/but is null.* #3/);
    expect(seen.stderr.trim().split('\n')).toHaveLength(3);
    expect(seen.stdout).toBe('');
    record(recorder, 2);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(seen.stdout).toMatch(/5 exchanges checked/);
    expect(seen.stdout).toMatch(/FAILED 3 errors in 5 exchanges/);
  },
);

test('A check with --follow ends with 0 for a valid capture and 2 for an empty one, and follows only one capture', async () => {
  const file = join(folder, 'holds.ndjson');
  const recorder = await createRecorder(file);
  const empty = follow(file);
  await started(empty);
  empty.child.kill('SIGINT');
  expect(await empty.ended).toBe(2);
  expect(empty.seen.stderr).toMatch(/the capture is empty/);
  record(recorder, 1);
  const holds = follow(file);
  await started(holds);
  holds.child.kill('SIGTERM');
  expect(await holds.ended).toBe(0);
  expect(holds.seen.stdout).toMatch(/PASSED no violations in 1 exchange/);
  recorder.close();
  const both = await run(['check', document, file, file, '--follow']);
  expect([both.code, both.stderr]).toEqual([2, expect.stringMatching(/several captures cannot be followed/)]);
  const missing = await run(['check', document, join(folder, 'missing.har'), '--follow']);
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/there is no such file/)]);
});

const line = (n: unknown): string =>
  `${JSON.stringify({ request: { method: 'GET', url: '/a' }, response: { status: 200, json: { n } } })}\n`;

test.each<readonly [string, string, (file: string) => void]>([
  [
    'another file takes the place of the capture',
    'another file took its place',
    (file) => {
      writeFileSync(`${file}.new`, line('wrong'));
      renameSync(`${file}.new`, file);
    },
  ],
  ['the capture is cut and begins again', 'it was cut, and begins again', (file) => writeFileSync(file, line(3))],
])('A check with --follow ends with 2 where %s, because it would not see what comes then', async (_, why, change) => {
  const file = join(folder, 'replaced.ndjson');
  writeFileSync(file, line(1) + line('two') + line(3));
  const { seen, ended } = follow(file);
  await expect.poll(() => seen.stderr, { timeout: 20_000 }).toContain('must be integer');
  change(file);
  expect(await ended).toBe(2);
  expect(seen.stderr).toContain(`${why} while it was followed: what comes now is not checked`);
});

test('A check with --follow goes on where a line that was half written is taken back', async () => {
  const file = join(folder, 'half.ndjson');
  writeFileSync(file, line(1));
  const { child, seen, ended } = follow(file);
  await started({ child, seen, ended });
  appendFileSync(file, '     ');
  await new Promise((resolve) => setTimeout(resolve, 500));
  truncateSync(file, line(1).length);
  await new Promise((resolve) => setTimeout(resolve, 500));
  appendFileSync(file, line('two'));
  await expect.poll(() => seen.stderr, { timeout: 20_000 }).toContain('must be integer');
  child.kill('SIGINT');
  expect(await ended).toBe(1);
});
