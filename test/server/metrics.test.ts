import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { readiness } from '../../src/server/pages/ready.js';
import { memoryStore, type Store } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { sendRaw } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps:
    get:
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { type: integer } }, example: [1] } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name] } } } }
      responses: { '201': { description: made } }
  /lamps/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: one, content: { application/json: { example: 1 } } } }
`;

async function mocking(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** The samples that a server gives now, by name and labels. */
async function samplesOf(url: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/_docproof/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
}

const requests = (operation: string, status: number, verdict: string) =>
  `docproof_requests_total{operation="${operation}",status="${status}",verdict="${verdict}"}`;

describe('the metrics of a server', () => {
  test.each<[string, ListenOptions]>([
    ['with a feed', {}],
    ['without a feed', { inspector: false }],
  ])('A mock %s counts requests by operation, status and verdict from the first question on', async (_, options) => {
    const { url } = await mocking(options);
    const post = (body: string) =>
      fetch(`${url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    await fetch(`${url}/lamps`);
    expect(Object.keys(await samplesOf(url)).filter((name) => name.startsWith('docproof_requests'))).toEqual([]);
    await fetch(`${url}/lamps`);
    await fetch(`${url}/lamps/7`);
    await fetch(`${url}/lamps/8`);
    await post('{"name":"a"}');
    await post('{}');
    await fetch(`${url}/nothing/like/${'x'.repeat(50)}`);
    await fetch(`${url}/lamps`, { headers: { prefer: 'fault=reset' } }).catch(() => undefined);
    const samples = await samplesOf(url);
    expect(samples).toMatchObject({
      [requests('GET /lamps', 200, 'pass')]: 1,
      [requests('GET /lamps', 0, 'pass')]: 1,
      [requests('GET /lamps/{id}', 200, 'pass')]: 2,
      [requests('POST /lamps', 201, 'pass')]: 1,
      [requests('POST /lamps', 422, 'fail')]: 1,
      [requests('none', 404, 'none')]: 1,
      'docproof_request_duration_seconds_count{operation="GET /lamps/{id}"}': 2,
      'docproof_request_duration_seconds_bucket{operation="GET /lamps/{id}",le="+Inf"}': 2,
      docproof_ready: 1,
    });
    expect(samples['docproof_request_duration_seconds_sum{operation="GET /lamps/{id}"}']).toBeGreaterThan(0);
    expect(samples.process_resident_memory_bytes).toBeGreaterThan(1_000_000);
    expect(samples.docproof_state_up).toBeUndefined();
  });

  test('A proxy counts what clients got, and the verdicts of both sides', async () => {
    const service = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(request.url === '/lamps' ? '["no integer"]' : '1');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      service.closeAllConnections();
      service.close();
    });
    const upstream = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const proxy = await startProxy(await contractOf(DOCUMENT), upstream, { port: 0 });
    onTestFinished(() => proxy.close());
    await samplesOf(proxy.url);
    await (await fetch(`${proxy.url}/lamps`)).text();
    await (await fetch(`${proxy.url}/lamps/7`)).text();
    expect(await samplesOf(proxy.url)).toMatchObject({
      [requests('GET /lamps', 200, 'fail')]: 1,
      [requests('GET /lamps/{id}', 200, 'pass')]: 1,
      'docproof_request_duration_seconds_count{operation="GET /lamps"}': 1,
      docproof_recorded_exchanges: 0,
    });
  });

  test('A probe of an orchestrator may ask by the address of a machine, and a foreign name or page may not', async () => {
    const { port } = await mocking();
    const ask = (page: string, host: string, more = '') =>
      sendRaw(port, `GET /_docproof/${page} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);
    for (const page of ['health', 'ready', 'metrics']) {
      expect(await ask(page, `10.244.1.17:${port}`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await ask(page, '[fd00::17]')).toMatch(/^HTTP\/1\.1 200 /);
      expect(await ask(page, 'evil.example')).toMatch(/^HTTP\/1\.1 403 /);
      expect(await ask(page, '10.244.1.17', 'Origin: https://evil.example\r\n')).toMatch(/^HTTP\/1\.1 403 /);
    }
  });
});

describe('the readiness of a server', () => {
  test('A server is ready until it drains, and goes on answering then', async () => {
    const mock = await mocking();
    const ready = () => fetch(`${mock.url}/_docproof/ready`);
    expect(await (await ready()).json()).toEqual({ status: 'ready' });
    mock.drain();
    const refused = await ready();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ detail: 'It is about to stop.' });
    expect((await fetch(`${mock.url}/lamps`)).status).toBe(200);
    expect((await fetch(`${mock.url}/_docproof/health`)).status).toBe(200);
    expect((await samplesOf(mock.url)).docproof_ready).toBe(0);
  });

  test('A store that fails or gives no answer in time makes a server unready, and many who ask wait for one answer', async () => {
    let asked = 0;
    let answer = async (): Promise<void> => undefined;
    const store: Store = {
      ...memoryStore(),
      ping: () => {
        asked += 1;
        return answer();
      },
    };
    const unready = readiness({ store, isDraining: () => false });
    expect(await Promise.all([unready(), unready(), unready()])).toEqual([undefined, undefined, undefined]);
    expect(asked).toBe(1);
    answer = () => Promise.reject(new Error('ECONNREFUSED'));
    expect(await unready()).toBe('What it remembers cannot be reached: ECONNREFUSED.');
    answer = () => new Promise(() => undefined);
    expect(await unready()).toBe('What it remembers cannot be reached: no answer in time.');
    answer = async () => undefined;
    expect(await unready()).toBeUndefined();
  });
});
