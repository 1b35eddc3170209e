import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  checkCapture,
  type Exchange,
  type ListenOptions,
  loadContract,
  startMock,
  startProxy,
} from '../../src/api/index.js';
import { checkedExchanges } from '../../src/api/inspector/serve-result.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
components: { securitySchemes: { key: { type: apiKey, in: header, name: x-key } } }
paths:
  /lamps:
    post:
      operationId: addLamp
      security: [{ key: [] }]
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { name: { type: string }, password: { type: string } } } }
          application/octet-stream: { schema: {} }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 7 } } } }
`;

interface Said {
  readonly id?: number;
  readonly detail?: string;
  readonly request: { readonly headers: Record<string, string>; readonly body?: unknown };
  readonly exchanges: readonly { readonly id: number; readonly status: number; readonly caveats?: unknown }[];
}

function asking(url: string) {
  return async (page: string, method = 'GET', body?: unknown): Promise<[status: number, said: Said]> => {
    const asked = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}/_docproof/${page}`, { method, ...asked });
    return [response.status, JSON.parse((await response.text()) || 'null')];
  };
}

async function mocking(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => mock.close());
  return { mock, ask: asking(mock.url) };
}

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${url}/lamps?top=1`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

test('A request is sent again as it was, with the secrets that the feed does not show', async () => {
  const { mock, ask } = await mocking();
  await post(mock.url, '{"name":"desk","password":"hunter2"}', { 'x-key': 'abcdefghijkl', 'x-tone': 'warm' });
  await post(mock.url, '{"name":7}', { 'x-key': 'abcdefghijkl' });
  expect(await ask('exchanges/1/replay', 'POST')).toEqual([200, { id: 3 }]);
  const [, { request: first }] = await ask('exchanges/1');
  const [, { request: again }] = await ask('exchanges/3');
  expect(again.body).toBe(first.body);
  expect(again.headers['x-tone']).toBe('warm');
  expect(again.headers['x-key']).toBe(first.headers['x-key']);
  // With the word that stands for the key in its place, the mock would have taken that: so it is looked for below.
  const [, { exchanges }] = await ask('exchanges');
  expect(exchanges).toMatchObject([{ status: 201 }, { status: 422 }, { status: 201 }]);
});

test('What a proxy sends again to its service has its secrets, and each byte of the body', async () => {
  const seen: { key: unknown; body: string }[] = [];
  const service = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ key: request.headers['x-key'], body: Buffer.concat(chunks).toString('hex') });
      response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const proxy = await startProxy(await contractOf(DOCUMENT), service, { port: 0 });
  onTestFinished(() => proxy.close());
  const ask = asking(proxy.url);
  const headers = { 'x-key': 'abcdefghijkl', 'content-type': 'application/octet-stream' };
  await (await post(proxy.url, new Uint8Array([0, 255, 7]), headers)).text();
  expect(await ask('exchanges/1/replay', 'POST')).toEqual([200, { id: 2 }]);
  expect(seen).toEqual([
    { key: 'abcdefghijkl', body: '00ff07' },
    { key: 'abcdefghijkl', body: '00ff07' },
  ]);
});

test('A request whose body was not kept is not sent again, and the answer says why', async () => {
  const { mock, ask } = await mocking();
  await post(mock.url, JSON.stringify({ name: 'x'.repeat(70_000) }), { 'x-key': 'k' });
  expect(await ask('exchanges/1/replay', 'POST')).toEqual([
    409,
    expect.objectContaining({ detail: expect.stringContaining('64 kB') }),
  ]);
  expect((await ask('exchanges/9/replay', 'POST'))[0]).toBe(404);
  expect((await ask('exchanges/x/replay', 'POST'))[0]).toBe(422);
});

test('A request that is answered by a reset or after a delay is kept as such when it is sent again', async () => {
  const { mock, ask } = await mocking();
  mock.answers.sequence('addLamp', [{ status: 201 }, { fault: 'reset' }, { delay: 300 }]);
  await post(mock.url, '{}', { 'x-key': 'k' });
  expect(await ask('exchanges/1/replay', 'POST')).toEqual([200, { id: 2 }]);
  expect(await ask('exchanges/1/replay', 'POST')).toEqual([200, { id: 3 }]);
  const [, { exchanges }] = await ask('exchanges');
  expect(exchanges.map(({ status }) => status)).toEqual([201, 0, 201]);
});

test('A page sends its own request, with header fields that a page cannot send by itself', async () => {
  const { ask } = await mocking();
  const request = { method: 'POST', target: '/lamps', headers: { 'x-key': 'k', cookie: 'tone=warm' } };
  expect(await ask('send', 'POST', request)).toEqual([200, { id: 1 }]);
  const [, detail] = await ask('exchanges/1');
  expect(detail.request.headers.cookie).toContain('tone=');
  const bytes = { ...request, headers: { ...request.headers, 'content-type': 'application/octet-stream' } };
  expect(await ask('send', 'POST', { ...bytes, body: { base64: 'AP8=' } })).toEqual([200, { id: 2 }]);
  expect((await ask('exchanges/2'))[1].request.body).toEqual({ base64: 'AP8=' });
});

test.each([
  [{ method: 'POST' }],
  [{ method: 'POST', target: 'lamps' }],
  [{ method: 'PO ST', target: '/lamps' }],
  [{ method: 'CONNECT', target: '/lamps' }],
  [{ method: 'connect', target: '/lamps' }],
  [{ method: 'POST', target: '/la mps' }],
  [{ method: 'POST', target: '/lamps', headers: { 'a b': 'c' } }],
  [{ method: 'POST', target: '/lamps', headers: { a: 'c\r\nd: e' } }],
  [{ method: 'POST', target: '/lamps', body: 7 }],
  [{ method: 'POST', target: '/lamps', colour: 'red' }],
])('%j is not a request that can be sent, and the answer shows one', async (request) => {
  const { ask } = await mocking();
  expect(await ask('send', 'POST', request)).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('"target": "/users?top=1"') }),
  ]);
});

test('A page cannot send a request without the token', async () => {
  const { mock } = await mocking();
  const response = await fetch(`${mock.url}/_docproof/send`, {
    method: 'POST',
    headers: { origin: mock.url },
    body: '{"method":"POST","target":"/lamps"}',
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('NO_TOKEN');
});

test('A proxy makes a pause in its recording, continues it, and says its state', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const record = join(folder, 'seen.ndjson');
  const contract = await contractOf(DOCUMENT);
  // Nothing listens there: the proxy answers with 502, which it records too.
  const proxy = await startProxy(contract, 'http://127.0.0.1:9', { port: 0, record });
  onTestFinished(() => proxy.close());
  const ask = asking(proxy.url);
  await post(proxy.url, '{}');
  expect(await ask('recording', 'PUT', { on: false })).toEqual([
    200,
    { on: false, file: record, recorded: 1, missing: 0 },
  ]);
  await post(proxy.url, '{}');
  await ask('recording', 'PUT', { on: true });
  await post(proxy.url, '{}');
  expect(await ask('recording')).toEqual([200, { on: true, file: record, recorded: 2, missing: 0 }]);
  expect((await readFile(record, 'utf8')).trim().split('\n')).toHaveLength(2);
  expect((await ask('recording', 'PUT', { on: 'yes' }))[0]).toBe(422);
});

test('A page begins a recording beside the document only where the server may write, and never through a link', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'recording-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, DOCUMENT);
  const contract = await loadContract(file);
  const starting = async (allowWrite: boolean) => {
    const proxy = await startProxy(contract, 'http://127.0.0.1:9', { port: 0, allowWrite });
    onTestFinished(() => proxy.close());
    return { proxy, ask: asking(proxy.url) };
  };
  const { ask: refused } = await starting(false);
  expect(await refused('recording', 'PUT', { on: true })).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('--allow-write') }),
  ]);
  const { proxy, ask } = await starting(true);
  await symlink(join(folder, 'elsewhere'), join(folder, 'recording.ndjson'));
  expect((await ask('recording', 'PUT', { on: true }))[0]).toBe(422);
  await rm(join(folder, 'recording.ndjson'));
  expect((await ask('recording', 'PUT', { on: true }))[0]).toBe(200);
  await post(proxy.url, '{}');
  expect(await readFile(join(folder, 'recording.ndjson'), 'utf8')).toContain('"url":"/lamps?top=1"');
  await expect((await mocking()).ask('recording')).resolves.toMatchObject([
    404,
    { type: expect.stringContaining('NO_RECORDING') },
  ]);
});

test('The result of a check has nobody who could answer a request, and says so', async () => {
  const contract = await contractOf(DOCUMENT);
  const server = await checkedExchanges({}).serve(contract, await checkCapture(contract, oneExchange()));
  onTestFinished(() => server.close());
  const ask = asking(server.url);
  for (const page of ['exchanges/1/replay', 'send'])
    expect(await ask(page, 'POST', {})).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('result of a check') }),
    ]);
});

async function* oneExchange(): AsyncGenerator<Exchange> {
  yield {
    source: 'a',
    index: 0,
    request: { method: 'POST', url: '/lamps', headers: {}, body: NO_BODY },
    response: { status: 201, headers: {}, body: NO_BODY },
  };
}
