import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { sendRaw } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200': { description: all, content: { application/json: { example: [1] } } }
        '503': { description: off, content: { application/json: { example: { why: power } } } }
`;

/** A mock, and what its page of answers says. */
async function mocking(options: Parameters<typeof startMock>[1] = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, ...options });
  onTestFinished(() => mock.close());
  const page = async (method: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(`${mock.url}/_docproof/overrides`, {
      method,
      headers,
      ...(body ? { body: text } : {}),
    });
    const said = await response.text();
    return [response.status, said === '' ? undefined : JSON.parse(said)];
  };
  const ask = async (headers: Record<string, string> = {}) => (await fetch(`${mock.url}/lamps`, { headers })).status;
  return { mock, page, ask };
}

test('A program sets an answer of a running mock, sees what is left, and takes it back', async () => {
  const { page, ask } = await mocking();
  const answer = { status: 503 };
  expect(await page('POST', { operation: 'listLamps', answer, times: 2 })).toEqual([204, undefined]);
  expect(await ask()).toBe(503);
  expect(await page('GET')).toEqual([200, [{ id: 1, operation: 'GET /lamps', left: 1, times: 1, answer }]]);
  expect(await page('DELETE')).toEqual([204, undefined]);
  expect(await ask()).toBe(200);
  expect(await page('POST', { operation: 'listLamps', answer, times: 'always' })).toEqual([204, undefined]);
  expect([await ask(), await ask()]).toEqual([503, 503]);
});

test('A sequence that is set for a session is for its requests alone', async () => {
  const { page, ask } = await mocking();
  const session = { 'docproof-session': 'test-1' };
  await page('POST', { operation: 'listLamps', sequence: [{ status: 503 }, { body: [2] }] }, session);
  expect(await page('GET')).toEqual([200, []]);
  expect([await ask(), await ask(session), await ask(session), await ask(session)]).toEqual([200, 503, 200, 200]);
});

test.each([
  ['{', 'the body is not JSON'],
  [new Uint8Array([0x22, 0xff, 0x22]), 'the body is not JSON in UTF-8'],
  [{}, 'the body is not an answer'],
  [{ operation: 'listLamps', answer: {}, sequence: [] }, 'the body is not an answer'],
  [{ operation: 'listLamps', answer: {}, time: 2 }, 'the body is not an answer'],
  [{ operation: 'listLamps', sequence: [{}], times: 2 }, 'the body is not an answer'],
  [{ operation: 'listLamps', answer: { status: 404 } }, 'GET /lamps documents no response 404'],
  [{ operation: 'listLamps', answer: {}, times: 'often' }, 'the number of requests for an answer'],
  [{ operation: 'lamps', answer: {} }, 'the document has no operation "lamps"'],
])('The page of overrides refuses %j and says why', async (body, why) => {
  const { page } = await mocking();
  expect(await page('POST', body)).toEqual([422, expect.objectContaining({ detail: expect.stringContaining(why) })]);
});

test('The page of overrides says what is wrong with a body that it cannot read', async () => {
  const { page } = await mocking();
  expect((await page('POST', {}, { 'content-encoding': 'rot13' }))[0]).toBe(415);
  expect((await page('POST', {}, { 'content-encoding': 'gzip' }))[0]).toBe(400);
});

test('A session that cannot be named is refused by the pages, and nothing is done for everyone', async () => {
  const { mock, page, ask } = await mocking();
  const session = { 'docproof-session': 'a b' };
  const refused = [422, expect.objectContaining({ detail: expect.stringContaining('the id of a session') })];
  expect(await page('POST', { operation: 'listLamps', answer: { status: 503 } }, session)).toEqual(refused);
  expect(await ask()).toBe(200);
  await page('POST', { operation: 'listLamps', answer: { status: 503 } });
  expect(await page('DELETE', undefined, session)).toEqual(refused);
  expect(await page('GET', undefined, session)).toEqual(refused);
  expect(await ask()).toBe(503);
  const state = async (method: string) =>
    (await fetch(`${mock.url}/_docproof/state`, { method, headers: session })).status;
  expect([await state('GET'), await state('DELETE')]).toEqual([422, 422]);
});

test('One answer is taken back by its id, and all of them are replaced by a list', async () => {
  const { page, ask, mock } = await mocking();
  const one = async (id: number | string) =>
    (await fetch(`${mock.url}/_docproof/overrides/${id}`, { method: 'DELETE' })).status;
  await page('POST', { operation: 'listLamps', answer: { status: 503 }, times: 'always' });
  await page('POST', { operation: 'listLamps', answer: { body: [2] } }, { 'docproof-session': 'a' });
  expect(await page('GET')).toMatchObject([200, [{ id: 1, times: 'always' }]]);
  const all = async () => (await fetch(`${mock.url}/_docproof/overrides?sessions=all`)).json();
  expect(await all()).toMatchObject([{ id: 1 }, { id: 2, session: 'a', times: 1 }]);
  expect([await one(1), await one(1), await one('x'), await one(2)]).toEqual([204, 404, 404, 204]);
  expect([await all(), await ask()]).toEqual([[], 200]);
  await page('POST', { operation: 'listLamps', answer: { body: [3] } });
  const kept = await page('GET');
  const bad = [
    { operation: 'listLamps', answer: { status: 503 } },
    { operation: 'listLamps', answer: { status: 404 } },
  ];
  expect((await page('PUT', bad))[0]).toBe(422);
  expect(await page('GET')).toEqual(kept);
  // What the page gives can be sent back.
  expect((await page('PUT', [...kept[1], { operation: 'listLamps', sequence: [{ status: 503 }, {}] }]))[0]).toBe(204);
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 503, 200, 200]);
  expect((await page('PUT', {}))[0]).toBe(422);
});

test('Answers that were set stay when the contract is replaced', async () => {
  const { mock, ask } = await mocking();
  mock.answers.once('listLamps', { status: 503 });
  mock.replace(await contractOf(DOCUMENT.replace('[1]', '[3]')));
  expect([await ask(), await ask()]).toEqual([503, 200]);
});

test.each([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a page on another port of this machine', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null' }],
])('What sets, reads or takes back answers for %s is refused, and nothing changes', async (_, headers) => {
  const { page, ask } = await mocking();
  expect((await page('POST', { operation: 'listLamps', answer: { status: 503 } }, headers))[0]).toBe(403);
  expect(await ask()).toBe(200);
  await page('POST', { operation: 'listLamps', answer: { status: 503 } });
  expect((await page('DELETE', undefined, headers))[0]).toBe(403);
  expect((await page('GET', undefined, headers))[0]).toBe(403);
  expect(await ask()).toBe(503);
});

test('Answers are set by a name of this machine only, so that no name that leads here later can do it', async () => {
  const { mock, ask } = await mocking();
  const body = '{"operation":"listLamps","answer":{"status":503}}';
  const head = `POST /_docproof/overrides HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  expect(await sendRaw(Number(new URL(mock.url).port), `${head}${body}`)).toContain(' 403 ');
  expect(await ask()).toBe(200);
});
