import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, type MockOptions, type RunningMock, startMock } from '../../src/api/index.js';
import { fetchHandler } from '../../src/core/index.js';
import { contractOf } from '../support/contract.js';
import { REQUESTS, SHOP, type Written } from './requests.js';

/** Fields that Node writes for the connection. */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding']);

const ORIGIN_OF_TEST = 'http://mock.test';

interface Seen {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** An answer, with ids that are new in each, and the server's own address, left out. */
async function seen(response: Response, origin: string): Promise<Seen> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !OF_CONNECTION.has(name));
  const settle = (text: string): string => text.replaceAll(origin, ORIGIN_OF_TEST);
  const isText = /text|json|xml/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: headers.map(([name, value]) => [name, settle(value)]),
    body: isText ? settle(bytes.toString()) : bytes.toString('hex'),
  };
}

const init = ({ method = 'GET', headers = {}, body }: Written): RequestInit => ({
  method,
  headers: { 'accept-encoding': 'identity', ...headers },
  ...(body === undefined ? {} : { body }),
});

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(SHOP);
});

const OPTIONS: readonly (readonly [string, MockOptions])[] = [
  ['as it comes', {}],
  ['with generated bodies', { dynamic: true }],
  ['with errors', { errors: true, maxBody: 1_000 }],
  ['without CORS and security', { cors: false, auth: false, validateRequest: 'warn' }],
  ['with state', { stateful: true }],
  ['with faults', { faults: ['GET /items: 50% 503 Retry-After=3', '*: 20% error'] }],
];

describe.each(OPTIONS)('a fetch handler %s', (name, options) => {
  let server: RunningMock;
  let handler: ReturnType<typeof fetchHandler>;
  beforeAll(async () => {
    const settings = { seed: 'same', ...options };
    server = await startMock(contract, { ...settings, port: 0 });
    handler = fetchHandler(contract, settings);
  });
  afterAll(() => server.close());

  test(`The fetch handler ${name} gives the answer of the server to each of ${REQUESTS.length} requests`, async () => {
    expect(REQUESTS.length).toBeGreaterThanOrEqual(60);
    for (const written of REQUESTS) {
      const url = `${server.url}${written.target}`;
      const mocked = await handler(new Request(url, init(written)));
      const served = await fetch(url, init(written));
      const shown = `${written.method ?? 'GET'} ${written.target} ${JSON.stringify(written.headers ?? {})}`;
      const expected = await seen(served, server.url);
      expect.soft({ shown, ...(await seen(mocked, server.url)) }).toEqual({ shown, ...expected });
    }
  });
});

const ask = (target: string, given: RequestInit = {}) => new Request(`${ORIGIN_OF_TEST}${target}`, given);

describe('a fetch handler', () => {
  test('A body that is encoded as the platform can decode is judged, and any other coding is refused', async () => {
    const handler = fetchHandler(contract);
    const post = (body: string, coding: string) =>
      handler(
        ask('/items', {
          method: 'POST',
          body: new Uint8Array(gzipSync(body)),
          headers: { 'content-type': 'application/json', 'content-encoding': coding },
        }),
      );
    expect((await post('{"id":1,"name":"Lamp"}', 'gzip')).status).toBe(201);
    expect((await post('{"id":1}', 'x-gzip')).status).toBe(422);
    const refused = await post('{}', 'br');
    expect(refused.status).toBe(415);
    expect(await refused.text()).toContain('The content coding br is not understood; gzip, x-gzip, deflate are');
  });

  test('A body that grows beyond the limit when it is decoded gets 413', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify({ id: 1, name: 'x'.repeat(50_000) })));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(body.length).toBeLessThan(1_000);
    const answer = await fetchHandler(contract, { maxBody: 10_000 })(ask('/items', { method: 'POST', body, headers }));
    expect(answer.status).toBe(413);
  });

  test('A connection that is reset is a TypeError, as fetch has it', async () => {
    const handler = fetchHandler(contract, { faults: ['GET /items: 100% reset'] });
    await expect(handler(ask('/items'))).rejects.toThrow(TypeError);
    expect((await handler(ask('/file'))).status).toBe(200);
  });

  test('The items of a stream come one by one, each after its pause', async () => {
    const response = await fetchHandler(contract)(ask('/events', { headers: { prefer: 'pace=1' } }));
    const texts: string[] = [];
    for await (const chunk of response.body ?? []) texts.push(Buffer.from(chunk).toString());
    expect(texts.map((text) => /data: (.*)/.exec(text)?.[1])).toEqual(['one', 'zwei ü', 'three']);
  });

  test('A slow body comes in pieces, and is whole in the end', async () => {
    const handler = fetchHandler(contract, { faults: ['GET /items: 100% slow'] });
    const response = await handler(ask('/items'));
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const length = Number(response.headers.get('content-length'));
    expect(first?.value?.length).toBe(Math.ceil(length / 20));
    await reader?.cancel();
  });

  test('An aborted request rejects with the reason of its signal, while it waits and while it streams', async () => {
    const waiting = new AbortController();
    const answer = fetchHandler(contract, { delay: 60_000 })(ask('/items', { signal: waiting.signal }));
    waiting.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    const streaming = new AbortController();
    const handler = fetchHandler(contract);
    const response = await handler(ask('/events', { headers: { prefer: 'pace=60000' }, signal: streaming.signal }));
    const reading = response.text();
    streaming.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('A listener sees each answer with its violations', async () => {
    const found: string[] = [];
    const handler = fetchHandler(contract, {
      onAnswer: ({ method, target }, { status, violations }) => {
        found.push(`${method} ${target} ${status} ${violations.map(({ keyword }) => keyword)}`);
      },
    });
    await handler(ask('/items?limit=2#top'));
    await handler(ask('/items?limit=0'));
    expect(found).toEqual(['GET /items?limit=2 200 ', 'GET /items?limit=0 422 minimum']);
  });

  test('Options that the server refuses are refused in the same words', () => {
    expect(() => fetchHandler(contract, { delay: 'soon' })).toThrow('soon is not a time in milliseconds');
    expect(() => fetchHandler(contract, { faults: ['GET /none: 10% 503'] })).toThrow('does not have');
  });
});
