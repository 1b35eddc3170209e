import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type RunningMock, startMock } from '../../src/api/index.js';
import { memoryStore, openStore, type Store } from '../../src/store/index.js';
import { borrowed } from '../support/borrowed.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps:
    get:
      operationId: listLamps
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        '200': { description: all, content: { application/json: { example: [1] } } }
        '503': { description: off, content: { application/json: { example: { why: power } } } }
`;

/** Kinds of stores that servers share: each gives the store of one more server. */
const KINDS: Record<string, () => Promise<() => Store>> = {
  'a store in memory that tells of no changes': async () => {
    const store = memoryStore();
    return () => store;
  },
  'a store in memory': async () => {
    const store = await openStore('memory:');
    return () => store;
  },
  'a SQLite file': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docproof-answers-'));
    const store = await openStore(`file:${join(folder, 'state.db')}`);
    onTestFinished(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
    return () => store;
  },
  'a borrowed store': async () => {
    const store = await openStore('memory:');
    return () => borrowed(store);
  },
};

describe.each(Object.entries(KINDS))('servers that share %s', (kind, open) => {
  const serving = async (servers: number) => {
    const next = await open();
    const mocks: RunningMock[] = [];
    for (let at = 0; at < servers; at += 1)
      mocks.push(await startMock(await contractOf(DOCUMENT), { port: 0, store: next() }));
    onTestFinished(async () => void (await Promise.all(mocks.map((mock) => mock.close()))));
    const urls = mocks.map(({ url }) => url);
    const page = async (server: number, method: string, body?: unknown, headers: Record<string, string> = {}) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(`${urls[server]}/_docproof/overrides`, init);
      const text = await response.text();
      return { status: response.status, said: text === '' ? undefined : JSON.parse(text) };
    };
    const ask = async (server: number, headers: Record<string, string> = {}, query = '') =>
      (await fetch(`${urls[server]}/lamps${query}`, { headers })).status;
    return { mocks, page, ask };
  };

  test('An answer that is set at one of them is given by another at once, and once only', async () => {
    const { page, ask } = await serving(3);
    for (let round = 0; round < 10; round += 1) {
      await page(round % 3, 'POST', { operation: 'listLamps', answer: { status: 503 } });
      expect([await ask((round + 1) % 3), await ask((round + 2) % 3)]).toEqual([503, 200]);
    }
    expect((await page(1, 'GET')).said).toEqual([]);
  });

  test('Answers for a number of requests are given to exactly so many, however many ask at the same time', async () => {
    const { page, ask } = await serving(3);
    await page(0, 'POST', { operation: 'listLamps', answer: { status: 503 }, times: 7 });
    const statuses = await Promise.all(Array.from({ length: 30 }, (_, at) => ask(at % 3)));
    expect(statuses.filter((status) => status === 503)).toHaveLength(7);
    expect((await page(2, 'GET')).said).toEqual([]);
  });

  test('A session comes first, a rule is kept, what is always given stays, and all is taken back', async () => {
    const { page, ask, mocks } = await serving(2);
    const session = { 'docproof-session': 'a' };
    await page(0, 'POST', { operation: 'listLamps', answer: { status: 503 }, times: 'always' });
    await page(1, 'POST', { operation: 'listLamps', answer: { body: [2] } }, session);
    expect([await ask(0, session), await ask(0, session), await ask(1)]).toEqual([200, 503, 503]);
    await page(1, 'DELETE', undefined, session);
    await page(1, 'PUT', [{ operation: 'listLamps', answer: { status: 503, when: { query: { n: 4 } } }, times: 2 }]);
    expect([await ask(0), await ask(1, {}, '?n=4'), await ask(0, {}, '?n=4'), await ask(0, {}, '?n=4')]).toEqual([
      200, 503, 503, 200,
    ]);
    await page(0, 'POST', { operation: 'listLamps', answer: { status: 503 }, times: 3 });
    const [{ id }] = (await page(1, 'GET')).said;
    expect((await fetch(`${mocks[1]?.url}/_docproof/overrides/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await ask(0)).toBe(200);
    await page(0, 'POST', { operation: 'listLamps', answer: { status: 503 }, times: 3 });
    await mocks[1]?.reset();
    expect(await ask(0)).toBe(200);
  });

  test('What the document does not have is refused, and nothing is set', async () => {
    const { page, ask } = await serving(2);
    for (const body of [
      { operation: 'nothing', answer: {} },
      { operation: 'listLamps', answer: { status: 404 } },
      { operation: 'listLamps', answer: {}, times: 0 },
      { operation: 'listLamps', sequence: [{ status: 503 }, { status: 404 }] },
    ])
      expect((await page(0, 'POST', body)).status).toBe(422);
    expect((await page(0, 'PUT', [{ operation: 'listLamps', answer: { status: 404 } }])).status).toBe(422);
    expect([(await page(1, 'GET')).said, await ask(1)]).toEqual([[], 200]);
  });

  test('A plan of faults that is set at one of them holds at all, or is refused where they would not hear of it', async () => {
    const { mocks, ask } = await serving(2);
    const plan = async (server: number, method: string, body?: unknown) =>
      (
        await fetch(`${mocks[server]?.url}/_docproof/faults`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
      ).json();
    const set = await plan(0, 'PUT', { faults: ['GET /lamps: 100% 503'], seed: 'a' });
    if (kind.includes('tells of no changes')) {
      expect(set).toMatchObject({ status: 501, detail: expect.stringContaining('does not tell them of changes') });
      return;
    }
    expect(await plan(1, 'GET')).toMatchObject({ faults: ['GET /lamps: 100% 503'], seed: 'a', changed: true });
    expect([await ask(0), await ask(1)]).toEqual([503, 503]);
    expect(await plan(1, 'DELETE')).toMatchObject({ faults: [], changed: false });
    expect([await ask(0), await ask(1)]).toEqual([200, 200]);
  });
});
