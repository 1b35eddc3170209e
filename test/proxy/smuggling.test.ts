import { METHODS } from 'node:http';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type ProxiedExchange, type ProxyOptions, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { rawServer, readRequest, Wire, type WireMessage } from './wire.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things: { get: { responses: { '200': { description: ok } } } }
`;

/** A service that answers what a strict reader of HTTP takes for requests, and a proxy before it. */
async function watched(options: ProxyOptions = {}) {
  const seen: WireMessage[] = [];
  const faults: unknown[] = [];
  const port = await rawServer((socket) => {
    let bytes = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      bytes += text;
      try {
        for (let begun = readRequest(bytes); begun; begun = readRequest(bytes)) {
          bytes = begun.rest;
          seen.push(begun.message);
          const body = `answer to ${begun.message.start.split(' ')[1]}`;
          socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
        }
      } catch (error) {
        faults.push(error);
      }
    });
  });
  const told: ProxiedExchange[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, {
    port: 0,
    allowHosts: ['client', 'x', 'evil.example'],
    onExchange: (exchange) => told.push(exchange),
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { seen, told, faults, proxy, service: port };
}

/** A request in one line: method, target and body. */
function lineOf({ start, body }: WireMessage): string {
  const [method, target] = start.split(' ');
  return `${method} ${target} ${body}`;
}

function lineOfExchange({ request: { method, url, body } }: ProxiedExchange): string {
  const content = body.state === 'present' ? body.content : '';
  return `${method} ${url} ${typeof content === 'string' ? content : Buffer.from(content).toString('latin1')}`;
}

const SMUGGLED = 'GET /admin/secret HTTP/1.1\r\nHost: x\r\n\r\n';

/** A random request, its place in place of `@`. `isValid`: whether it must be answered, and the next one too. */
interface Written {
  readonly bytes: string;
  readonly method: string;
  readonly isValid: boolean;
}

const CHUNKED = (body: string, extension = '', trailer = ''): string =>
  `${body === '' ? '' : `${body.length.toString(16)}${extension}\r\n${body}\r\n`}0${extension}\r\n${trailer}\r\n`;

/** Framings of a body: the fields, what follows them, and whether HTTP allows them. */
const FRAMINGS: readonly ((body: string) => readonly [fields: string, content: string, isValid: boolean])[] = [
  () => ['', '', true],
  (body) => [`Content-Length: ${body.length}\r\n`, body, true],
  (body) => [`content-length:\t0${body.length} \r\n`, body, true],
  (body) => ['Transfer-Encoding: chunked\r\n', CHUNKED(body), true],
  (body) => ['transfer-encoding:CHUNKED\r\nTrailer: X-T\r\n', CHUNKED(body, ';a=b;c="d"', 'X-T: 1\r\n'), true],
  (body) => ['Transfer-Encoding: ,chunked\r\n', CHUNKED(body), true],
  (body) => ['Transfer-Encoding: chunked\r\n', CHUNKED(body, '', 'Content-Length: 50\r\n'), false],
  (body) => ['Transfer-Encoding: chunked\r\n', CHUNKED(body).replaceAll('\r\n', '\n'), false],
  (body) => ['Transfer-Encoding: gzip, chunked\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding: chunked, identity\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding: xchunked\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding : chunked\r\n', CHUNKED(body), false],
  (body) => ['X: y\r\n Transfer-Encoding: chunked\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding:\r\n chunked\r\n', CHUNKED(body), false],
  (body) => ['Transfer-Encoding: \0chunked\r\n', CHUNKED(body), false],
  (body) => [`Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n`, CHUNKED(body), false],
  (body) => [`Transfer-Encoding: chunked\r\nContent-Length: ${CHUNKED(body).length}\r\n`, CHUNKED(body), false],
  (body) => [`Content-Length: ${body.length}\r\nContent-Length: ${body.length}\r\n`, body, false],
  (body) => [`Content-Length: ${body.length}\r\nContent-Length: 0\r\n`, body, false],
  (body) => [`Content-Length: ${body.length}, ${body.length}\r\n`, body, false],
  (body) => [`Content-Length : ${body.length}\r\n`, body, false],
  (body) => [`Content-Length: +${body.length}\r\n`, body, false],
  (body) => [`X: y\nContent-Length: ${body.length}\r\n`, body, false],
  (body) => [`Content-Length: ${body.length + 9}\r\n`, body, false],
];

const written: fc.Arbitrary<Written> = fc
  .record({
    // Some methods are for connections and not for resources: CONNECT has its own test.
    method: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE') },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS.filter((method) => method !== 'CONNECT')) },
    ),
    target: fc.constantFrom(
      ...['/things?at=@', '//evil.example/x?at=@', 'http://evil.example/things?at=@'],
      '/a/../%2e%2e/b\\c?at=@&c=%0d%0a',
    ),
    version: fc.constantFrom('1.1', '1.1', '1.1', '1.0', '2.0', '0.9'),
    fields: fc.array(
      fc.constantFrom(
        ...[
          'Connection: content-length\r\n',
          'Connection: Transfer-Encoding, host\r\n',
          'Connection: x-hop\r\nX-Hop: 1\r\n',
        ],
        ...[
          'Keep-Alive: timeout=1\r\n',
          'Proxy-Connection: keep-alive\r\n',
          'TE: trailers\r\n',
          'Trailer: Content-Length\r\n',
        ],
        ...['Expect: 100-continue\r\n', 'Content_Length: 5\r\n', 'X-Text: \xe9\xff\r\n', 'Max-Forwards: 0\r\n'],
      ),
      { maxLength: 3 },
    ),
    framing: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...FRAMINGS.slice(0, 6)) },
      { weight: 1, arbitrary: fc.constantFrom(...FRAMINGS) },
    ),
    body: fc.oneof(
      fc.constantFrom(SMUGGLED, `0\r\n\r\n${SMUGGLED}`, '0\r\n\r\n', '\r\n', ''),
      fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    ),
  })
  .map(({ method, target, version, fields, framing, body }) => {
    const [framed, content, isValid] = framing(body);
    const bytes = `${method} ${target} HTTP/${version}\r\nHost: client\r\n${fields.join('')}${framed}\r\n${content}`;
    return { bytes, method, isValid: isValid && version === '1.1' };
  });

test('The service reads exactly the requests that the proxy judged and told, however they are written', async () => {
  const { seen, told, faults, proxy } = await watched();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(40), { maxLength: 3 }),
      async (writers, cuts) => {
        runs += 1;
        // What an earlier run left under way may still arrive.
        const mark = `at=${runs}.`;
        const isOfRun = (line: string): boolean => line.includes(mark);
        const requests = writers.map((each, at) => ({ ...each, bytes: each.bytes.replace('at=@', `${mark}${at}`) }));
        const isValid = requests.every((request) => request.isValid);
        const last = `GET /things?${mark}last HTTP/1.1\r\nHost: client\r\nConnection: close\r\n\r\n`;
        let bytes = requests.map((request) => request.bytes).join('') + last;
        const wire = new Wire(proxy.port);
        for (const cut of cuts) {
          wire.send(bytes.slice(0, cut));
          bytes = bytes.slice(cut);
          await new Promise((resolve) => setImmediate(resolve));
        }
        wire.send(bytes);
        await wire.end(isValid ? 10_000 : 60);
        expect([faults, seen.filter(({ start }) => start.includes('/admin'))]).toEqual([[], []]);
        // Whatever the service read was judged and told, and once; and whatever was forwarded, it read.
        const untold = (): string[] => without(seen.map(lineOf).filter(isOfRun), told.map(lineOfExchange));
        await expect.poll(untold, { interval: 2, timeout: 5000 }).toEqual([]);
        const forwarded = told
          .filter(({ isRefused }) => !isRefused)
          .map(lineOfExchange)
          .filter(isOfRun);
        const read = seen.map(lineOf).filter(isOfRun);
        expect(without(forwarded, read)).toEqual([]);
        if (!isValid) return;
        expect(read).toHaveLength(requests.length + 1);
        const answers = [];
        for (const { method } of [...requests, { method: 'GET' }]) answers.push((await wire.answer(method))?.start);
        expect(answers).toEqual(answers.map(() => 'HTTP/1.1 200 OK'));
        expect(wire.received).toBe('');
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 80) },
  );
});

/** What is left of a list when each member of another has been taken out of it once. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...list];
  for (const other of others) if (left.includes(other)) left.splice(left.indexOf(other), 1);
  return left;
}

/** What a client reads of requests on one connection, until it closes or is silent. */
async function exchangeOn(port: number, bytes: string, silence = 300): Promise<string> {
  const wire = new Wire(port);
  wire.send(bytes);
  await wire.end(silence);
  return wire.received;
}

test.each([
  ['a transfer coding that is not chunked', 'POST /things HTTP/1.1', 'Transfer-Encoding: gzip, chunked\r\n', 501],
  ['HTTP/2.0 in its first line', 'GET /things HTTP/2.0', '', 400],
  ['HTTP/0.9 in its first line', 'GET /things HTTP/0.9', '', 400],
  ['chunks in HTTP/1.0', 'POST /things HTTP/1.0', 'Transfer-Encoding: chunked\r\n', 400],
  ['an asterisk for a target', 'OPTIONS * HTTP/1.1', '', 400],
  ['a fragment in its target', 'GET /things#/admin HTTP/1.1', '', 400],
])('A request with %s is refused, told, and never forwarded', async (_what, start, fields, status) => {
  const { seen, told, proxy } = await watched();
  const body = fields.startsWith('Transfer') ? '2\r\nab\r\n0\r\n\r\n' : '';
  const bytes = `${start}\r\nHost: x\r\nConnection: close\r\n${fields}\r\n${body}`;
  const answer = await exchangeOn(proxy.port, bytes, 10_000);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*application/problem\\+json`));
  expect(seen).toEqual([]);
  expect(told).toMatchObject([{ isRefused: true, response: { status } }]);
});

test('CONNECT closes the connection, and nothing behind it is read as a request', async () => {
  const { seen, told, proxy } = await watched();
  const answer = await exchangeOn(proxy.port, `CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\n\r\n${SMUGGLED}`);
  expect([answer, seen, told]).toEqual(['', [], []]);
});

test('A request for another protocol is forwarded as an ordinary one, and closes its connection', async () => {
  const { seen, told, proxy } = await watched();
  const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
  const bytes = `POST /things HTTP/1.1\r\nHost: x\r\n${upgrade}Content-Length: 2\r\n\r\nab`;
  const answer = await exchangeOn(proxy.port, bytes + SMUGGLED, 10_000);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  expect(answer).toMatch(/\r\nConnection: close\r\n/);
  expect(seen.map(lineOf)).toEqual(['POST /things ab']);
  expect(seen[0]?.fields.filter(([name]) => /upgrade|http2/.test(name))).toEqual([]);
  expect(told).toHaveLength(1);
});

test('A field that Connection names is neither forwarded nor judged nor told', async () => {
  const { seen, told, proxy } = await watched();
  const fields = 'Authorization: Bearer abc\r\nX-Kept: 1\r\nConnection: authorization, close\r\n';
  await exchangeOn(proxy.port, `GET /things HTTP/1.1\r\nHost: x\r\n${fields}\r\n`, 10_000);
  expect(seen[0]?.fields.map(([name]) => name)).toEqual(['host', 'x-kept', 'connection']);
  expect(told[0]?.request.headers).toMatchObject({ 'x-kept': '1' });
  expect(told[0]?.request.headers).not.toHaveProperty('authorization');
});

test.each([false, true])(
  'A client that breaks off its request leaves no part of it for another one to complete (--errors: %s)',
  async (errors) => {
    const { seen, told, proxy } = await watched({ errors });
    const wire = new Wire(proxy.port);
    wire.send('GET /things HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nGET /admin');
    setTimeout(() => wire.socket.destroy(), 50);
    await wire.end();
    await expect.poll(() => told.length).toBe(1);
    const after = await exchangeOn(proxy.port, 'GET /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 10_000);
    expect(after).toMatch(/answer to \/things$/);
    expect(seen.map(lineOf)).toEqual(['GET /things ']);
    expect(told).toMatchObject([{ isRefused: true, caveats: ['aborted'] }, { isRefused: false }]);
  },
);

test.each(['POST', 'PATCH', 'LINK'])(
  'A %s request is never sent twice, even where its connection was reset',
  async (method) => {
    const starts: string[] = [];
    const port = await rawServer((socket) => {
      let asked = 0;
      socket.setEncoding('latin1');
      socket.on('data', (text) => {
        starts.push(String(text).split('\r\n')[0] ?? '');
        asked += 1;
        if (asked === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        else socket.resetAndDestroy();
      });
    });
    const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, {
      port: 0,
      allowHosts: ['x'],
    });
    onTestFinished(() => proxy.close());
    const wire = new Wire(proxy.port);
    const statuses: unknown[] = [];
    for (const each of ['GET', method]) {
      wire.send(`${each} /things HTTP/1.1\r\nHost: x\r\n\r\n`);
      statuses.push((await wire.answer(each))?.start.split(' ')[1]);
    }
    wire.socket.destroy();
    expect(statuses).toEqual(['200', '502']);
    expect(starts).toEqual(['GET /things HTTP/1.1', `${method} /things HTTP/1.1`]);
  },
);

test('Answers to pipelined requests keep their order and length where a client waits for 100 Continue', async () => {
  const { proxy } = await watched();
  const expecting = 'Host: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n';
  const first = 'GET /things?1 HTTP/1.1\r\nHost: x\r\n\r\n';
  const rest = `POST /things?2 HTTP/1.1\r\n${expecting}\r\nabPUT /things?3 HTTP/1.1\r\n${expecting}Connection: close\r\n\r\nab`;
  for (let time = 0; time < 20; time += 1) {
    const wire = new Wire(proxy.port);
    wire.send(first + rest);
    const bodies: unknown[] = [];
    for (const method of ['GET', 'POST', 'PUT']) bodies.push((await wire.answer(method))?.body);
    expect(bodies).toEqual(['answer to /things?1', 'answer to /things?2', 'answer to /things?3']);
  }
});
