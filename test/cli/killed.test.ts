import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { run, type Started } from '../support/command.js';
import { askAt, startForTest } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: '1', name: a } } } } }
  /parts:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 5, name: a } } } } }
  /parts/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
  /things/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
`;

let folder: string;
let document: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-killed-'));
  document = join(folder, 'api.yaml');
  writeFileSync(document, DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a verb that serves, and logs nothing. */
const start = (...args: readonly string[]): Promise<Started> => startForTest(...args, '-v', 'silent');

/** Ends a process at once, as a machine that runs out of memory would. */
async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function service(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
    response.end(request.method === 'POST' ? '{"id":"1"}' : '[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

test.each(['har', 'ndjson'])('A killed proxy has recorded every exchange that had ended: %s', async (ending) => {
  const upstream = await service();
  const file = join(folder, `killed.${ending}`);
  const { child, url } = await start('proxy', document, upstream, '--record', file);
  const entries = (): number =>
    ending === 'har'
      ? JSON.parse(readFileSync(file, 'utf8')).log.entries.length
      : readFileSync(file, 'utf8').split('\n').length - 1;
  for (let count = 0; count < 20; count += 1)
    await askAt(url, 'POST /things', { body: { name: 'x'.repeat(count * 1000) } });
  await expect.poll(entries).toBe(20);
  // More are under way when it dies.
  const underWay = Array.from({ length: 50 }, () => askAt(url, 'GET /things').catch(() => undefined));
  await kill(child);
  await Promise.all(underWay);
  expect(entries()).toBeGreaterThanOrEqual(20);
  const checked = await run(['check', document, file, '--base-url', upstream]);
  expect([checked.code, checked.stderr]).toEqual([0, '']);
  const again = await start('proxy', document, upstream, '--record', file);
  const before = entries();
  await askAt(again.url, 'GET /things');
  await expect.poll(entries).toBe(before + 1);
});

test('A killed mock keeps in its state file what was posted, and another mock can then use the file', async () => {
  const file = join(folder, 'state.sqlite');
  const first = await start('mock', document, '--state', file);
  const posted = await askAt(first.url, 'POST /things', { body: { name: 'kept' } });
  expect(posted.status).toBe(201);
  const other = await run(['mock', document, '--state', file, '--port', '0']);
  expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/in use by process \d+/)]);
  await kill(first.child);
  const second = await start('mock', document, '--state', file);
  const state = await askAt(second.url, 'GET /_docproof/state');
  expect(JSON.stringify(state.json)).toContain('kept');
  await kill(second.child);
  // The number of the killed process may belong to another by now, which was started at another time.
  if (!existsSync('/proc/self/stat')) return;
  writeFileSync(`${file}.owner`, readFileSync(`${file}.owner`, 'utf8').replace(/^\d+/, String(process.pid)));
  const third = await start('mock', document, '--state', file);
  expect(JSON.stringify((await askAt(third.url, 'GET /_docproof/state')).json)).toContain('kept');
});

test.each([
  ['in one process', []],
  ['in one process per core', ['--multiprocess']],
] as const)('A mock %s that is killed and started again gives new ids, both numeric and seeded', async (_, flags) => {
  const file = join(folder, `counters${flags.length}.sqlite`);
  const created: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { url, child } = await start('mock', document, '--state', file, '--seed', 's', ...flags);
    // At once: with several processes each of them counts.
    const answers = await Promise.all(
      ['things', 'parts'].flatMap((path) =>
        Array.from({ length: 8 }, () => askAt(url, `POST /${path}`, { body: { name: 'x' } })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    created.push(...answers.map(({ headers }) => headers.get('location')?.replace(url, '') ?? ''));
    await kill(child);
  }
  expect(new Set(created).size).toBe(48);
  const numbers = created.flatMap((path) => /^\/parts\/(\d+)$/.exec(path)?.[1] ?? []).map(Number);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => 6 + index));
});
