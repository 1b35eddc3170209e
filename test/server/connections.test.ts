import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { askRaw, sendRaw, statusOf } from '../support/raw-socket.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { text/plain: { example: whole-answer } } } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '201': { description: made } } }
`;
const THINGS = ['GET /things HTTP/1.1', 'Host: x'] as const;
const POST = 'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n';

async function mockWith(options: ListenOptions): Promise<number> {
  const server = await startMock(await contractOf(DOCUMENT), { port: 0, grace: 0, ...options });
  onTestFinished(() => server.close());
  return server.port;
}

/** Connects and sends these bytes; what comes back is of no interest. */
async function hold(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  onTestFinished(() => {
    socket.destroy();
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  if (bytes !== '') await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  return socket;
}

describe('the number of connections', () => {
  test('A server answers a new client beside idle and slow ones, gives 503 beyond its limit, and serves again when they are gone', async () => {
    const port = await mockWith({ maxConnections: 40 });
    const held = await Promise.all(
      Array.from({ length: 39 }, (_, index) =>
        hold(port, ['', 'GET /things HTTP/1.1\r\nHost: x\r\nX: ', `${POST}Content-Length: 1000\r\n\r\n`][index % 3]),
      ),
    );
    expect(statusOf(await askRaw(port, ...THINGS))).toBe(200);
    await expect.poll(() => askRaw(port, ...THINGS).then(statusOf)).toBe(200);
    const last = await hold(port);
    const refused = await askRaw(port, ...THINGS);
    expect(refused).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: 1\r\n[\s\S]*#TOO_MANY_CONNECTIONS/);
    expect(refused).not.toContain('whole-answer');
    for (const socket of [last, ...held.slice(0, 20)]) socket.destroy();
    await expect.poll(() => askRaw(port, ...THINGS).then(statusOf)).toBe(200);
  });

  test('A connection that was refused has no effect, and takes no place for long', async () => {
    const told: string[] = [];
    const port = await mockWith({ maxConnections: 1, onAnswer: ({ method }) => told.push(method) });
    const held = await hold(port);
    for (let index = 0; index < 5; index += 1) {
      const answer = await sendRaw(port, `${POST}Content-Length: 4\r\n\r\ntext${POST}Content-Length: 4\r\n\r\ntext`);
      expect(statusOf(answer)).toBe(503);
    }
    expect(told).toEqual([]);
    held.destroy();
    await expect.poll(() => askRaw(port, ...THINGS).then(statusOf)).toBe(200);
  });
});

describe('the time that clients take', () => {
  test.each([
    ['sends nothing', '', ''],
    ['sends its head byte by byte', 'GET /things HTTP/1.1\r\nX: ', 'x'],
    ['sends its body byte by byte', `${POST}Content-Length: 100000\r\n\r\n`, 'x'],
    ['sends an endless chunk extension', `${POST}Transfer-Encoding: chunked\r\n\r\n1;`, 'x'],
  ])('A client that %s gets 408 when its time is over', async (_what, first, drip) => {
    const port = await mockWith({ headersTimeout: 200, requestTimeout: 400 });
    let received = '';
    const socket = await hold(port, first);
    socket.on('data', (chunk) => {
      received += chunk;
    });
    const dripping = setInterval(() => socket.write(drip), 20);
    await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    clearInterval(dripping);
    expect(received).toMatch(/^HTTP\/1\.1 408 [\s\S]*#REQUEST_TIMEOUT/);
    expect(statusOf(await askRaw(port, ...THINGS))).toBe(200);
  });

  test('An answer that takes longer than a request may is sent whole', async () => {
    const port = await mockWith({ headersTimeout: 50, requestTimeout: 100 });
    expect(await askRaw(port, ...THINGS, 'Prefer: delay=600')).toMatch(/^HTTP\/1\.1 200 [\s\S]*whole-answer$/);
    expect(await askRaw(port, ...THINGS, 'Prefer: fault=slow')).toMatch(/^HTTP\/1\.1 200 [\s\S]*whole-answer$/);
  });

  test('Limits of 0 are no limits, and a limit for heads above that for requests starts too', async () => {
    for (const limits of [
      { headersTimeout: 0, requestTimeout: 0 },
      { headersTimeout: 0, requestTimeout: 5_000 },
      { headersTimeout: 5_000, requestTimeout: 0 },
      { headersTimeout: 5_000, requestTimeout: 1_000 },
    ])
      expect(statusOf(await askRaw(await mockWith(limits), ...THINGS))).toBe(200);
  });
});
