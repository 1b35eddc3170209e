import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { loadContract, type RunningServer, startMock } from '../../src/api/index.js';
import { HEADERS, payload } from '../support/operations.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startMock(await loadContract(), { port: 0, maxBody: 50_000 });
});
afterAll(() => server.close());

/** Sends bytes as they are, and gives all that comes back until the server closes the connection or has answered. */
function raw(bytes: string | Uint8Array, { endsItself = true } = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received));
    socket.write(bytes);
    if (endsItself) socket.end();
  });
}

async function answersStill(): Promise<void> {
  const response = await fetch(`${server.url}/identityRiskEvents`, {
    method: 'POST',
    headers: HEADERS,
    body: payload('createIdentityRiskEvent', 'request.documented'),
  });
  expect(response.status).toBe(201);
  await response.arrayBuffer();
}

describe('hostile requests', () => {
  test.each([
    ['bytes that are not HTTP', '\x00\x01\x02\x03\r\n\r\n'],
    ['an incomplete request line', 'POST\r\n\r\n'],
    ['an absolute target', 'GET http://other/identityRiskEvents HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    [
      'percent signs without digits',
      'POST /%zz/%/identityRiskEvents?%=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
    [
      'a malformed chunk size',
      'POST /identityRiskEvents HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['two lengths', 'POST /identityRiskEvents HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([
        Buffer.from(
          'POST /identityRiskEvents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n',
        ),
        Buffer.from([0xff, 0xfe, 0xfd]),
      ]),
    ],
  ])('A mock still answers after a hostile request: %s', async (_name, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    await answersStill();
  });

  test('A mock still answers after an upload that breaks off', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('POST /identityRiskEvents HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n{"a":');
        setImmediate(() => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    await answersStill();
  });

  test('A mock refuses JSON that is nested 20,000 levels deep', async () => {
    const response = await fetch(`${server.url}/identityRiskEvents`, {
      method: 'POST',
      headers: HEADERS,
      body: `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('nested')]);
  });

  test('A body with __proto__ and constructor pollutes no prototype', async () => {
    const body = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}`;
    const response = await fetch(`${server.url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body });
    expect(response.status).toBe(400);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('Any request gets an answer below 500 that is JSON or empty', async () => {
    // With its own server, because fetch may take up a connection that the tests before made the other one close.
    const own = await startMock(await loadContract(), { port: 0, maxBody: 50_000 });
    onTestFinished(() => own.close());
    const text = fc.string({ unit: 'grapheme-ascii' });
    const header = text.map((value) => value.replace(/[^\x20-\x7e]/g, '').trim());
    const request = fc.record({
      path: fc.oneof(
        fc.constant('/identityRiskEvents'),
        fc.webPath(),
        text.map((segment) => `/auditLogs/${encodeURIComponent(segment)}`),
      ),
      query: fc.oneof(
        fc.constant(''),
        fc.webQueryParameters(),
        fc.constantFrom('__code=999', '__dynamic=maybe', '__example=__proto__', '__code=201&__code=404'),
      ),
      method: fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
      accept: fc.oneof(fc.constant('*/*'), header),
      prefer: fc.oneof(
        fc.constant(''),
        fc.constantFrom('code=201', 'dynamic=true', 'example=toString', 'code=0', 'code=,=;,"'),
        header,
      ),
      type: fc.oneof(
        fc.constant('application/json'),
        fc.constantFrom('application/json; charset=nonsense', 'multipart/form-data', '*/*', ';'),
        header,
      ),
      authorization: fc.oneof(fc.constant('Bearer x'), header),
      body: fc.oneof(fc.json(), fc.string(), fc.constant(payload('createIdentityRiskEvent', 'request.documented'))),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ path, query, method, accept, prefer, type, authorization, body }) => {
        const response = await fetch(`${own.url}${path}?${query}`, {
          method,
          headers: { accept, prefer, 'content-type': type, authorization },
          ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
        });
        expect(response.status).toBeLessThan(500);
        const answer = await response.text();
        if (answer !== '') JSON.parse(answer);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a request in unusual but valid form', () => {
  test('A mock accepts an absolute target and CRLF line ends in the body, as the pages show them', async () => {
    const body = payload('createIdentityRiskEvent', 'request.documented').trimEnd().replaceAll('\n', '\r\n');
    // The page documents Content-length: 413.
    const head =
      'POST https://graph.microsoft.com/docs\\api/identityRiskEvents HTTP/1.1\r\nHost: graph.microsoft.com\r\nConnection: close\r\nAuthorization: Bearer x\r\nContent-type: application/json\r\nContent-length: 413\r\n\r\n';
    expect(await raw(head + body, { endsItself: false })).toMatch(
      /^HTTP\/1\.1 201 Created[\s\S]*Location: http:\/\/graph\.microsoft\.com\/docs[^\n]*\/identityRiskEvents\/9953902a/,
    );
  });
});

describe('a server that stops', () => {
  test('A server that stops finishes running requests', async () => {
    const other = await startMock(await loadContract(), { port: 0 });
    const body = payload('createIdentityRiskEvent', 'request.documented');
    const answer = new Promise<string>((resolve) => {
      const socket = connect(other.port, '127.0.0.1', () => {
        socket.write(
          `POST /identityRiskEvents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 10)}`,
          () => {
            void other.close();
            socket.write(body.slice(10));
          },
        );
      });
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk.toString();
      });
      socket.on('close', () => resolve(received));
    });
    expect(await answer).toMatch(/^HTTP\/1\.1 201 /);
  });

  test('A server whose port is taken says so', async () => {
    await expect(startMock(await loadContract(), { port: server.port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(String(server.port)),
      cure: expect.stringContaining('--port'),
    });
  });
});
