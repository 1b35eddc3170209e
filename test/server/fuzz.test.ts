import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningMock, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { BODIES, KITCHEN_SINK, TYPES } from './kitchen-sink.js';

/** More runs for a long night, and others: FUZZ_RUNS=20000 FUZZ_SEED=7. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

const OPTIONS = [
  {},
  { dynamic: true, cors: false, seed: 's' },
  { stateful: true, echo: true, fill: true },
  { errors: true, ignoreExamples: true },
  { validateRequest: 'warn', auth: false },
] as const;

let servers: RunningMock[] = [];
beforeAll(async () => {
  const contract = await contractOf(KITCHEN_SINK);
  servers = await Promise.all(OPTIONS.map((options) => startMock(contract, { port: 0, maxBody: 50_000, ...options })));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

const PATHS = [...KITCHEN_SINK.matchAll(/^ {2}(\/[^:\s]*)/gm)].map(([, found = '/']) => found);
const GARBAGE = [
  '',
  ' ',
  '%',
  '%zz',
  '%00',
  '..',
  '//',
  '\\',
  'é',
  '日本',
  '{}',
  '[]',
  '"',
  "'",
  ';',
  ',,',
  '=',
  '&',
  '\u0001',
  '__proto__',
  'constructor',
  'a'.repeat(3000),
];

const piece = fc.oneof(fc.constantFrom(...GARBAGE), fc.string({ maxLength: 12 }));
const target = fc
  .tuple(
    fc.constantFrom(...PATHS, '/nothing', '*', 'http://x/good'),
    fc.array(piece, { maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c[x]', 'd', 'e', 'f', '__code', '__example', '__dynamic', '__server', '$select'),
        piece,
      ),
      { maxLength: 4 },
    ),
  )
  .map(([base, values, pairs]) => {
    let index = 0;
    const filled = base.replace(/\{[^}]*\}/g, () => encodeURI(values[index++ % Math.max(1, values.length)] ?? 'x'));
    const search = pairs.map(([name, value]) => `${name}=${safeEncode(value)}`).join('&');
    return (search === '' ? filled : `${filled}?${search}`).replace(/[^\x21-\x7e]/g, (letter) => safeEncode(letter));
  });

/** Half of a surrogate pair has no encoding. */
function safeEncode(value: string): string {
  try {
    return encodeURI(value);
  } catch {
    return 'x';
  }
}

const headers = fc.record(
  {
    accept: fc.constantFrom('*/*', 'garbage', 'application/xml', 'image/png, */*;q=0', 'a/b;q=x', ',,,', ''),
    'content-type': fc.constantFrom(...TYPES),
    'content-encoding': fc.constantFrom('identity', 'gzip', 'br', 'deflate', 'nope'),
    prefer: fc.constantFrom(
      'code=404',
      'code=abc',
      'example=none',
      'dynamic=true',
      'dynamic',
      'fault=404',
      'validate-request=off',
      'no-auth',
      'return=minimal',
      '=',
      '"',
      'code="200',
      'seed=x, dynamic=true',
    ),
    cookie: fc.constantFrom('c=1', 'c=', ';;;', 'k=1; c=1,x', 'c'),
    authorization: fc.constantFrom('Basic', 'Basic !!!', 'Basic YTpi', 'Digest x', 'Bearer', ' '),
    'x-h': fc.constantFrom('a,1', 'a', ',,', '{}'),
    'docproof-draw': fc.constantFrom('1.a', '9999999999.x', '.'),
    expect: fc.constantFrom('100-continue', 'nonsense'),
    origin: fc.constantFrom('null', 'https://x', '\u00e9'),
  },
  { requiredKeys: [] },
);
const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PROPFIND',
);

interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server closes. */
function raw(port: number, bytes: string | Buffer, patience = 5_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end of the answer to ${bytes.toString().slice(0, 300)}`));
    }, patience);
    const finish = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', finish);
    socket.on('error', finish);
    socket.write(bytes);
  });
}

function parse(answer: string): RawAnswer {
  const [head = '', ...rest] = answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body: rest.join('\r\n\r\n') };
}

async function stillAnswers(server: RunningMock): Promise<void> {
  const response = await fetch(`${server.url}/good`);
  await response.arrayBuffer();
  expect(response.status).toBe(200);
}

/** 500 may only be said where the document leaves no answer, and then as a problem that names why. */
const EXPLAINED = /#(?:NO_RESPONSE_DEFINED|VIOLATIONS)"/;

describe('the answer to any request', () => {
  test('Any well-formed HTTP request gets an answer, and a 5xx says why', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: OPTIONS.length - 1 }),
        method,
        target,
        headers,
        fc.constantFrom(...BODIES),
        async (index, verb, where, fields, body) => {
          const server = servers[index] ?? expect.fail();
          const bytes = Buffer.from(body);
          const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
          const sent = `${verb} ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines.join('')}Content-Length: ${bytes.length}\r\n\r\n`;
          const answer = parse(await raw(server.port, Buffer.concat([Buffer.from(sent, 'latin1'), bytes])));
          expect(answer.status, `${sent}${body.slice(0, 200)}`).toBeGreaterThanOrEqual(200);
          if (answer.status >= 500) expect(answer.body, `${sent}${body.slice(0, 200)}`).toMatch(EXPLAINED);
          if (/content-type: application\/problem\+json/i.test(answer.head) && verb !== 'HEAD') {
            expect(JSON.parse(answer.body)).toMatchObject({
              type: expect.any(String),
              title: expect.any(String),
              status: answer.status,
            });
          }
        },
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    for (const server of servers) await stillAnswers(server);
  });

  test('Malformed HTTP never gets a 5xx answer, and the server keeps answering', async () => {
    const line = fc.constantFrom(
      'GET /good HTTP/1.1',
      'GET',
      'GET  HTTP/1.1',
      'get /good http/1.1',
      'GET /good HTTP/9.9',
      '\u0000\u0001',
      'POST /json HTTP/1.1',
      'GET /good\r\nX: y',
    );
    const field = fc.constantFrom(
      'Host: x',
      'Host',
      ': x',
      'X: a\u0000b',
      'Content-Length: -1',
      'Content-Length: 5',
      'Content-Length: 5\r\nContent-Length: 6',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: nope',
      `X: ${'y'.repeat(20_000)}`,
      'Connection: close',
      'Upgrade: websocket',
      'Content-Type: application/json',
    );
    const rest = fc.constantFrom(
      '',
      'hello',
      'zz\r\n',
      '5\r\nhello\r\n0\r\n\r\n',
      'ffffffffffffffff\r\n',
      '{"a":1}',
      'GET /good HTTP/1.1\r\nHost: x\r\n\r\n',
    );
    await fc.assert(
      fc.asyncProperty(line, fc.array(field, { maxLength: 4 }), rest, async (first, fields, body) => {
        const [server] = servers;
        if (!server) return;
        // What is cut off ends with the connection: half of it closed, the rest must follow.
        const answer = await new Promise<string>((resolve) => {
          const socket = connect(server.port, '127.0.0.1');
          let text = '';
          socket.on('data', (chunk) => {
            text += chunk;
          });
          socket.on('close', () => resolve(text));
          socket.on('error', () => resolve(text));
          socket.end(`${[first, ...fields].join('\r\n')}\r\n\r\n${body}`, 'latin1');
          setTimeout(() => socket.destroy(), 1_000).unref();
        });
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: SEED, endOnFailure: true },
    );
    for (const server of servers) await stillAnswers(server);
  });

  test('A repetitive form, an exploding pattern and a deeply nested body get an answer below 500', async () => {
    const [server] = servers;
    const port = server?.port ?? 0;
    const post = (where: string, type: string, body: string) =>
      raw(
        port,
        `POST ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ).then(parse);
    expect((await post('/form', 'application/x-www-form-urlencoded', `${'a=1&'.repeat(8_000)}`)).status).toBeLessThan(
      500,
    );
    const nested = `${'{"children":['.repeat(3_000)}${']}'.repeat(3_000)}`;
    expect((await post('/json', 'application/json', nested)).status).toBeLessThan(500);
    const explosive = await raw(
      port,
      `GET /query?f=${'a'.repeat(7_000)}! HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(parse(explosive).status).toBe(422);
  });
});
