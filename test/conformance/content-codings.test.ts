import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import zlib from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ProxiedExchange, startMock, startProxy } from '../../src/api/index.js';
import { recordingFetch } from '../../src/api/record-fetch.js';
import { readCapture } from '../../src/captures/index.js';
import { CONTENT_CODINGS } from '../../src/http/index.js';
import { type Body, isUnread } from '../../src/model/index.js';
import { observeHttp } from '../../src/server/index.js';
import { all } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';

const TEXT = '{"name":"Tea"}';
const BYTES = Buffer.from(TEXT);

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name] } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object } } } } }
`;

/** A frame of Zstandard with one raw block (RFC 8878 §3.1.1): Node before 22.15 has no encoder. */
function zstd(content: Uint8Array): Buffer {
  const block = (content.length << 3) | 1;
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0x20, content.length, block & 255, (block >> 8) & 255, block >> 16];
  return Buffer.concat([Buffer.from(header), content]);
}

/** What each reader makes of a body in this coding: its text, or why there is none. */
interface Case {
  readonly title: string;
  readonly coding: string;
  readonly bytes: Buffer;
  readonly expected: string;
  /** The status with which the mock answers. */
  readonly status: number;
}

const BOMB = zlib.gzipSync(Buffer.alloc(3_000_000, 32));

const CASES: readonly Case[] = [
  { title: 'gzip', coding: 'gzip', bytes: zlib.gzipSync(BYTES), expected: TEXT, status: 201 },
  { title: 'x-gzip', coding: 'x-gzip', bytes: zlib.gzipSync(BYTES), expected: TEXT, status: 201 },
  {
    title: 'deflate in the format of zlib',
    coding: 'deflate',
    bytes: zlib.deflateSync(BYTES),
    expected: TEXT,
    status: 201,
  },
  { title: 'raw deflate', coding: 'deflate', bytes: zlib.deflateRawSync(BYTES), expected: TEXT, status: 201 },
  { title: 'br', coding: 'br', bytes: zlib.brotliCompressSync(BYTES), expected: TEXT, status: 201 },
  { title: 'zstd', coding: 'zstd', bytes: zstd(BYTES), expected: TEXT, status: 201 },
  {
    title: 'zstd in two frames',
    coding: 'zstd',
    bytes: Buffer.concat([zstd(BYTES.subarray(0, 5)), zstd(BYTES.subarray(5))]),
    expected: TEXT,
    status: 201,
  },
  { title: 'identity', coding: 'identity', bytes: BYTES, expected: TEXT, status: 201 },
  {
    title: 'gzip under br',
    coding: 'gzip, br',
    bytes: zlib.brotliCompressSync(zlib.gzipSync(BYTES)),
    expected: TEXT,
    status: 201,
  },
  { title: 'a coding in capitals', coding: 'GZIP', bytes: zlib.gzipSync(BYTES), expected: TEXT, status: 201 },
  {
    title: 'an unknown coding',
    coding: 'compress',
    bytes: Buffer.from([0x1f, 0x9d, 0x90, 0xff]),
    expected: 'body-undecodable',
    status: 415,
  },
  {
    title: 'damaged gzip',
    coding: 'gzip',
    bytes: zlib.gzipSync(BYTES).subarray(0, 20),
    expected: 'body-undecodable',
    status: 400,
  },
];

function textOf(body: Body | undefined): string {
  if (body?.state === 'present')
    return typeof body.content === 'string' ? body.content : Buffer.from(body.content).toString();
  return body?.state === 'unknown' ? body.reason : (body?.state ?? 'no body');
}

/** POSTs bytes without a client that would decode or encode anything. */
function post(url: string, coding: string, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': coding, 'content-length': bytes.length };
    const request = httpRequest(`${url}/things`, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('error', reject);
    request.end(bytes);
  });
}

/** A service that answers every request with these bytes. @param before sees each exchange first */
async function serviceWith(
  coding: string,
  bytes: Uint8Array,
  before: RequestListener = () => undefined,
): Promise<string> {
  const server = createServer((request, response) => {
    before(request, response);
    request.resume();
    request.once('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-encoding': coding });
      response.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** The same service with a recorder in front of it. */
function observedService(coding: string, bytes: Uint8Array, bodies: Body[]): Promise<string> {
  return serviceWith(coding, bytes, (request, response) =>
    observeHttp(request, response, { maxBody: 1_000_000, startedAt: new Date() }, (exchange) =>
      bodies.push(exchange.request.body, exchange.response.body),
    ),
  );
}

async function proxied(coding: string, bytes: Uint8Array, maxBody?: number): Promise<ProxiedExchange | undefined> {
  const exchanges: ProxiedExchange[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), await serviceWith(coding, bytes), {
    port: 0,
    onExchange: (exchange) => exchanges.push(exchange),
    ...(maxBody === undefined ? {} : { maxBody }),
  });
  onTestFinished(() => proxy.close());
  await post(proxy.url, coding, bytes);
  await expect.poll(() => exchanges.length).toBe(1);
  return exchanges[0];
}

async function captured(name: string, content: Buffer): Promise<Body[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield content;
  }
  const items = await all(readCapture(name, chunks()));
  return items.flatMap((item) => {
    if (isUnread(item)) throw new Error(item.detail);
    return [item.request.body, item.response.body];
  });
}

describe('a content coding', () => {
  for (const { title, coding, bytes, expected, status } of CASES) {
    test(`Mock, proxy, captures and recorder decode or refuse a content coding alike: ${title}`, async () => {
      const mock = await startMock(await contractOf(DOCUMENT), { port: 0 });
      onTestFinished(() => mock.close());
      expect(await post(mock.url, coding, bytes)).toBe(status);

      const exchange = await proxied(coding, bytes);
      expect([textOf(exchange?.request.body), textOf(exchange?.response.body)]).toEqual([expected, expected]);

      const fields = `content-type: application/json\r\ncontent-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
      const raw = Buffer.concat([
        Buffer.from(`POST /things HTTP/1.1\r\nhost: a.example\r\n${fields}`),
        bytes,
        Buffer.from(`\r\nHTTP/1.1 201 Created\r\n${fields}`),
        bytes,
      ]);
      expect((await captured('wire.http', raw)).map(textOf)).toEqual([expected, expected]);

      const fetched: Body[] = [];
      const recordingFetches = recordingFetch(fetch, { maxBody: 1_000_000, now: () => new Date() }, (watch) => {
        watch(({ request }) => fetched.push(request.body));
      });
      const headers = { 'content-type': 'application/json', 'content-encoding': coding };
      await recordingFetches(`${mock.url}/things`, { method: 'POST', headers, body: new Uint8Array(bytes) });
      await expect.poll(() => fetched.map(textOf)).toEqual([expected]);

      const observed: Body[] = [];
      await post(await observedService(coding, bytes, observed), coding, bytes);
      await expect.poll(() => observed.map(textOf)).toEqual([expected, expected]);
    });
  }

  test('Mock and proxy decode a content coding only up to their size limit', async () => {
    const mock = await startMock(await contractOf(DOCUMENT), { port: 0, maxBody: 1_000_000 });
    onTestFinished(() => mock.close());
    expect(await post(mock.url, 'gzip', BOMB)).toBe(413);
    const exchange = await proxied('gzip', BOMB, 1_000_000);
    expect([textOf(exchange?.request.body), textOf(exchange?.response.body)]).toEqual(['body-omitted', 'body-omitted']);
  });

  test('Every content coding that Docproof knows has a case in this suite', () => {
    expect(CONTENT_CODINGS.filter((name) => !CASES.some(({ coding }) => coding === name))).toEqual([]);
  });
});
