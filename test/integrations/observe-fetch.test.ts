import { describe, expect, test } from 'vitest';
import { type FetchService, type ObserveOptions, observeFetch } from '../../src/integrations/express/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: notes, version: '1' }
paths:
  /notes:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/note' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/note' } } } }
  /notes/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/note' } } } }
        '204': { description: empty }
  /lines:
    get:
      responses:
        '200': { description: lines, content: { application/jsonl: { itemSchema: { type: integer } } } }
components:
  schemas:
    note: { type: object, required: [text], properties: { text: { type: string, minLength: 2 } } }
`;

const HERE = 'http://localhost:3000';
const silent = { logger: { warn: () => undefined } };

const notes: FetchService<readonly [string?]> = async (request, suffix = '') => {
  if (request.method === 'POST')
    return Response.json(await request.json(), { status: 201, headers: { 'X-Mine': suffix } });
  const id = new URL(request.url).pathname.split('/').at(-1);
  if (id === '0') return new Response(null, { status: 204 });
  return Response.json({ text: id === '13' ? 'a' : 'abc' });
};

const post = (text: string): Request =>
  new Request(`${HERE}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });

const observing = async (options: ObserveOptions = {}) =>
  observeFetch(await contractOf(DOCUMENT), notes, { ...silent, ...options });

describe('an observer of a service that is a function', () => {
  test.each(['report', 'warn', 'refuse'] as const)(
    'In the mode %s a function of requests is judged, and gets all that it is given',
    async (mode) => {
      const observed = await observing({ mode });
      const made = await observed(post('abc'), 'beside');
      expect([made.status, made.headers.get('x-mine'), await made.json()]).toEqual([201, 'beside', { text: 'abc' }]);
      expect(await (await observed(new Request(`${HERE}/notes/13`))).json()).toEqual({ text: 'a' });
      expect((await observed(new Request(`${HERE}/notes/0`))).status).toBe(204);
      const wrong = await observed(post('a'));
      await wrong.text();
      expect(wrong.status).toBe(mode === 'refuse' ? 422 : 201);
      expect(wrong.headers.get('sl-violations') !== null).toBe(mode !== 'report');
      expect(observed.outcomes.map(({ verdict, operation }) => `${verdict} ${operation}`)).toEqual([
        'pass POST /notes',
        'fail GET /notes/{id}',
        'pass GET /notes/{id}',
        'fail POST /notes',
      ]);
      expect((await observed.close()).verdict.outcome).toBe('failed');
    },
  );

  test('A stream of a function passes item by item, and one that its reader gives up is inconclusive', async () => {
    let pulled = 0;
    const observed = observeFetch(await contractOf(DOCUMENT), () => {
      const body = new ReadableStream(
        {
          pull(controller) {
            pulled += 1;
            controller.enqueue(new TextEncoder().encode(pulled === 3 ? '"x"\n' : `${pulled}\n`));
            if (pulled === 3) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { headers: { 'content-type': 'application/jsonl' } });
    });
    const reader = (await observed(new Request(`${HERE}/lines`))).body?.getReader();
    for (let item = 1; item <= 3; item += 1) {
      await reader?.read();
      expect([pulled, observed.outcomes.length]).toEqual([item, 0]);
    }
    expect((await reader?.read())?.done).toBe(true);
    expect(observed.outcomes).toMatchObject([{ verdict: 'fail', violations: [{ item: 2, keyword: 'type' }] }]);
    pulled = 0;
    await (await observed(new Request(`${HERE}/lines`))).body?.cancel();
    expect(observed.outcomes[1]).toMatchObject({ verdict: 'inconclusive', reasons: ['aborted'] });
  });

  test('A function that throws throws as before, and no answer is out of scope', async () => {
    const storm = new Error('storm');
    const observed = observeFetch(await contractOf(DOCUMENT), () => Promise.reject(storm), { mode: 'warn', ...silent });
    await expect(observed(post('abc'))).rejects.toBe(storm);
    expect(observed.outcomes).toMatchObject([{ verdict: 'out-of-scope', reasons: ['failed'] }]);
  });

  test('Bodies above maxBody reach the function and its caller whole, and are not judged', async () => {
    for (const mode of ['report', 'refuse'] as const) {
      const observed = await observing({ maxBody: 1_000, mode });
      const long = 'a'.repeat(200_000);
      expect(await (await observed(post(long))).json()).toEqual({ text: long });
      expect(observed.outcomes).toMatchObject([{ verdict: 'inconclusive', reasons: ['body-omitted'] }]);
    }
  });
});
