import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Started } from '../support/command.js';
import { startForTest } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { text/plain: { example: whole-answer } } } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '201': { description: made, content: { text/plain: { example: whole-answer } } } } }
`;

let folder: string;
let document: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-stopping-'));
  document = join(folder, 'api.yaml');
  writeFileSync(document, DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a verb that serves, and logs nothing. */
const start = (...args: readonly string[]): Promise<Started> => startForTest(...args, '-v', 'silent');

/** A service that never ends its answers: `/things` begins one, a POST waits for all of its body and does not. */
async function endlessService(): Promise<string> {
  const service = createServer((request, response) => {
    request.resume();
    if (request.method === 'GET') response.writeHead(200, { 'content-type': 'text/plain' }).write('begun');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.closeAllConnections();
    service.close();
  });
  const address = service.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

interface Client {
  readonly socket: Socket;
  received(): string;
  readonly closed: Promise<void>;
}

async function client(port: number, bytes: string): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  onTestFinished(() => {
    socket.destroy();
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  return { socket, received: () => received, closed };
}

const POST = 'POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n';
const STATES = {
  'sent nothing': '',
  'sent half a head': 'GET /things HTTP/1.1\r\nHost: localhost\r\nX-A: b',
  'sent half a body': `${POST}Content-Length: 1000\r\n\r\nhalf`,
  'waits for a delayed answer': `${POST}Prefer: delay=600000\r\nContent-Length: 4\r\n\r\ntext`,
  'reads a streaming answer': 'GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'was answered and keeps its connection': 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n',
} as const;

/** Time for bytes to arrive: only more than the server needs, so that a slow machine changes nothing. */
const pause = (ms = 400): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const VERBS: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
  ['mock', async () => ['mock', document, '--fault', 'GET /things: 100% slow']],
  ['mock -m', async () => ['mock', document, '--fault', 'GET /things: 100% slow', '-m']],
  ['proxy', async () => ['proxy', document, await endlessService()]],
];

describe.each(VERBS)('docproof %s', (verb, args) => {
  test(`docproof ${verb} exits with 0 after SIGTERM and its grace, whatever state its clients are in`, async () => {
    const { child, port, ended } = await start(...(await args()), '--grace', '300');
    const clients = await Promise.all(Object.values(STATES).map((bytes) => client(port, bytes)));
    await pause();
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    for (const { closed, received } of clients) {
      await closed;
      expect(received()).not.toContain('whole-answer');
    }
  });

  test(`A second signal ends docproof ${verb} at once with 0, however long its grace is`, async () => {
    const { child, port, ended } = await start(...(await args()), '--grace', '3600000');
    const one = await client(port, STATES['sent half a body']);
    await pause();
    child.kill('SIGTERM');
    await pause();
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await one.closed;
  });
});

test('A mock that stops finishes what is under way, refuses what is new, and closes what is idle', async () => {
  const { child, port, ended } = await start('mock', document, '--grace', '60000');
  const silent = await client(port, '');
  const idle = await client(port, STATES['was answered and keeps its connection']);
  const half = await client(port, `${POST}Content-Length: 4\r\n\r\nte`);
  const head = await client(port, STATES['sent half a head']);
  await pause();
  child.kill('SIGTERM');
  await Promise.all([silent.closed, idle.closed]);
  expect(silent.received()).toBe('');
  expect(idle.received()).toMatch(/^HTTP\/1\.1 404 /);
  const refused = await fetch(`http://127.0.0.1:${port}/things`).catch((error: Error) => error.cause);
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  head.socket.write('\r\n\r\n');
  await head.closed;
  expect(head.received()).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: 5\r\n[\s\S]*#STOPPING/);
  half.socket.write(`xt${STATES['waits for a delayed answer']}`);
  await half.closed;
  expect(half.received()).toMatch(/^HTTP\/1\.1 201 [\s\S]*whole-answer/);
  expect(half.received().match(/HTTP\/1\.1 2/g)).toHaveLength(1);
  expect(await ended).toEqual([0, null]);
});

test('A mock on all cores gives every process the same page token, and Ctrl+C in a terminal ends them with 0', async () => {
  const { child, port, ended } = await start('mock', document, '-m', '--grace', '300');
  const tokens = new Set<string>();
  for (let index = 0; index < 8; index += 1)
    tokens.add(
      await (await fetch(`http://127.0.0.1:${port}/_docproof/token`, { headers: { connection: 'close' } })).text(),
    );
  expect(tokens.size).toBe(1);
  const one = await client(port, STATES['sent half a body']);
  await pause();
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  await one.closed;
});

test.each([
  ['mock', []],
  ['mock -m', ['-m']],
])('After SIGTERM docproof %s answers for as long as --drain says, and is not ready; then it ends', async (_, more) => {
  const { child, port, ended } = await start('mock', document, '--drain', '3000', '--grace', '300', ...more);
  const status = async (path: string): Promise<number> => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect(await status('/_docproof/ready')).toBe(200);
  child.kill('SIGTERM');
  await expect.poll(() => status('/_docproof/ready')).toBe(503);
  expect(await status('/things')).toBe(200);
  expect(await status('/_docproof/health')).toBe(200);
  expect(child.exitCode).toBeNull();
  expect(await ended).toEqual([0, null]);
});

test('Ctrl+C and a second signal do not wait for --drain', async () => {
  const interrupted = await start('mock', document, '--drain', '3600000', '--grace', '300');
  await pause();
  interrupted.child.kill('SIGINT');
  expect(await interrupted.ended).toEqual([0, null]);
  const twice = await start('mock', document, '--drain', '3600000', '--grace', '300');
  await pause();
  twice.child.kill('SIGTERM');
  await pause();
  expect(twice.child.exitCode).toBeNull();
  twice.child.kill('SIGTERM');
  expect(await twice.ended).toEqual([0, null]);
});
