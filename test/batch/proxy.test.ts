import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Answered, type ProxyOptions, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { askAt } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [value] } } } } } } }
`;

const answer = (id: string, body: object) => ({
  id,
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body,
});
const get = (id: string) => ({ id, method: 'GET', url: '/things' });

/** A proxy before a service that answers every batch so. */
async function proxied(responses: readonly object[], options: ProxyOptions = {}) {
  const service = createServer((request, response) => {
    request.resume().once('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ responses }));
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.close();
  });
  const { port } = service.address() as AddressInfo;
  const told: Answered[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, {
    port: 0,
    ...options,
    onAnswer: (answered) => told.push(answered),
  });
  onTestFinished(() => proxy.close());
  const batch = (requests: unknown) => askAt(proxy.url, 'POST /$batch', { body: { requests } });
  return { batch, told };
}

test('A proxy judges each request of a batch with its answer, and passes the batch on as it is', async () => {
  const { batch, told } = await proxied([answer('2', {}), answer('1', { value: [] })], { errors: true });
  const { status, json } = await batch([get('1'), get('2')]);
  expect([status, (json as { responses: unknown[] }).responses.length]).toEqual([200, 2]);
  expect(told.map(({ batchId, target, faults }) => [batchId, target, faults.map(({ text }) => text)])).toEqual([
    ['1', '/things', []],
    ['2', '/things', [expect.stringContaining('must have property "value"')]],
    [undefined, '/$batch', []],
  ]);
});

test('A proxy reports a batch with an answer that is missing or that nobody asked for', async () => {
  const { batch, told } = await proxied([answer('3', {})]);
  expect((await batch([get('1')])).status).toBe(200);
  expect(told.at(-1)?.faults.map(({ text }) => text)).toEqual([
    expect.stringContaining('lacks the answer to request "1"'),
    expect.stringContaining('answers no request of the batch: "3"'),
  ]);
});

test('A proxy with --errors refuses a batch that no reader can use', async () => {
  const { batch } = await proxied([], { errors: true });
  const { status, text } = await batch([get('1'), get('1')]);
  expect([status, text]).toEqual([422, expect.stringContaining('another item has it too')]);
});
