import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { askRaw, sendRaw, statusOf } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { text/plain: { example: whole-answer } } } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '201': { description: made } } }
`;
const THINGS = ['GET /things HTTP/1.1', 'Host: localhost'] as const;
const POST = 'POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n';

/** A request whose body has a type that is not documented. */
const REFUSED = `${POST.replace('text/plain', 'image/png')}Connection: close\r\nContent-Length: 900\r\n\r\n${'x'.repeat(900)}`;

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

describe('the bodies that a server holds', () => {
  const post = (port: number, body: string) =>
    sendRaw(port, `${POST}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);

  /** A service that reads each request and answers 201. */
  async function service(): Promise<{ url: string; reached: () => number }> {
    let reached = 0;
    const server = createServer((request, response) => {
      reached += 1;
      request.resume().on('end', () => {
        if (request.method === 'GET') response.writeHead(200, { 'content-type': 'text/plain' }).end('whole-answer');
        else response.writeHead(201).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    return {
      url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      reached: () => reached,
    };
  }

  test.each(['mock', 'proxy', 'strict proxy'])(
    'A %s that holds as many bodies as it may answers others with 503, and takes them again when those are gone',
    async (kind) => {
      const options = { maxBody: 1_000, maxBodies: 3_000, grace: 0, port: 0, errors: kind === 'strict proxy' };
      const proxied = await service();
      const proxy = async () => {
        const server = await startProxy(await contractOf(DOCUMENT), proxied.url, options);
        onTestFinished(() => server.close());
        return server.port;
      };
      const port = kind === 'mock' ? await mockWith(options) : await proxy();
      for (let index = 0; index < 10; index += 1) expect(statusOf(await post(port, 'x'.repeat(900)))).toBe(201);
      for (let index = 0; index < 10; index += 1) expect(statusOf(await sendRaw(port, REFUSED))).toBeGreaterThan(200);
      const held = await Promise.all(
        Array.from({ length: 4 }, () => hold(port, `${POST}Content-Length: 1000\r\n\r\n${'x'.repeat(990)}`)),
      );
      await expect
        .poll(() => post(port, 'x'.repeat(900)))
        .toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: 1\r\n[\s\S]*#TOO_MANY_BODIES/);
      expect(statusOf(await askRaw(port, ...THINGS))).toBeLessThan(300);
      for (const socket of held) socket.destroy();
      await expect.poll(() => post(port, 'x'.repeat(900)).then(statusOf)).toBe(201);
      for (let index = 0; index < 10; index += 1) expect(statusOf(await post(port, 'x'.repeat(900)))).toBe(201);
    },
  );

  test('A body that is larger than the limit of all together, and within its own, has room', async () => {
    const port = await mockWith({ maxBody: 1_000, maxBodies: 10 });
    for (let index = 0; index < 3; index += 1) expect(statusOf(await post(port, 'x'.repeat(1_000)))).toBe(201);
  });

  test('Bodies that are too large, broken off or refused are not held', async () => {
    const port = await mockWith({ maxBody: 1_000, maxBodies: 1_500 });
    for (let index = 0; index < 5; index += 1) {
      expect(statusOf(await post(port, 'x'.repeat(1_400)))).toBe(413);
      (await hold(port, `${POST}Transfer-Encoding: chunked\r\n\r\n3e7\r\n${'x'.repeat(999)}\r\n`)).destroy();
      await expect.poll(() => post(port, 'x'.repeat(1_000)).then(statusOf)).toBe(201);
    }
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

  test('Limits of 0 are not limits, and a limit for heads above that for requests starts too', async () => {
    for (const limits of [
      { headersTimeout: 0, requestTimeout: 0 },
      { headersTimeout: 0, requestTimeout: 5_000 },
      { headersTimeout: 5_000, requestTimeout: 0 },
      { headersTimeout: 5_000, requestTimeout: 1_000 },
    ])
      expect(statusOf(await askRaw(await mockWith(limits), ...THINGS))).toBe(200);
  });
});
