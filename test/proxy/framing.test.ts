import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type ProxiedExchange, type RunningServer, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things: { get: { responses: { '200': { description: ok } } } }
`;

/** A request as the service read it. */
interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

let seen: Seen[] = [];
let exchanges: ProxiedExchange[] = [];
let proxy: RunningServer;
let stop: () => Promise<void>;

beforeAll(async () => {
  const service = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, body, headers });
      const answer = (): void => {
        response.writeHead(200, { 'content-type': 'text/plain' }).end(`answer to ${url}`);
      };
      if (url?.startsWith('/admin')) setTimeout(answer, 200);
      else answer();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  proxy = await startProxy(
    await contractOf(DOCUMENT),
    `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    { port: 0, allowHosts: ['client', 'x'], onExchange: (exchange) => exchanges.push(exchange) },
  );
  stop = async () => {
    await proxy.close();
    service.closeAllConnections();
    service.close();
  };
});
afterAll(() => stop());
beforeEach(() => {
  seen = [];
  exchanges = [];
});

/** Sends bytes as they are, and gives what comes back until the connection closes. */
function send(bytes: string, port = proxy.port): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

const SMUGGLED = 'GET /admin/secret HTTP/1.1\r\nHost: x\r\n\r\n';
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'POST', 'PUT', 'PATCH'] as const;

/** A request whose body has a length, or comes in two chunks. */
function message(
  method: string,
  target: string,
  body: string | undefined,
  { isChunked = false, connection = 'close' }: { isChunked?: boolean; connection?: string } = {},
): string {
  const head = `${method} ${target} HTTP/1.1\r\nHost: client\r\nContent-Type: text/plain\r\nConnection: ${connection}\r\n`;
  if (body === undefined) return `${head}\r\n`;
  if (!isChunked) return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const middle = Math.ceil(body.length / 2);
  const chunks = [body.slice(0, middle), body.slice(middle)].filter((chunk) => chunk !== '');
  const written = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
  return `${head}Transfer-Encoding: chunked\r\n\r\n${written}0\r\n\r\n`;
}

describe('the body of a request', () => {
  test.each(METHODS)('The body of a %s request stays a body, whatever its Connection header names', async (method) => {
    const framings = [
      { isChunked: false, connection: 'content-length, close' },
      { isChunked: true, connection: 'Transfer-Encoding, close' },
    ];
    for (const framing of framings) {
      await send(message(method, '/things', SMUGGLED, framing));
      await send(message('GET', '/after', undefined));
    }
    expect(seen.map((request) => [request.method, request.url, request.body])).toEqual([
      [method, '/things', SMUGGLED],
      ['GET', '/after', ''],
      [method, '/things', SMUGGLED],
      ['GET', '/after', ''],
    ]);
    expect([seen[0]?.headers['content-length'], seen[0]?.headers['transfer-encoding']]).toEqual([
      String(SMUGGLED.length),
      undefined,
    ]);
    expect([seen[2]?.headers['content-length'], seen[2]?.headers['transfer-encoding']]).toEqual([undefined, 'chunked']);
  });

  test('The body of a request never becomes a second request whose answer the next client gets', async () => {
    for (let client = 0; client < 20; client += 1) {
      // The attacker does not wait: a service that read a second request would still be busy with it.
      const attack = send(message('DELETE', '/things', SMUGGLED, { connection: 'content-length, close' }));
      await expect.poll(() => seen.some(({ method }) => method === 'DELETE')).toBe(true);
      expect(await send(message('GET', `/things?client=${client}`, undefined))).toContain(
        `answer to /things?client=${client}`,
      );
      await attack;
      seen = [];
    }
    expect(exchanges).toHaveLength(40);
  });

  test('The proxy sends no Content-Length for a missing body, except 0 for POST, PUT and PATCH', async () => {
    for (const method of METHODS) await send(message(method, '/things', undefined));
    await send(message('POST', '/things', '', { connection: 'content-length, close' }));
    const framed = seen.map(({ method, headers }) => [method, headers['content-length'], headers['transfer-encoding']]);
    expect(framed).toEqual([
      ['GET', undefined, undefined],
      ['HEAD', undefined, undefined],
      ['OPTIONS', undefined, undefined],
      ['DELETE', undefined, undefined],
      ['POST', '0', undefined],
      ['PUT', '0', undefined],
      ['PATCH', '0', undefined],
      ['POST', '0', undefined],
    ]);
  });

  test('A request keeps its Content-Type and gets the right Host, even if its Connection header names them', async () => {
    await send(message('POST', '/things', 'text', { connection: 'host, content-type, x-hop, close' }));
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'text/plain',
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    });
  });
});

test('The service reads exactly the requests that the proxy judged, whatever their framing and Connection header', async () => {
  const nominated = fc.constantFrom(
    'content-length',
    'Transfer-Encoding',
    'HOST',
    'content-type',
    'x-hop',
    'keep-alive',
    'te',
    ' content-length ',
  );
  const request = fc.record({
    method: fc.constantFrom(...METHODS),
    nominations: fc.array(nominated, { maxLength: 4 }),
    isChunked: fc.boolean(),
    body: fc.option(
      fc.oneof(
        fc.constantFrom(SMUGGLED, `0\r\n\r\n${SMUGGLED}`, '0\r\n\r\n', '\r\n', ''),
        fc.string({ unit: 'binary-ascii', maxLength: 200 }),
      ),
      { nil: undefined },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 4 }), async (requests) => {
      seen = [];
      exchanges = [];
      // All on one connection of the client, one after the other.
      const bytes = requests.map(({ method, nominations, isChunked, body }, at) => {
        const connection = [...nominations, at === requests.length - 1 ? 'close' : 'keep-alive'].join(',');
        return message(method, `/things?at=${at}`, body, { isChunked, connection });
      });
      await send(bytes.join(''));
      const sent = requests.map(({ method, body }, at) => `${method} /things?at=${at} ${body ?? ''}`);
      const read = seen.map(({ method, url, body }) => `${method} ${url} ${body}`);
      await expect.poll(() => exchanges.length).toBe(requests.length);
      const judged = exchanges.map(({ request: { method, url, body } }) => {
        const content = body.state === 'present' ? body.content : '';
        return `${method} ${url} ${typeof content === 'string' ? content : Buffer.from(content).toString('latin1')}`;
      });
      expect(read.toSorted()).toEqual(sent.toSorted());
      expect(judged.toSorted()).toEqual(read.toSorted());
      expect(exchanges.every(({ isRefused }) => !isRefused)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

describe('the answer of a service', () => {
  /** What a client reads that asks twice on one connection. */
  async function askedTwice(answer: string, method = 'GET'): Promise<string> {
    const service = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write(answer));
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const address = service.address();
    const before = await startProxy(
      await contractOf(DOCUMENT),
      `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      { port: 0, allowHosts: ['client', 'x'] },
    );
    onTestFinished(async () => {
      await before.close();
      service.close();
    });
    const first = message(method, '/things', undefined, { connection: 'keep-alive' });
    return send(first + message('GET', '/things', undefined), before.port);
  }

  const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

  test('The answer of a service keeps its length and type, even if its Connection header names them', async () => {
    const answers = await askedTwice(
      `${HEAD}Connection: content-length, content-type, x-hop\r\nX-Hop: 1\r\nContent-Length: 5\r\n\r\nhello`,
    );
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(answers.match(/Content-Length: 5\r\n[\s\S]*?\r\n\r\nhello/g)).toHaveLength(2);
    expect(answers.match(/Content-Type: text\/plain/g)).toHaveLength(2);
    expect(answers).not.toMatch(/x-hop/i);
  });

  test('The answer of a service stays chunked, even if its Connection header names Transfer-Encoding', async () => {
    const answers = await askedTwice(
      `${HEAD}Connection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    );
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(answers.match(/Transfer-Encoding: chunked\r\n/g)).toHaveLength(2);
    expect(answers.match(/\r\n\r\n5\r\nhello\r\n0\r\n\r\n/g)).toHaveLength(2);
  });

  test('The answer of a service has no length if its status allows no body', async () => {
    const answers = await askedTwice('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n');
    expect(answers.match(/HTTP\/1\.1 204 No Content/g)).toHaveLength(2);
    expect(answers).not.toMatch(/content-length/i);
  });
});
