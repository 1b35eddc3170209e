import { readFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { itemExaminer } from '../../src/check/index.js';
import { createFeedReader, FeedRing } from '../../src/feed/index.js';
import { pseudonyms } from '../../src/io/index.js';
import { headersOf, NO_BODY } from '../../src/model/index.js';
import { watchFeed } from '../../src/server/pages/feed/events.js';
import { memoryStore } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { NO_RULES } from '../support/no-rules.js';
import { sendRaw } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { type: integer } }, example: [1] } } }
    post:
      operationId: addLamp
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string }, password: { type: string } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 7 } } } }
`;

/** What pages say, as far as the tests look into it. */
interface Said {
  readonly exchanges: readonly { readonly id: number }[];
  readonly matching: number;
  readonly request: unknown;
  readonly response: unknown;
  readonly violations: unknown;
}

/** Asks a page of a server. */
function asking(url: string) {
  return async (page: string, init: RequestInit = {}): Promise<[status: number, said: Said]> => {
    const response = await fetch(`${url}/_docproof/${page}`, init);
    const text = await response.text();
    return [response.status, text === '' ? undefined : JSON.parse(text)];
  };
}

async function mocking(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => mock.close());
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${mock.url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const list = () => fetch(`${mock.url}/lamps`);
  return { mock, ask: asking(mock.url), post, list };
}

test('A program asks what was posted, how often and with which bodies, and sees no secret', async () => {
  const { ask, post, list } = await mocking();
  await post('{"name":"desk","password":"hunter2"}', { authorization: 'Bearer abcdefghijklmnop' });
  await list();
  await post('{"name":7}');
  const [status, { exchanges, matching }] = await ask('exchanges?operation=addLamp');
  expect([status, matching]).toEqual([200, 2]);
  expect(exchanges).toMatchObject([
    {
      id: 1,
      method: 'POST',
      target: '/lamps',
      operation: 'POST /lamps',
      status: 201,
      verdict: 'pass',
      violations: [],
      answeredBy: 'mock',
    },
    {
      id: 3,
      status: 422,
      verdict: 'fail',
      violations: [{ in: 'request', location: '/name', keyword: 'type', exchange: 3 }],
    },
  ]);
  const [, first] = await ask('exchanges/1');
  expect(first.request).toMatchObject({
    headers: { authorization: 'Bearer [redacted]' },
    body: '{"name":"desk","password":"[redacted]"}',
  });
  expect(first.response).toMatchObject({ status: 201, body: '{"id":7}' });
  expect(JSON.stringify(first)).not.toMatch(/hunter2|abcdefghijklmnop/);
});

test('A request that the mock refuses with a documented error fails all the same, and the other way round', async () => {
  const refusing = DOCUMENT.replace(
    "        '201':",
    `        '400': { description: wrong, content: { application/json: { example: { why: x } } } }
        '201':`,
  );
  const mock = await startMock(await contractOf(refusing), { port: 0 });
  onTestFinished(() => mock.close());
  const post = async (body: string, prefer = 'validate-request=error') => {
    const headers = { 'content-type': 'application/json', prefer };
    return (await fetch(`${mock.url}/lamps`, { method: 'POST', body, headers })).status;
  };
  expect([await post('{"name":7}'), await post('{"name":"a"}', 'code=400')]).toEqual([400, 400]);
  const [, { exchanges }] = await asking(mock.url)('exchanges');
  expect(exchanges).toMatchObject([
    { verdict: 'fail', violations: [{ severity: 'error', in: 'request', location: '/name' }] },
    { verdict: 'pass', violations: [] },
  ]);
});

test.each([
  ['verdict=fail', [2, 3]],
  ['verdict=pass', [1]],
  ['status=2xx', [1]],
  ['status=422', [2]],
  ['method=GET', [1, 3]],
  ['path=/lamps', [1, 2]],
  ['path=/no*', [3]],
  ['operation=GET /lamps', [1]],
  ['keyword=required', [2]],
  ['keyword=undocumented-path', [3]],
  ['text=NOTHING%3Fa', [3]],
  ['text=application/json', [1, 2]],
  ['text={}', [2]],
  ['after=1&limit=1', [2]],
  ['limit=1', [3]],
])('The filter %s lists the exchanges %j', async (query, ids) => {
  const { mock, ask, post, list } = await mocking();
  await list();
  await post('{}');
  await fetch(`${mock.url}/nothing?a=1`);
  const [, { exchanges }] = await ask(`exchanges?${query}`);
  expect(exchanges.map(({ id }) => id)).toEqual(ids);
});

test.each([
  ['exchanges?verdict=good', 'pass, fail, inconclusive'],
  ['exchanges?operation=nothing', '/_docproof/operations'],
  ['exchanges?status=abc', '4XX'],
  ['exchanges?status=200&status=201', 'twice'],
  ['exchanges?path=lamps', 'without its query'],
  ['exchanges?after=-1', 'the id of'],
  ['exchanges?limit=0', 'from 1 to 1000'],
  ['exchanges?verdit=fail', 'operation, verdict, status'],
  ['exchanges/abc', 'whole number'],
  ['exchanges?text=', '1 to 200'],
  ['exchanges?keyword=a%20b', 'such as enum'],
  ['events?verdict=good', 'pass, fail, inconclusive'],
  ['events?limit=1', 'Last-Event-ID'],
])('The page %s is refused, and says what can be asked', async (page, cure) => {
  const { ask } = await mocking();
  expect(await ask(page)).toEqual([422, expect.objectContaining({ detail: expect.stringContaining(cure) })]);
});

test('The feed is cleared by a program, and not by a page without the token or of another origin', async () => {
  const { mock, ask, list } = await mocking();
  await list();
  const clear = (headers: string) =>
    sendRaw(
      mock.port,
      `DELETE /_docproof/exchanges HTTP/1.1\r\nHost: 127.0.0.1:${mock.port}\r\n${headers}Connection: close\r\n\r\n`,
    );
  expect(await clear(`Origin: http://127.0.0.1:${mock.port}\r\n`)).toContain('NO_TOKEN');
  expect(await clear('Origin: https://evil.example\r\n')).toContain('CROSS_ORIGIN');
  for (const page of ['exchanges', 'exchanges/1', 'events', 'operations', 'coverage'])
    expect(
      await sendRaw(mock.port, `GET /_docproof/${page} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
    ).toContain('FOREIGN_HOST');
  expect((await ask('exchanges/1'))[0]).toBe(200);
  expect((await ask('exchanges', { method: 'DELETE' }))[0]).toBe(204);
  expect((await ask('exchanges/1'))[0]).toBe(404);
  expect((await ask('exchanges'))[1]).toEqual({ exchanges: [], matching: 0, last: 1, dropped: 0 });
});

test('A search finds what the feed shows, in bytes too, and never a secret', async () => {
  const { ask, post } = await mocking();
  await post('{"name":"desk","password":"hunter2"}', { authorization: 'Bearer abcdefghijklmnop', 'x-tone': 'Warm' });
  const found = async (text: string) => (await ask(`exchanges?text=${encodeURIComponent(text)}`))[1].matching;
  expect(await found('"NAME":"Desk"')).toBe(1);
  expect(await found('x-tone: warm')).toBe(1);
  expect(await found('[redacted]')).toBe(1);
  expect([await found('hunter'), await found('abcdefgh'), await found('.*')]).toEqual([0, 0, 0]);
});

test('The feed names the documented example that the mock chose, and none for what it made', async () => {
  const named = DOCUMENT.replace('example: [1]', 'examples: { few: { value: [1] }, many: { value: [1, 2, 3] } }');
  const mock = await startMock(await contractOf(named), { port: 0 });
  onTestFinished(() => mock.close());
  for (const prefer of ['example=many', 'example=few', 'dynamic=true'])
    await fetch(`${mock.url}/lamps`, { headers: { prefer } });
  mock.answers.once('listLamps', { body: [4] });
  await fetch(`${mock.url}/lamps`);
  const exchanges = await mock.exchanges();
  expect(exchanges.map(({ example }) => example)).toEqual(['many', 'few', undefined, undefined]);
});

test('The library gives the same exchanges as the page, by the same filters', async () => {
  const { mock, ask, post, list } = await mocking();
  await post('{"name":"desk","password":"hunter2"}');
  await list();
  await post('{"name":"lamp"}');
  const posted = await mock.exchanges({ operation: 'addLamp', status: 201 });
  expect(posted.map(({ request }) => request.body)).toEqual([
    '{"name":"desk","password":"[redacted]"}',
    '{"name":"lamp"}',
  ]);
  // A page says why, too.
  expect({ ...(await ask('exchanges/3'))[1] }).toEqual({ ...posted[1], decisions: expect.any(Array) });
  await expect(mock.exchanges({ operation: 'no' })).rejects.toThrow('the document has no operation');
  const other = await mocking({ inspector: false });
  await expect(other.mock.exchanges()).rejects.toThrow('keeps no exchanges');
});

test('The feed is off by --no-inspector and where other machines reach the server, and says so', async () => {
  for (const options of [{ inspector: false }, { host: '0.0.0.0' }]) {
    const { ask } = await mocking(options);
    expect(await ask('exchanges')).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('--inspector') }),
    ]);
    expect((await ask('health'))[0]).toBe(200);
  }
  const { ask } = await mocking({ host: '0.0.0.0', inspector: true });
  expect((await ask('exchanges'))[0]).toBe(200);
});

test('The feed is not there where several processes answer', async () => {
  const { ask } = await mocking({ store: memoryStore() });
  expect(await ask('coverage')).toEqual([
    501,
    expect.objectContaining({ detail: expect.stringContaining('--multiprocess') }),
  ]);
});

test('The coverage and the operations are those of the document', async () => {
  const { ask, list } = await mocking();
  await list();
  expect((await ask('coverage'))[1]).toMatchObject({ operationsSeen: 1, operationsTotal: 2, percent: 50, dropped: 0 });
  expect((await ask('operations'))[1]).toMatchObject([
    { id: 'GET /lamps', operationId: 'listLamps' },
    { id: 'POST /lamps' },
  ]);
});

test('A body that is too large to be kept is said to be, and what the mock found in it stays', async () => {
  const { ask, post } = await mocking();
  await post(JSON.stringify({ name: 7, more: 'x'.repeat(70_000) }));
  const [, detail] = await ask('exchanges/1');
  expect(detail).toMatchObject({ verdict: 'fail', request: { bodyOmitted: 'body-cut' } });
  expect(detail.violations).toMatchObject([
    { location: '/name', keyword: 'type', message: 'must be string, but is number', value: 7 },
  ]);
});

describe('events', () => {
  /** Watches, and resolves with the text once it has all of these. */
  function watching(url: string, headers: Record<string, string> = {}, query = '') {
    let text = '';
    let ended = false;
    const request = get(`${url}/_docproof/events${query}`, { headers }, (response) => {
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        ended = true;
      });
    });
    request.on('error', () => undefined);
    onTestFinished(() => {
      request.destroy();
    });
    return {
      until: (...parts: readonly string[]) =>
        expect.poll(() => parts.filter((part) => !text.includes(part)), { timeout: 10_000 }).toEqual([]),
      isEnded: () => expect.poll(() => ended, { timeout: 10_000 }).toBe(true),
      text: () => text,
    };
  }

  test('A watcher hears of each exchange as it ends, of a clearing, and of the end of the server', async () => {
    const { mock, ask, list, post } = await mocking();
    await list();
    const watcher = watching(mock.url);
    await watcher.until(': the feed');
    await post('{}');
    await watcher.until('id: 2\nevent: exchange\n', '"verdict":"fail"');
    expect(watcher.text()).not.toContain('id: 1\n');
    await ask('exchanges', { method: 'DELETE' });
    await watcher.until('event: cleared\ndata: {"through":2}');
    await mock.close();
    await watcher.isEnded();
    expect(watcher.text()).toContain('event: end');
  });

  test('A watcher with filters hears only of what passes them', async () => {
    const { mock, list, post } = await mocking();
    const watcher = watching(mock.url, {}, '?verdict=fail&method=POST&text=7');
    await watcher.until(': the feed');
    await list();
    await post('{"name":"7"}');
    await post('{"name":7}');
    await watcher.until('id: 3\nevent: exchange\n');
    expect(watcher.text()).not.toMatch(/id: [12]\n/);
  });

  test('One watcher too many is refused with the way to ask without watching', async () => {
    const { mock, ask } = await mocking();
    const watchers = Array.from({ length: 64 }, () => watching(mock.url));
    for (const watcher of watchers) await watcher.until(': the feed');
    expect(await ask('events')).toEqual([
      503,
      expect.objectContaining({ detail: expect.stringContaining('?after=ID') }),
    ]);
  });

  test('A watcher that comes back goes on where it stopped, and hears how many it has missed', async () => {
    const { mock, ask, list } = await mocking();
    await ask('exchanges');
    for (let at = 0; at < 10_005; at += 5) await Promise.all([list(), list(), list(), list(), list()]);
    const watcher = watching(mock.url, { 'last-event-id': '2' });
    await watcher.until('event: gap\ndata: {"missed":3,"through":5}', 'id: 6\nevent: exchange', 'id: 10005\n');
    const other = watching(mock.url, { 'last-event-id': '10004' });
    await other.until('id: 10005\n');
    expect(other.text()).not.toContain('gap');
  }, 120_000);
});

test('A watcher that does not read holds up nobody, and is told how many it missed', async () => {
  const ring = new FeedRing({ most: 10 });
  const contract = await contractOf(DOCUMENT);
  const reader = createFeedReader(ring, { contract: () => contract, rules: {}, redact: {}, pseudonyms });
  const server = createServer((request, response) =>
    watchFeed({ ring, reader, readWhole: () => ({ limit: 1 }) }, { request, response, query: new URLSearchParams() }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const response = await new Promise<IncomingMessage>((resolve) => get({ port, host: '127.0.0.1' }, resolve));
  const all = 600;
  for (let at = 0; at < all; at += 1) {
    ring.add({
      method: 'GET',
      target: `/lamps?pad=${'pad-'.repeat(10_000)}`,
      asked: {},
      askedBody: NO_BODY,
      status: 200,
      answered: { 'content-type': 'application/json' },
      answeredBody: { state: 'present', content: '[1]' },
      answeredBy: 'mock',
      violations: [],
      caveats: [],
      startedAt: 0,
      duration: 1,
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  let text = '';
  response.on('data', (chunk) => {
    text += chunk;
  });
  await expect.poll(() => text.includes(`id: ${all}\nevent: exchange`), { timeout: 20_000 }).toBe(true);
  const missed = [...text.matchAll(/"missed":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(missed).toBeGreaterThan(0);
  expect(missed + [...text.matchAll(/^event: exchange$/gm)].length).toBe(all);
});

test('A proxy keeps what the service answered, with its verdict', async () => {
  const service = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('["one"]');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.close();
    service.closeAllConnections();
  });
  const address = service.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, { port: 0 });
  onTestFinished(() => proxy.close());
  await (await fetch(`${proxy.url}/lamps`)).text();
  const [, detail] = await asking(proxy.url)('exchanges/1');
  const [kept] = await proxy.exchanges({ verdict: 'fail' });
  expect(detail).toMatchObject({ ...kept, decisions: expect.any(Array) });
  expect(detail).toMatchObject({
    answeredBy: 'service',
    verdict: 'fail',
    violations: [{ in: 'response', location: '/0', keyword: 'type' }],
    response: { body: '["one"]' },
  });
});

test('The feed answers as its own OpenAPI document says: real answers are judged, and none breaks it', async () => {
  const { mock, list, post } = await mocking({ stateful: true });
  const own = await readFile(new URL('../../src/model/schema/feed.openapi.json', import.meta.url), 'utf8');
  const rules = { ...NO_RULES, undocumented: 'error', undocumentedHeaders: 'allow' } as const;
  const examiner = itemExaminer(await contractOf(own), { rules, evidence: false, redact: {} }, pseudonyms);
  await list();
  await post('{"name":7}');
  await post('x', { accept: 'text/nothing' });
  await fetch(`${mock.url}/lamps`, {
    method: 'POST',
    body: new Uint8Array([0xff]),
    headers: { 'content-type': 'a/b' },
  });
  await fetch(`${mock.url}/nothing?token=abc`, { method: 'PUT', body: 'y'.repeat(70_000) });
  const judge = async (page: string, method = 'GET', sent?: unknown) => {
    const url = `/_docproof/${page}`;
    const body = sent === undefined ? undefined : JSON.stringify(sent);
    const response = await fetch(`${mock.url}${url}`, { method, ...(body === undefined ? {} : { body }) });
    const content = await response.text();
    const [{ outcome } = { outcome: undefined }] = examiner
      .examine({
        source: 'feed',
        index: 0,
        request:
          body === undefined
            ? { method, url, headers: {}, body: NO_BODY }
            : {
                method,
                url,
                headers: { 'content-type': 'application/json' },
                body: { state: 'present', content: body },
              },
        response: {
          status: response.status,
          headers: headersOf(response.headers),
          body: content === '' ? NO_BODY : { state: 'present', content },
        },
      })
      .filter((each) => 'outcome' in each);
    return outcome && 'verdict' in outcome
      ? [page, response.status, outcome.verdict, outcome.reasons, outcome.violations.map(({ message }) => message)]
      : [page, outcome];
  };
  const good = [
    'health',
    'ready',
    'metrics',
    'exchanges',
    'exchanges?verdict=fail&limit=2',
    'exchanges?status=4XX',
    'exchanges.har',
    'exchanges.ndjson?keyword=type',
    'operations',
    'operations/addLamp',
    'operations/GET%20%2Flamps',
    'coverage',
    'server',
    'document',
    'drift',
    'report',
  ];
  for (const page of [...good, ...[1, 2, 3, 4, 5].map((id) => `exchanges/${id}`)])
    expect(await judge(page)).toEqual([page, 200, 'pass', [], []]);
  // Refusals are described too.
  expect(await judge('exchanges/99')).toEqual(['exchanges/99', 404, 'pass', [], []]);
  expect(await judge('exchanges?operation=no')).toEqual(['exchanges?operation=no', 422, 'pass', [], []]);
  expect(await judge('operations/none')).toEqual(['operations/none', 404, 'pass', [], []]);
  expect(await judge('exchanges.har?operation=no')).toEqual(['exchanges.har?operation=no', 422, 'pass', [], []]);
  expect(await judge('exchanges', 'DELETE')).toEqual(['exchanges', 204, 'pass', [], []]);
  const answer = { operation: 'addLamp', answer: { status: 201 } };
  for (const [page, method, status, sent] of [
    ['overrides', 'POST', 204, { ...answer, times: 'always' }],
    ['overrides', 'PUT', 204, [answer, { operation: 'addLamp', sequence: [{ body: {} }] }]],
    ['overrides?sessions=all', 'GET', 200],
    ['overrides/2', 'DELETE', 204],
    ['overrides/2', 'DELETE', 404],
    ['overrides', 'DELETE', 204],
    ['state/lamps%2F1', 'PUT', 204, { id: 1 }],
    ['state/lamps%2F1', 'GET', 200],
    ['state', 'GET', 200],
    ['state?detail=true', 'GET', 200],
    ['state/lamps%2F1', 'DELETE', 204],
    ['state', 'PUT', 204, { '/lamps/2': { id: 2 } }],
    ['state', 'DELETE', 204],
    ['faults', 'PUT', 200, { faults: ['100% slow'], delay: '1..2', seed: 'a' }],
    ['faults', 'GET', 200],
    ['faults', 'DELETE', 200],
  ] as const)
    expect(await judge(page, method, sent)).toEqual([page, status, 'pass', [], []]);
  // What the document does not say is seen: else a pass would prove nothing.
  expect(await judge('token')).toMatchObject(['token', 200, 'fail', [], [expect.stringContaining('no path')]]);
});
