import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type ListenOptions,
  type ProxyOptions,
  type RunningServer,
  startMock,
  startProxy,
} from '../../src/api/index.js';
import { InputError } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { askRaw, sendRaw, statusOf } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { example: { id: 7 } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: a } } } } }
`;

const HEALTH = 'GET /_docproof/health HTTP/1.1';
const THINGS = 'GET /things HTTP/1.1';

async function mockWith(options: ListenOptions = {}): Promise<RunningServer> {
  const server = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A proxy before a service, and the requests that reached the service. */
async function proxyWith(options: ProxyOptions = {}): Promise<RunningServer & { readonly reached: string[] }> {
  const reached: string[] = [];
  const service = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.closeAllConnections();
    service.close();
  });
  const address = service.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const server = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, { port: 0, ...options });
  onTestFinished(() => server.close());
  return { ...server, reached };
}

describe('the name by which a server is called', () => {
  let mock: RunningServer;
  beforeAll(async () => {
    mock = await startMock(await contractOf(DOCUMENT), {
      port: 0,
      allowHosts: ['Mock.Internal', '.example.com', 'under_score'],
    });
  });
  afterAll(() => mock.close());

  test.each([
    'localhost',
    'localhost:4010',
    'LOCALHOST:1',
    'localhost.',
    'localhost:',
    'app.localhost:3000',
    '127.0.0.1',
    '127.8.9.10:80',
    '10.1.2.3',
    '192.168.0.7:4010',
    '[::1]',
    '[::1]:4010',
    '[FE80::1]:4010',
    '[::ffff:127.0.0.1]',
    'mock.internal',
    'MOCK.internal.:4010',
    'example.com',
    'a.b.example.com:1',
    'under_score',
  ])('Pages of the server are given to a request with the Host %j', async (host) => {
    expect(statusOf(await askRaw(mock.port, HEALTH, `Host: ${host}`))).toBe(200);
  });

  test.each([
    'evil.example',
    'rebind.attacker.example:4010',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    'notexample.com',
    'mock.internal.evil.example',
    'sub.mock.internal',
    '2130706433',
    '127.1',
    '0x7f.0.0.1',
  ])('Pages of the server are refused to a request with the foreign Host %j', async (host) => {
    const answer = await askRaw(mock.port, HEALTH, `Host: ${host}`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 [\s\S]*application\/problem\+json[\s\S]*#FOREIGN_HOST/);
    expect(answer).not.toMatch(/access-control/i);
  });

  test.each([
    '',
    'a b',
    'user@localhost',
    'user:secret@127.0.0.1',
    '::1',
    '[::1',
    '[nonsense]',
    '[127.0.0.1]',
    'localhost:port',
    'localhost:123456',
    'localhost/x',
    'localhost, localhost',
    'local%68ost',
    'localhost..',
    '.localhost',
    'lоcalhost',
  ])('A Host that no host can have gets 400: %j', async (host) => {
    const answer = await sendRaw(
      mock.port,
      `${HEALTH}\r\nHost: ${Buffer.from(host).toString('latin1')}\r\nConnection: close\r\n\r\n`,
    );
    expect(statusOf(answer)).toBe(400);
  });

  test('A request with two Host fields, or with none in HTTP/1.1, gets 400', async () => {
    expect(statusOf(await askRaw(mock.port, HEALTH, 'Host: localhost', 'Host: evil.example'))).toBe(400);
    expect(statusOf(await askRaw(mock.port, HEALTH, 'Host: localhost', 'hOST: localhost'))).toBe(400);
    expect(statusOf(await askRaw(mock.port, HEALTH))).toBe(400);
  });

  test('A request of HTTP/1.0 needs no Host, and one that it has is checked', async () => {
    const old = HEALTH.replace('1.1', '1.0');
    expect(statusOf(await askRaw(mock.port, old))).toBe(200);
    expect(statusOf(await askRaw(mock.port, old, 'Host: localhost'))).toBe(200);
    expect(statusOf(await askRaw(mock.port, old, 'Host: evil.example'))).toBe(403);
  });

  test('A request whose target is a whole URL needs a good host there and in Host', async () => {
    const ask = (target: string, host: string) =>
      askRaw(mock.port, `GET ${target}/_docproof/health HTTP/1.1`, `Host: ${host}`).then(statusOf);
    expect(await ask('http://localhost:1', 'localhost')).toBe(200);
    expect(await ask('HTTP://[::1]', '127.0.0.1')).toBe(200);
    expect(await ask('http://evil.example', 'localhost')).toBe(403);
    expect(await ask('http://localhost', 'evil.example')).toBe(403);
    expect(await ask('http://user@localhost', 'localhost')).toBe(400);
    expect(await ask('ftp://localhost', 'localhost')).toBe(400);
  });

  test('The bound name is accepted, and the paths of the API answer by any name', async () => {
    for (const host of ['evil.example', 'mock', 'user@x', ''])
      expect(statusOf(await askRaw(mock.port, THINGS, `Host: ${host}`))).toBe(200);
    const bound = await mockWith({ host: 'LocalHost' });
    expect(statusOf(await askRaw(bound.port, HEALTH, 'Host: localhost'))).toBe(200);
  });

  test('A proxy refuses a foreign Host on every path, and the service hears nothing of it', async () => {
    const { port, reached } = await proxyWith({ allowHosts: ['proxy'] });
    for (const path of ['/things', '//evil.example/things', '/_docproof/health']) {
      expect(statusOf(await askRaw(port, `GET ${path} HTTP/1.1`, 'Host: evil.example'))).toBe(403);
      expect(statusOf(await askRaw(port, `GET http://evil.example${path} HTTP/1.1`, 'Host: localhost'))).toBe(403);
      expect(statusOf(await askRaw(port, `GET ${path} HTTP/1.1`, 'Host: localhost', 'Host: localhost'))).toBe(400);
    }
    expect(
      statusOf(
        await askRaw(
          port,
          'OPTIONS /things HTTP/1.1',
          'Host: x',
          'Origin: http://x',
          'Access-Control-Request-Method: GET',
        ),
      ),
    ).toBe(403);
    expect(reached).toEqual([]);
    expect(statusOf(await askRaw(port, THINGS, 'Host: proxy:8080'))).toBe(200);
    expect(statusOf(await askRaw(port, 'GET //localhost/things HTTP/1.1', 'Host: [::1]'))).toBe(200);
    expect(reached).toEqual(['GET /things', 'GET //localhost/things']);
  });

  test.each(['http://a.example', 'a.example:80', 'a b', '', '*', '..a', 'a/b'])(
    'A name that no host can have is refused at start: %j',
    async (name) => {
      const starting = startMock(await contractOf(DOCUMENT), { port: 0, allowHosts: [name] });
      await expect(starting).rejects.toThrow(InputError);
      await expect(starting).rejects.toMatchObject({ code: 'bad-option' });
    },
  );
});

describe('pages under /_docproof/ for other pages', () => {
  const STATE = '/_docproof/state HTTP/1.1';

  async function withState(options: ListenOptions = {}) {
    const { port } = await mockWith({ stateful: true, seed: 'a', ...options });
    const posted = await sendRaw(
      port,
      'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 18\r\n\r\n{"name":"private"}',
    );
    expect(statusOf(posted)).toBe(201);
    const token = /"token":"([\w-]{32})"/.exec(
      await askRaw(port, 'GET /_docproof/token HTTP/1.1', 'Host: localhost'),
    )?.[1];
    return { port, token, host: `Host: localhost:${port}`, origin: `Origin: http://localhost:${port}` };
  }

  test.each([{}, { cors: false }])('Pages of other origins read nothing there: %j', async (options) => {
    const { port, host } = await withState(options);
    for (const field of [
      'Origin: https://evil.example',
      'Origin: null',
      'Origin: ',
      `Origin: https://localhost:${port}`,
      `Origin: http://localhost:${port + 1}`,
      `Origin: http://app.localhost:${port}`,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Site: same-site',
      'Sec-Fetch-Site: anything',
    ])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE']) {
        const answer = await askRaw(port, `${method} ${STATE}`, host, field);
        expect([field, method, statusOf(answer)]).toEqual([field, method, 403]);
        expect(answer).not.toMatch(/access-control|private/i);
      }
    expect(await askRaw(port, `GET ${STATE}`, host)).toContain('private');
  });

  test('A page of the server reads there, and so do programs and people', async () => {
    const { port, host, origin } = await withState();
    for (const fields of [
      [],
      ['Sec-Fetch-Site: same-origin'],
      ['Sec-Fetch-Site: none'],
      [origin],
      [origin.toUpperCase().replace('ORIGIN: HTTP', 'Origin: http')],
      [origin, 'Sec-Fetch-Site: same-origin'],
      [origin.replace('http', 'https'), 'Sec-Fetch-Site: same-origin'],
    ]) {
      const answer = await askRaw(port, `GET ${STATE}`, host, ...fields);
      expect([fields, statusOf(answer)]).toEqual([fields, 200]);
      expect(answer).toContain('private');
      expect(answer).not.toMatch(/access-control/i);
    }
  });

  test('A page of the server changes something only with its token, and a program needs none', async () => {
    const { port, host, origin, token } = await withState();
    for (const fields of [
      [origin],
      [origin, 'Sec-Fetch-Site: same-origin'],
      ['Sec-Fetch-Site: same-origin'],
      [origin, 'X-Docproof-Token: '],
      [origin, `X-Docproof-Token: ${'a'.repeat(32)}`],
      [origin, `X-Docproof-Token: ${token}`, `X-Docproof-Token: ${token}`],
      ['Sec-Fetch-Site: none', `X-Docproof-Token: ${token}`],
      ['Sec-Fetch-Site: cross-site', `X-Docproof-Token: ${token}`],
      ['Origin: https://evil.example', `X-Docproof-Token: ${token}`],
    ])
      expect([fields, statusOf(await askRaw(port, `DELETE ${STATE}`, host, ...fields))]).toEqual([fields, 403]);
    expect(await askRaw(port, `GET ${STATE}`, host)).toContain('private');
    expect(statusOf(await askRaw(port, `DELETE ${STATE}`, host, origin, `X-Docproof-Token: ${token}`))).toBe(204);
    expect(await askRaw(port, `GET ${STATE}`, host)).not.toContain('private');
    expect(statusOf(await askRaw(port, `DELETE ${STATE}`, host))).toBe(204);
  });

  test('Servers have different tokens, unless one is given', async () => {
    const [one, other] = [await withState(), await withState()];
    expect(one.token).not.toBe(other.token);
    const given = 'given-given-given-given-given-32';
    expect((await withState({ pageToken: given })).token).toBe(given);
  });
});

describe('CORS of a mock and of a proxy', () => {
  const ORIGIN = 'Origin: https://app.example';
  const PREFLIGHT = [
    'OPTIONS /things HTTP/1.1',
    'Host: localhost',
    ORIGIN,
    'Access-Control-Request-Method: POST',
  ] as const;
  const PRIVATE = 'Access-Control-Request-Private-Network: true';

  test('A private network is opened only by allowPrivateNetwork', async () => {
    for (const start of [mockWith, (options: ProxyOptions = {}) => proxyWith({ cors: true, ...options })]) {
      const closed = await askRaw((await start()).port, ...PREFLIGHT, PRIVATE);
      expect(statusOf(closed)).toBe(204);
      expect(closed).not.toMatch(/private-network/i);
      const { port } = await start({ allowPrivateNetwork: true });
      expect(await askRaw(port, ...PREFLIGHT, PRIVATE)).toContain('Access-Control-Allow-Private-Network: true\r\n');
      expect(await askRaw(port, ...PREFLIGHT)).not.toMatch(/private-network/i);
    }
  });

  test('A proxy has no CORS unless asked, and passes preflights on unjudged', async () => {
    for (const errors of [false, true]) {
      const { port, reached } = await proxyWith({ errors });
      const answer = await askRaw(port, THINGS, 'Host: localhost', ORIGIN);
      expect(statusOf(answer)).toBe(200);
      const preflight = await askRaw(port, ...PREFLIGHT);
      expect(statusOf(preflight)).toBe(200);
      const refused = await askRaw(port, 'GET /nothing HTTP/1.1', 'Host: localhost', ORIGIN);
      expect(answer + preflight + refused).not.toMatch(/access-control/i);
      expect(preflight).not.toContain('sl-violations');
      expect(reached.slice(0, 2)).toEqual(['GET /things', 'OPTIONS /things']);
    }
  });

  test('With cors, a proxy lets pages of any origin read, and none with credentials', async () => {
    const { port, reached } = await proxyWith({ cors: true, errors: true });
    for (const lines of [
      [THINGS, 'Host: localhost', ORIGIN],
      PREFLIGHT,
      ['GET /nothing HTTP/1.1', 'Host: localhost', ORIGIN],
    ]) {
      const answer = await askRaw(port, ...lines);
      expect(answer).toMatch(/access-control-allow-origin: \*\r\n/i);
      expect(answer).not.toMatch(/allow-credentials|app\.example/i);
    }
    expect(reached).toEqual(['GET /things']);
  });

  test('Only pages of the origins in allowOrigins read answers of a proxy with credentials', async () => {
    const { port } = await proxyWith({ allowOrigins: ['https://APP.example/'], mockOn: [200] });
    for (const lines of [[THINGS, 'Host: localhost', ORIGIN], PREFLIGHT]) {
      const answer = await askRaw(port, ...lines);
      expect(answer).toMatch(/access-control-allow-origin: https:\/\/app\.example\r\n/i);
      expect(answer).toMatch(/access-control-allow-credentials: true\r\n/i);
      expect(answer).toMatch(/vary: origin\r\n/i);
    }
    for (const other of ['https://app.example.evil', 'http://app.example', 'null', 'https://app.example:444'])
      expect(await askRaw(port, THINGS, 'Host: localhost', `Origin: ${other}`)).not.toMatch(/access-control/i);
    const both = await proxyWith({ allowOrigins: ['https://app.example'], cors: true });
    const open = await askRaw(both.port, THINGS, 'Host: localhost', 'Origin: https://other.example');
    expect(open).toMatch(/access-control-allow-origin: \*\r\n/i);
    expect(open).toMatch(/vary: origin/i);
    expect(open).not.toMatch(/credentials/i);
    await expect(proxyWith({ allowOrigins: ['app.example'] })).rejects.toMatchObject({ code: 'bad-option' });
  });
});
