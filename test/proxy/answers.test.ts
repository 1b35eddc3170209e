import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type ProxiedExchange, type ProxyOptions, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { rawServer, readRequest, Wire, type WireMessage } from './wire.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '200': { description: ok } } }
`;

/** A proxy before a service that answers each request as it likes. */
async function before(
  answer: (request: WireMessage, socket: Socket) => void,
  options: ProxyOptions = {},
): Promise<{ port: number; told: ProxiedExchange[] }> {
  const service = await rawServer((socket) => {
    let bytes = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      bytes += text;
      for (let begun = readRequest(bytes); begun; begun = readRequest(bytes)) {
        bytes = begun.rest;
        answer(begun.message, socket);
      }
    });
  });
  const told: ProxiedExchange[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${service}`, {
    port: 0,
    allowHosts: ['client', 'x'],
    onExchange: (exchange) => told.push(exchange),
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { port: proxy.port, told };
}

const POISON = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON';

/** How a service frames a body that it sends. */
const FRAMINGS: readonly ((body: string) => string)[] = [
  (body) => `Content-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `Connection: Content-Length\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)};x=y\r\n${body}\r\n0\r\nX-T: 1\r\n\r\n`,
  (body) =>
    `Transfer-Encoding: chunked\r\nConnection: transfer-encoding\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  (body) => `\r\n${body}`,
  (body) => `Content-Length: ${body.length + 5}\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length - 3}\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\nContent-Length: 1\r\n\r\n${body}`,
  (body) => `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
  (body) => `Transfer-Encoding: gzip, chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  (body) => `Transfer-Encoding: gzip\r\n\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}`,
  (body) => `Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`,
  (body) => `Content-Length : ${body.length}\r\n\r\n${body}`,
  (body) => `X-A: a\r\n b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `X-A: a\x01b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  (body) => `X-A: ${'a'.repeat(100_000)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
];

const answered = fc.record({
  interim: fc.constantFrom(
    '',
    '',
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(50),
  ),
  version: fc.constantFrom('1.1', '1.1', '1.1', '1.0', '2.0'),
  status: fc.constantFrom(
    '200 OK',
    '200 OK',
    '204 No',
    '304 No',
    '205 No',
    '099 X',
    '1000 X',
    '0 X',
    'abc X',
    '101 X',
    '999 X',
  ),
  fields: fc.array(
    fc.constantFrom(
      ...['Connection: x-hop\r\nX-Hop: 1\r\n', 'Keep-Alive: timeout=9\r\n', 'Upgrade: h2c\r\n', 'Trailer: X-T\r\n'],
      ...[
        'sl-violations: [fake]\r\n',
        'SL-Violations: []\r\n',
        'Proxy-Authenticate: Basic\r\n',
        'X-Text: \xe9\xff\r\n',
      ],
    ),
    { maxLength: 2 },
  ),
  framing: fc.oneof(fc.constantFrom(...FRAMINGS.slice(0, 4)), fc.constantFrom(...FRAMINGS)),
  padding: fc.constantFrom(0, 10, 300_000),
  stray: fc.constantFrom('', '', POISON, 'POISON', '\r\n'),
  end: fc.constantFrom('keep', 'keep', 'close', 'reset'),
});
type Answered = typeof answered extends fc.Arbitrary<infer Value> ? Value : never;

function write(
  { interim, version, status, fields, framing, padding, stray, end }: Answered,
  at: string,
  socket: Socket,
): void {
  const body = `answer to ${at} ....${'.'.repeat(padding)}`;
  socket.write(`${interim}HTTP/${version} ${status}\r\n${fields.join('')}${framing(body)}${stray}`, 'latin1');
  if (end === 'close') socket.end();
  if (end === 'reset') setImmediate(() => socket.resetAndDestroy());
}

test('A client gets one framed answer to each request, its own, whatever the service sends', async () => {
  const answers = new Map<string, Answered>();
  const { port, told } = await before(
    ({ start }, socket) => {
      const at = start.split('=')[1]?.split(' ')[0] ?? '';
      const answer = answers.get(at);
      if (answer) write(answer, at, socket);
    },
    { timeout: 100 },
  );
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE'), answered), { minLength: 1, maxLength: 4 }),
      async (exchanges) => {
        let wire = new Wire(port);
        for (const [method, answer] of exchanges) {
          asked += 1;
          answers.set(String(asked), answer);
          if (wire.isClosed) wire = new Wire(port);
          wire.send(`${method} /things?at=${asked} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
          const got = await wire.answer(method);
          // The connection closes where an answer that was begun cannot be ended.
          if (!got) continue;
          const status = Number(got.start.split(' ')[1]);
          const own = [...(answer.status === '999 X' ? [999] : []), 200, 204, 205, 304];
          expect([502, 504, ...own]).toContain(status);
          const names = got.fields.map(([name]) => name);
          expect(names).not.toContain('x-hop');
          for (const forbidden of ['upgrade', 'trailer', 'proxy-authenticate']) expect(names).not.toContain(forbidden);
          expect(got.fields.filter(([name, value]) => name === 'sl-violations' && !value.startsWith('[{'))).toEqual([]);
          if (got.body !== '' && status !== 502 && status !== 504)
            expect(got.body.split(/(?=answer to )/)).toEqual([
              expect.stringMatching(new RegExp(`^answer to ${asked}\\b`)),
            ]);
          expect(wire.received).toBe('');
        }
        wire.socket.destroy();
        await expect.poll(() => told.length, { interval: 5, timeout: 5000 }).toBe(asked);
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 80) },
  );
});

/** The answer to one request on a connection of its own, as text. */
async function ask(port: number, head = 'GET /things HTTP/1.1'): Promise<string> {
  const wire = new Wire(port);
  wire.send(`${head}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  await wire.end();
  return wire.received;
}

const PROBLEM = /^HTTP\/1\.1 502 Bad Gateway\r\n[\s\S]*application\/problem\+json[\s\S]*\r\n\r\n\{"type":[^\r\n]*\}$/;
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

test('Bytes that a service sends after its answer never become the answer to the next request', async () => {
  let answeredAlready = 0;
  const { port } = await before((_request, socket) => {
    answeredAlready += 1;
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${answeredAlready}`);
    if (answeredAlready === 1) setTimeout(() => socket.write(POISON.slice(0, 30)), 20);
    if (answeredAlready === 1) setTimeout(() => socket.write(POISON.slice(30)), 60);
  });
  expect(await ask(port)).toMatch(/\r\n\r\n1$/);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n2$/);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(await ask(port)).toMatch(/\r\n\r\n3$/);
});

test.each([
  ['the status 099', 'HTTP/1.1 099 Weird\r\nContent-Length: 2\r\n\r\nok'],
  ['the status 0', 'HTTP/1.1 0 Weird\r\nContent-Length: 2\r\n\r\nok'],
  ['the status 1000', 'HTTP/1.1 1000 Weird\r\nContent-Length: 2\r\n\r\nok'],
  ['a status that is not a number', 'HTTP/1.1 abc Weird\r\nContent-Length: 2\r\n\r\nok'],
  ['a negative status', 'HTTP/1.1 -20 Weird\r\nContent-Length: 2\r\n\r\nok'],
  ['101, which nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nraw'],
  ['a version that is not HTTP/1', 'HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  [
    'a transfer coding that is not chunked',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  ],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  ],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nok'],
  ['a NUL in a field', 'HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 2\r\n\r\nok'],
  ['a name that is not a token', 'HTTP/1.1 200 OK\r\nX A: b\r\nContent-Length: 2\r\n\r\nok'],
  ['a line without a colon', 'HTTP/1.1 200 OK\r\n<script>alert(1)</script>\r\nContent-Length: 2\r\n\r\nok'],
  ['8 MB of fields', `HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(8000)}\r\n`.repeat(1000)}Content-Length: 2\r\n\r\nok`],
  ['one field of 8 MB', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(8_000_000)}\r\nContent-Length: 2\r\n\r\nok`],
])(
  'An answer with %s becomes a 502 at once that repeats nothing of it, and the next request is answered',
  async (_what, bytes) => {
    let calls = 0;
    const { port, told } = await before((_request, socket) => {
      calls += 1;
      socket.write(calls === 1 ? bytes : OK, 'latin1');
    });
    const answer = await ask(port);
    expect(answer).toMatch(PROBLEM);
    expect(answer).not.toMatch(/Weird|script|aaa|X-A/);
    expect(told).toMatchObject([{ isRefused: true, response: { status: 502 } }]);
    expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nok$/);
  },
);

test('A flood of interim answers ends with the answer behind it, or with 504 after the timeout', async () => {
  const flood = 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(10_000);
  const { port } = await before(
    ({ start }, socket) => {
      socket.write(flood + (start.includes('end') ? OK : ''));
      if (start.includes('end')) return;
      const timer = setInterval(() => socket.write(flood), 20);
      socket.on('close', () => clearInterval(timer));
    },
    { timeout: 1500 },
  );
  expect(await ask(port, 'GET /things?end HTTP/1.1')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nok$/);
  expect(await ask(port, 'GET /things HTTP/1.1')).toMatch(/^HTTP\/1\.1 504 /);
});

test.each([
  [
    'HEAD',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    /^HTTP\/1\.1 200 OK\r\n[\s\S]*Content-Length: 5\r\n[\s\S]*\r\n\r\n$/,
  ],
  [
    'GET',
    'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello',
    /^HTTP\/1\.1 204 No Content\r\n(?:(?!Content-Length)[\s\S])*\r\n\r\n$/,
  ],
  [
    'GET',
    'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello',
    /^HTTP\/1\.1 304 Not Modified\r\n[\s\S]*\r\n\r\n$/,
  ],
])('A body behind an answer that has none is not passed on (%s, %j)', async (method, bytes, expected) => {
  const { port, told } = await before((_request, socket) => socket.write(bytes));
  expect(await ask(port, `${method} /things HTTP/1.1`)).toMatch(expected);
  expect(told).toMatchObject([{ isRefused: false, response: { body: { state: 'absent' } } }]);
});

test('What the proxy says of an answer is never replaced or hidden by fields of the service', async () => {
  const theirs = 'sl-violations: [fake]\r\nSL-Violations: []\r\nDocproof-Draw: x\r\nX-Kept: 1\r\n';
  const { port, told } = await before((_request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${theirs}Content-Length: 2\r\n\r\nok`);
  });
  const broken = await ask(port, 'GET /nothing HTTP/1.1');
  expect(broken.match(/sl-violations: .*/gi)).toEqual([
    expect.stringMatching(/^sl-violations: \[\{.*undocumented-path/),
  ]);
  expect(broken).toMatch(/\r\nX-Kept: 1\r\n/);
  expect(broken).not.toMatch(/Docproof-Draw/i);
  const { port: clean } = await before((_request, socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${theirs}Content-Length: 0\r\n\r\n`);
  });
  expect(await ask(clean)).not.toMatch(/sl-violations: |Docproof-Draw/i);
  // The exchange is told as the service sent it.
  expect(told[0]?.response.headers).toMatchObject({ 'docproof-draw': 'x' });
});

test('A service that answers before it reads the request leaves the mock free to answer in its place', async () => {
  const service = await rawServer((socket) => {
    socket.once('data', () => socket.pause());
    socket.write('HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n');
  });
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${service}`, {
    port: 0,
    allowHosts: ['x'],
    mockOn: [501],
  });
  onTestFinished(() => proxy.close());
  const wire = new Wire(proxy.port);
  const body = 'x'.repeat(6_000_000);
  wire.send(
    `POST /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect((await wire.answer('POST'))?.start).toBe('HTTP/1.1 200 OK');
});
