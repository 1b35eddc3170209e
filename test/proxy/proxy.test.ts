import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Answered,
  checkExchange,
  type ProxiedExchange,
  type ProxyOptions,
  startProxy,
} from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { type Asking, askAt } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters: [{ name: top, in: query, schema: { type: integer } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: integer } } }, example: { id: 7 } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name] } }, application/octet-stream: {} } }
      responses: { '201': { description: made } }
  /secret: { get: { security: [{ key: [] }], responses: { '200': { description: ok } } } }
  /old: { get: { deprecated: true, responses: { '200': { description: ok } } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;

/** A service for one test, and a proxy before it. */
async function between(listener: RequestListener, options: ProxyOptions = {}, basePath = '') {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return proxyTo(`http://127.0.0.1:${portOf(server.address())}${basePath}`, options);
}

async function proxyTo(upstream: string, options: ProxyOptions = {}) {
  const exchanges: ProxiedExchange[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), upstream, {
    port: 0,
    allowHosts: ['client', 'x'],
    onExchange: (exchange) => exchanges.push(exchange),
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { proxy, exchanges, ask: (request: string, asking?: Asking) => askAt(proxy.url, request, asking) };
}

function portOf(address: unknown): number {
  return (address as { port: number }).port;
}

/** A service that speaks for itself. */
async function rawService(answer: (socket: Socket) => void) {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${portOf(server.address())}`;
}

function readAll(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => resolve(text));
  });
}

const json = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

describe('traffic through the proxy', () => {
  test('A request reaches the service as it was sent: method, path, query, headers and body', async () => {
    const seen: { url?: string | undefined; raw?: string[]; text?: string } = {};
    const { ask, proxy } = await between(
      async (request, response) => {
        Object.assign(seen, { url: request.url, raw: request.rawHeaders, text: await readAll(request) });
        response.writeHead(201).end();
      },
      {},
      '/base/',
    );
    await ask('POST /things?a=%20b+c&a=%2F', {
      headers: { 'X-Custom': 'One', connection: 'x-hop', 'x-hop': '1' },
      body: { name: 'x' },
    }).catch(() => undefined);
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    const body = '{"name":"y"}';
    socket.write(
      `POST /things?a=%20b+c&a=%2F HTTP/1.1\r\nHost: client\r\nX-Custom: One\r\nX-Custom: Two\r\nConnection: X-Hop, close\r\nX-Hop: 1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect(seen.url).toBe('/base/things?a=%20b+c&a=%2F');
    expect(seen.text).toBe(body);
    const raw = (seen.raw ?? []).join(' ');
    expect(raw).toContain('X-Custom One X-Custom Two');
    expect(raw).not.toMatch(/x-hop/i);
    expect(raw).toMatch(/Host 127\.0\.0\.1:\d+/);
  });

  test('An answer comes back as the service sent it: repeated headers, redirects, status text and bytes', async () => {
    const bytes = gzipSync('{"id":1}');
    const { proxy } = await between((_request, response) => {
      response.writeHead(302, 'Over There', [
        ...['Set-Cookie', 'a=1; Path=/', 'Set-Cookie', 'b=2'],
        ...[
          'Location',
          '/elsewhere',
          'Content-Encoding',
          'gzip',
          'X-MiXed',
          'yes',
          'Content-Length',
          String(bytes.length),
        ],
      ]);
      response.end(bytes);
    });
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    socket.write('GET /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await new Promise((resolve) => socket.once('close', resolve));
    const answer = Buffer.concat(chunks);
    const head = answer.toString('latin1');
    expect(head).toMatch(/^HTTP\/1\.1 302 Over There\r\n/);
    expect(head).toContain('Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nLocation: /elsewhere');
    expect(head).toContain('X-MiXed: yes');
    expect(answer.subarray(answer.indexOf('\r\n\r\n') + 4)).toEqual(bytes);
  });

  test('The proxy judges both directions, compressed or not', async () => {
    const { ask, exchanges } = await between((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"id":"x"}'));
    });
    const { status, json: body, headers } = await ask('GET /things?top=many');
    expect([status, body]).toEqual([200, { id: 'x' }]);
    expect(JSON.parse(headers.get('sl-violations') ?? '')).toMatchObject([
      { location: ['request', 'query', 'top'], code: 'type', severity: 'Error' },
      { location: ['response', 'body', 'id'], code: 'type', severity: 'Error' },
    ]);
    expect(exchanges).toMatchObject([{ isMocked: false, response: { status: 200 } }]);
    const unknown = await ask('GET /nothing');
    expect(JSON.parse(unknown.headers.get('sl-violations') ?? '')).toMatchObject([
      { code: 'undocumented-path', severity: 'Error' },
    ]);
    expect((await ask('GET /old')).headers.get('deprecation')).toBe('true');
  });

  test('The header and the log of the proxy give each fault the severity that a check gives it', async () => {
    const answered: Answered[] = [];
    const { ask, exchanges } = await between(
      (request, response) => {
        const isRefused = request.url?.includes('refused') === true;
        response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' });
        response.end('{"id":1}');
      },
      { onAnswer: (answer) => answered.push(answer) },
    );
    const contract = await contractOf(DOCUMENT);
    const headers: string[][] = [];
    for (const path of ['/things?top=many&colour=red', '/things?top=many&refused=1', '/nothing', '/nothing?refused']) {
      const told: unknown = JSON.parse((await ask(`GET ${path}`)).headers.get('sl-violations') ?? '[]');
      headers.push((told as { severity: string }[]).map(({ severity }) => severity.toLowerCase()));
    }
    const logged = answered.map(({ faults }) => faults.map(({ severity }) => severity));
    const checked = exchanges.map(({ request, response }, index) => {
      const judged = checkExchange(contract, { source: 'proxy', index, request, response });
      return 'violations' in judged ? judged.violations.map(({ severity }) => severity) : [];
    });
    expect(checked).toEqual([['error', 'warning'], ['warning', 'warning', 'error'], ['error'], ['error']]);
    expect(headers).toEqual(checked);
    expect(logged).toEqual(checked);
  });

  test('The proxy passes on endless streams and downloads of any size', async () => {
    let left = 40;
    const { proxy, exchanges } = await between((request, response) => {
      if (request.url === '/things') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: 1\n\n');
        const timer = setInterval(() => response.write('data: 2\n\n'), 20);
        request.once('close', () => clearInterval(timer));
        return;
      }
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      const more = (): void => {
        while (left > 0) {
          left -= 1;
          if (!response.write(Buffer.alloc(1 << 20, left))) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const download = await fetch(`${proxy.url}/big`);
    // While the client reads nothing, the proxy takes no more than what fits between the two.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(left).toBeGreaterThan(20);
    let length = 0;
    for await (const chunk of download.body ?? []) length += chunk.length;
    expect([length, left]).toEqual([40 * (1 << 20), 0]);
    const events = await fetch(`${proxy.url}/things`);
    const reader = events.body?.getReader();
    // On a busy machine the next event may have come already.
    expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^data: 1\n\n/);
    await reader?.cancel();
    await expect.poll(() => exchanges.length).toBe(2);
  });

  test('The proxy passes on an answer that is one byte larger than its buffer and comes in one piece', async () => {
    const size = 256 * 1024 + 1;
    const { proxy } = await between((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(Buffer.alloc(size, 0x61));
    });
    for (let call = 0; call < 3; call += 1)
      expect((await (await fetch(`${proxy.url}/things`)).text()).length).toBe(size);
  });

  test('The proxy passes on uploads as they arrive, even if the service answers before their end', async () => {
    let received = 0;
    const { ask } = await between(
      async (request, response) => {
        if (request.headers['x-early']) {
          json(response, {}, 413);
          return;
        }
        received = (await readAll(request)).length;
        response.writeHead(201).end();
      },
      { maxBody: 1000 },
    );
    const body = 'x'.repeat(3_000_000);
    const type = { 'content-type': 'application/octet-stream' };
    expect((await ask('POST /things', { headers: type, body })).status).toBe(201);
    expect(received).toBe(body.length);
    expect((await ask('POST /things', { headers: { ...type, 'x-early': '1' }, body })).status).toBe(413);
  });
});

describe('a service that fails', () => {
  test('A service that fails makes the proxy answer 502 with the cause, and 504 after the timeout', async () => {
    const nobody = await proxyTo('http://127.0.0.1:9');
    expect(await nobody.ask('GET /things')).toMatchObject({
      status: 502,
      json: {
        type: expect.stringMatching(/#UPSTREAM_FAILED$/),
        detail: expect.stringMatching(/nothing listens there/),
      },
    });
    const silent = await between(() => undefined, { timeout: 100 });
    expect(await silent.ask('GET /things')).toMatchObject({
      status: 504,
      json: { detail: expect.stringMatching(/100 ms/) },
    });
    const garbled = await proxyTo(await rawService((socket) => socket.end('this is no HTTP\r\n\r\n')));
    expect((await garbled.ask('GET /things')).status).toBe(502);
    const cut = await proxyTo(await rawService((socket) => socket.destroy()));
    expect((await cut.ask('GET /things')).status).toBe(502);
  });

  test('The proxy asks again when the service closes a kept connection just as it is used again', async () => {
    let calls = 0;
    const { ask } = await between((request, response) => {
      calls += 1;
      json(response, { id: calls });
      // Closed without a word after the answer, as services do with idle connections.
      if (calls === 1) response.once('finish', () => setImmediate(() => request.socket.destroy()));
    });
    expect((await ask('GET /things')).json).toEqual({ id: 1 });
    expect((await ask('GET /things')).status).toBe(200);
  });

  test('A broken answer of a service never looks like a complete one', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
    const broken = await proxyTo(await rawService((socket) => socket.end(`${head}Content-Length: 100\r\n\r\n{"id":`)));
    expect((await broken.ask('GET /things')).status).toBe(502);
    const late = await proxyTo(
      await rawService((socket) => {
        socket.write(`${head}Content-Length: 9000000\r\n\r\n${'x'.repeat(1000)}`);
        setTimeout(() => socket.destroy(), 50);
      }),
    );
    await expect(late.ask('GET /things')).rejects.toThrow();
    // What has no length ends with its connection: one that is reset has not ended.
    const reset = await proxyTo(
      await rawService((socket) => {
        socket.write(`${head}\r\n{"id":1}`);
        setTimeout(() => socket.resetAndDestroy(), 400);
      }),
    );
    await expect(reset.ask('GET /things')).rejects.toThrow();
    const garbage = await proxyTo(
      await rawService((socket) => socket.end(`${head}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope`)),
    );
    const response = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(garbage.proxy.url).port), '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.write('GET /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    });
    expect(response).toMatch(/200 OK[\s\S]*nope$/);
  });

  test('A client that disconnects ends the request to the service', async () => {
    let ended = false;
    const { proxy } = await between((request) => {
      request.once('close', () => {
        ended = true;
      });
    });
    const controller = new AbortController();
    const asked = fetch(`${proxy.url}/things`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(asked).rejects.toThrow();
    await expect.poll(() => ended).toBe(true);
  });
});

describe('--errors', () => {
  test('--errors refuses requests that break the document before they reach the service, and answers that break it', async () => {
    let asked = 0;
    const { ask } = await between(
      (_request, response) => {
        asked += 1;
        json(response, { id: 'x' });
      },
      { errors: true },
    );
    expect((await ask('GET /things?top=x')).json).toMatchObject({
      type: expect.stringMatching(/#UNPROCESSABLE_ENTITY$/),
    });
    expect((await ask('GET /secret')).status).toBe(401);
    expect((await ask('GET /nothing')).status).toBe(404);
    expect((await ask('PUT /things')).status).toBe(405);
    expect((await ask('POST /things', { body: {} })).status).toBe(422);
    expect(asked).toBe(0);
    const broken = await ask('GET /things');
    expect(broken).toMatchObject({
      status: 500,
      json: { type: expect.stringMatching(/#VIOLATIONS$/), validation: [{ location: ['response', 'body', 'id'] }] },
    });
    expect(JSON.parse(broken.headers.get('sl-violations') ?? '[]')).toMatchObject([
      { location: ['response', 'body', 'id'], severity: 'Error' },
    ]);
    expect((await ask('GET /old')).status).toBe(200);
    expect(asked).toBe(2);
  });

  test('--errors lets a body pass that is larger than the proxy can hold', async () => {
    let received = 0;
    const { ask } = await between(
      async (request, response) => {
        received = (await readAll(request)).length;
        response.writeHead(201).end();
      },
      { errors: true, maxBody: 1000 },
    );
    const body = 'x'.repeat(500_000);
    expect((await ask('POST /things', { headers: { 'content-type': 'application/octet-stream' }, body })).status).toBe(
      201,
    );
    expect(received).toBe(body.length);
  });
});

describe('operations that the service does not have yet', () => {
  test('--mock-on lets the mock answer where the service says that it has no answer yet', async () => {
    const { ask, exchanges } = await between((_request, response) => response.writeHead(501).end(), { mockOn: [501] });
    expect(await ask('GET /things')).toMatchObject({ status: 200, json: { id: 7 } });
    expect((await ask('POST /things', { body: { name: 'x' } })).status).toBe(201);
    expect(exchanges.map(({ isMocked }) => isMocked)).toEqual([true, true]);
    const plain = await between((_request, response) => response.writeHead(501).end());
    expect((await plain.ask('GET /things')).status).toBe(501);
  });
});

describe('pages of other origins', () => {
  test('A proxy with allowOrigins answers preflights, and adds the CORS headers that the service left out', async () => {
    const headers = { origin: 'https://app.example.com' };
    const { ask } = await between((_request, response) => json(response, { id: 1 }), {
      cors: true,
      allowOrigins: [headers.origin],
    });
    const preflight = await ask('OPTIONS /things', { headers: { ...headers, 'access-control-request-method': 'GET' } });
    expect(preflight.status).toBe(204);
    const answered = (await ask('GET /things', { headers })).headers;
    expect(answered.get('access-control-allow-origin')).toBe(headers.origin);
    expect(answered.get('access-control-allow-headers')).toBe('*');
    expect(answered.get('access-control-allow-credentials')).toBe('true');
    expect(answered.get('vary')).toBe('origin');
    const unasked = (await ask('GET /things')).headers;
    expect(unasked.get('access-control-allow-origin')).toBe('*');
    expect(unasked.get('access-control-allow-credentials')).toBeNull();
    const off = await between((_request, response) => json(response, { id: 1 }));
    expect((await off.ask('GET /things', { headers })).headers.has('access-control-allow-origin')).toBe(false);
  });

  test('A proxy adds nothing to what the service says of CORS', async () => {
    const { ask } = await between(
      (_request, response) => {
        response.setHeader('access-control-allow-origin', 'https://one.example.com');
        json(response, { id: 1 });
      },
      { cors: true, allowOrigins: ['https://app.example.com'] },
    );
    const { headers } = await ask('GET /things', { headers: { origin: 'https://app.example.com' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([
      'access-control-allow-origin',
    ]);
    expect(headers.get('access-control-allow-origin')).toBe('https://one.example.com');
  });
});

test('The proxy reaches the service through the upstream proxy that is set', async () => {
  const asked: string[] = [];
  const way = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    json(response, { id: 3 });
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    way.closeAllConnections();
    way.close();
  });
  const { ask } = await proxyTo('http://service.invalid/base', {
    upstreamProxy: `http://127.0.0.1:${portOf(way.address())}`,
  });
  expect(await ask('GET /things?top=1')).toMatchObject({ json: { id: 3 } });
  expect(asked).toEqual(['GET http://service.invalid/base/things?top=1']);
});

test('The proxy refuses an upstream that is not a URL', async () => {
  await expect(proxyTo('localhost:3000')).rejects.toMatchObject({ code: 'bad-option' });
});
