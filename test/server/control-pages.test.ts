import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: shop, version: '2' }
paths:
  /users:
    get:
      operationId: listUsers
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { type: object } }, example: [] } } }
        '429': { description: later, content: { application/json: { example: { why: many } } } }
    post:
      operationId: addUser
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 'u1', name: Ada } } } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getUser
      responses:
        '200': { description: one, content: { application/json: { schema: { type: object }, example: { id: 'u1', name: Ada } } } }
        '404': { description: none, content: { application/json: { example: { why: none } } } }
`;

async function mocking(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => mock.close());
  const page = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: text }) };
    const response = await fetch(`${mock.url}/_docproof/${path}`, init);
    const said = await response.text();
    return { status: response.status, said: said === '' ? undefined : JSON.parse(said) };
  };
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${mock.url}${path}`, { headers });
    return [response.status, await response.json()];
  };
  return { mock, page, ask };
}

test('The page of the server says what it is and what it has', async () => {
  const { page } = await mocking({ stateful: true });
  expect((await page('GET', 'server')).said).toMatchObject({
    mode: 'mock',
    document: { title: 'shop', version: '2' },
    features: expect.arrayContaining(['exchanges', 'operations', 'coverage', 'overrides', 'state', 'faults']),
    allowWrite: false,
  });
  const plain = await mocking({ inspector: false });
  const { features } = (await plain.page('GET', 'server')).said;
  expect(features).toEqual(expect.arrayContaining(['overrides', 'faults']));
  for (const absent of ['exchanges', 'coverage', 'state']) expect(features).not.toContain(absent);
});

test('A proxy has neither answers nor faults to set, and says so', async () => {
  const service = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void service.close());
  const address = service.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, { port: 0 });
  onTestFinished(() => proxy.close());
  const said = async (path: string): Promise<{ mode: string; features: string[] }> =>
    JSON.parse(await (await fetch(`${proxy.url}/_docproof/${path}`)).text());
  const { mode, features } = await said('server');
  expect([mode, features.includes('exchanges')]).toEqual(['proxy', true]);
  for (const absent of ['overrides', 'state', 'faults']) expect(features).not.toContain(absent);
  for (const path of ['overrides', 'overrides/1', 'faults'])
    expect(await said(path)).toMatchObject({ status: 501, detail: expect.stringContaining('docproof mock') });
});

test('What a stateful mock remembers is written, deleted and seeded, and its answers follow', async () => {
  const { page, ask } = await mocking({ stateful: true });
  expect((await page('PUT', 'state/users/7', { id: '7', name: 'Grace' })).status).toBe(204);
  expect(await ask('/users/7')).toEqual([200, { id: '7', name: 'Grace' }]);
  expect((await page('GET', 'state/users/7')).said).toEqual({ id: '7', name: 'Grace' });
  expect((await page('GET', 'state?detail=true')).said).toEqual({
    stateful: true,
    collections: ['/users'],
    items: { '/users/7': { id: '7', name: 'Grace' } },
  });
  expect((await page('GET', 'state/users%2F7')).said).toEqual({ id: '7', name: 'Grace' });
  expect((await page('GET', 'state/%2Fusers%2F7')).said).toEqual({ id: '7', name: 'Grace' });
  expect((await page('DELETE', 'state/users/7')).status).toBe(204);
  expect((await ask('/users/7'))[0]).toBe(404);
  expect((await page('PUT', 'state', { '/users/a b': { id: 'a b' }, '/users/9': { id: '9' } })).status).toBe(204);
  expect((await page('GET', 'state')).said).toEqual({ '/users/a%20b': { id: 'a b' }, '/users/9': { id: '9' } });
  expect(await ask('/users')).toEqual([200, [{ id: 'a b' }, { id: '9' }]]);
  const session = { 'docproof-session': 's' };
  await page('PUT', 'state/users/1', { id: '1' }, session);
  expect((await page('GET', 'state', undefined, session)).said).toEqual({ '/users/1': { id: '1' } });
  expect((await page('GET', 'state/users/1')).status).toBe(404);
});

test.each([
  ['PUT', 'state/orders/7', {}, 422, '/users/ID'],
  ['PUT', 'state/users', {}, 422, '/users/ID'],
  ['PUT', 'state/users//', {}, 422, '/users/ID'],
  ['PUT', 'state/users/7', '{', 422, 'Send the item as JSON'],
  ['PUT', 'state', [1], 422, 'GET /_docproof/state'],
  ['PUT', 'state', { '/orders/1': {} }, 422, '/users/ID'],
  ['GET', 'state?colour=red', undefined, 422, 'detail=true'],
  ['GET', 'overrides?colour=red', undefined, 422, 'sessions=all'],
  ['PUT', 'faults', { faults: 'x' }, 422, '"faults": ["POST /path'],
  ['PUT', 'faults', { faults: ['GET /users: 10% 418'] }, 422, 'GET /users documents 200, 429'],
  ['PUT', 'faults', { faults: ['GET /orders: 10% 429'] }, 422, 'as the document does'],
  ['PUT', 'faults', { delay: 'long' }, 422, '"delay": "200..800"'],
  ['PUT', 'faults', { seed: 7 }, 422, '"seed": "a"'],
  ['PUT', 'faults', { chance: 7 }, 422, 'each may be left out'],
  ['PUT', 'faults', [], 422, 'each may be left out'],
])(
  'The page refuses %s %s with %j, says what to send, and changes nothing',
  async (method, path, body, status, cure) => {
    const { page } = await mocking({ stateful: true });
    const before = [(await page('GET', 'state')).said, (await page('GET', 'faults')).said];
    const { status: got, said } = await page(method, path, body);
    expect([got, said.detail]).toEqual([status, expect.stringContaining(cure)]);
    expect([(await page('GET', 'state')).said, (await page('GET', 'faults')).said]).toEqual(before);
  },
);

test('A mock that remembers nothing takes no state, and says how it would', async () => {
  const { page } = await mocking();
  for (const [method, path] of [
    ['PUT', 'state'],
    ['PUT', 'state/users/7'],
    ['DELETE', 'state/users/7'],
  ] as const)
    expect(await page(method, path, {})).toMatchObject({
      status: 409,
      said: { detail: expect.stringContaining('--stateful') },
    });
});

test('A plan of faults is set while the mock runs, does what it says ahead, and the same seed does the same', async () => {
  const { page, ask } = await mocking({ faults: ['GET /users: 100% 429'] });
  const first = (await page('GET', 'faults')).said;
  expect(first).toMatchObject({
    faults: ['GET /users: 100% 429'],
    changed: false,
    seed: expect.stringMatching(/^.{8}$/),
  });
  expect((await ask('/users'))[0]).toBe(429);
  const plan = { faults: ['GET /users: 50% 429'], seed: 'a' };
  const { said } = await page('PUT', 'faults', plan);
  expect(said).toMatchObject({ ...plan, changed: true });
  const [{ operation, calls }] = said.draws;
  expect(operation).toBe('GET /users');
  const seen = async () => {
    const statuses = [];
    for (let at = 0; at < 20; at += 1) statuses.push((await ask('/users'))[0]);
    return statuses;
  };
  const ahead = calls.map(({ fault }: { fault?: string }) => Number(fault ?? 200));
  expect(new Set(ahead)).toEqual(new Set([200, 429]));
  expect(await seen()).toEqual(ahead);
  await page('PUT', 'faults', plan);
  expect(await seen()).toEqual(ahead);
  await page('PUT', 'faults', {});
  expect((await ask('/users'))[0]).toBe(200);
  expect((await page('DELETE', 'faults')).said).toMatchObject({
    faults: first.faults,
    seed: first.seed,
    changed: false,
  });
  expect((await ask('/users'))[0]).toBe(429);
});

test('A page changes nothing without its token', async () => {
  const { mock, page } = await mocking({ stateful: true });
  const headers = { origin: mock.url };
  for (const [method, path] of [
    ['PUT', 'overrides'],
    ['DELETE', 'overrides/1'],
    ['PUT', 'state'],
    ['PUT', 'state/users/7'],
    ['DELETE', 'state/users/7'],
    ['PUT', 'faults'],
    ['DELETE', 'faults'],
  ] as const)
    expect((await page(method, path, method === 'PUT' ? [] : undefined, headers)).status).toBe(403);
  const { token } = (await page('GET', 'token')).said;
  const put = await page('PUT', 'state/users/7', {}, { ...headers, 'x-docproof-token': token });
  expect(put.status).toBe(204);
});
