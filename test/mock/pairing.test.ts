import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonValue, sameJson } from '../../src/model/index.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object }
            examples: { small: { value: { item: pen, count: 1 } }, large: { value: { item: pen, count: 900, express: true } } }
      responses:
        '201':
          description: made
          content:
            application/json:
              examples: { first: { value: { id: 0 } }, small: { value: { id: 1 } }, large: { value: { id: 2 } } }
  /pets/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer }, examples: { cat: { value: 7 }, dog: { value: 8 } } }
        - { name: X-Tenant, in: header, schema: { type: string } }
      responses:
        '200':
          description: ok
          content:
            application/json:
              examples: { cat: { value: { kind: cat } }, dog: { value: { kind: dog } }, theirs: { x-docproof-when: { header: { x-tenant: b }, query: { full: { schema: { type: string, pattern: '^y' } } } }, value: { kind: theirs } } }
        '404': { description: none, content: { application/json: { examples: { none: { x-docproof-when: { path: { id: 0 } }, value: { error: none } } } } } }
  /files/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer }, examples: { whole: { value: 5 }, lost: { value: 6 }, list: { value: 7 } } }
        - { name: part, in: query, schema: { type: integer }, examples: { lost: { value: 2 } } }
      responses:
        '200':
          description: ok
          content:
            application/json: { examples: { whole: { value: { id: 5 } } } }
            text/csv: { examples: { list: { value: 'id,name' } } }
        '404': { description: none, content: { application/json: { examples: { lost: { value: { error: lost } } } } } }
  /rules:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '200': { description: ok, content: { application/json: { examples: { usual: { value: 1 }, high: { x-docproof-when: { body: { /risk/level: high } }, value: 2 } } } } }
`;

describe('the response that is documented with a request', () => {
  test('A request whose body equals or resembles a documented body gets the response of that example', async () => {
    const { ask } = await serve(DOCUMENT);
    const idFor = async (body: object) => ((await ask('POST /orders', { body })).json as { id: number }).id;
    expect(await idFor({ item: 'pen', count: 1 })).toBe(1);
    expect(await idFor({ count: 900, express: true, item: 'pen' })).toBe(2);
    expect(await idFor({ count: 901, express: true, item: 'pen' })).toBe(2);
    expect(await idFor({ item: 'rubber', count: 3 })).toBe(0);
  });

  test('A request with documented parameters gets the response of that example', async () => {
    const { ask } = await serve(DOCUMENT);
    expect((await ask('GET /pets/8')).json).toEqual({ kind: 'dog' });
    expect((await ask('GET /pets/9')).json).toEqual({ kind: 'cat' });
  });

  test('A request that repeats a whole documented request gets its status and its media type', async () => {
    const { ask } = await serve(DOCUMENT);
    expect(await ask('GET /files/5')).toMatchObject({ status: 200, json: { id: 5 } });
    expect(await ask('GET /files/6?part=2')).toMatchObject({ status: 404, json: { error: 'lost' } });
    expect(await ask('GET /files/6')).toMatchObject({ status: 200 });
    expect(await ask('GET /files/7')).toMatchObject({ status: 200, text: 'id,name' });
    expect(await ask('GET /files/7', { headers: { accept: 'application/json' } })).toMatchObject({ json: { id: 5 } });
    expect(await ask('GET /files/6?part=2', { headers: { prefer: 'code=200' } })).toMatchObject({ status: 200 });
  });

  test('A request that prefers another example gets that example', async () => {
    const { ask } = await serve(DOCUMENT);
    expect((await ask('GET /pets/8', { headers: { prefer: 'example=cat' } })).json).toEqual({ kind: 'cat' });
  });
});

describe('the best of many documented requests', () => {
  const leaf = fc.constantFrom<JsonValue>(0, 1, 'a', null, true, [1], {});
  const names = ['a', 'b', 'constructor', 'toString'] as const;
  const membersOf = (value: fc.Arbitrary<JsonValue>) =>
    fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, noNullPrototype: true });
  const body = membersOf(fc.oneof({ weight: 3, arbitrary: leaf }, membersOf(leaf)));

  /** The documented values without members, and whether the other value has each. */
  const repeatsOf = (documented: JsonValue, value: JsonValue | undefined): boolean[] => {
    if (!isObject(documented) || Object.keys(documented).length === 0)
      return [value !== undefined && (isObject(documented) ? isObject(value) : sameJson(documented, value))];
    return Object.entries(documented).flatMap(([name, member]) =>
      repeatsOf(member ?? null, isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    );
  };
  const share = (repeats: readonly boolean[]): number => repeats.filter(Boolean).length / repeats.length;

  test('Of all documented requests, the first that repeats the largest share of its values gives the answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 4 }), body, async (documented, sent) => {
        const examplesOf = (made: (index: number) => JsonValue) =>
          Object.fromEntries(documented.map((_, index) => [`e${index}`, { value: made(index) }]));
        const contentOf = (examples: object) => ({ 'application/json': { examples } });
        const answers = { other: { value: 'other' }, ...examplesOf((index) => `e${index}`) };
        const { ask } = await serve(
          JSON.stringify({
            openapi: '3.1.0',
            info: { title: 'T', version: '1' },
            paths: {
              '/things': {
                post: {
                  requestBody: { content: contentOf(examplesOf((index) => documented[index] ?? null)) },
                  responses: { '200': { description: 'ok', content: contentOf(answers) } },
                },
              },
            },
          }),
        );
        const shares = documented.map((each) => share(repeatsOf(each, sent)));
        const best = Math.max(...shares);
        const expected = best >= 0.5 ? `e${shares.indexOf(best)}` : 'other';
        expect((await ask('POST /things', { body: sent })).json).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a rule on an example', () => {
  test('A rule on an example makes it the answer to matching requests, whatever its status', async () => {
    const { ask } = await serve(DOCUMENT);
    expect(await ask('GET /pets/0')).toMatchObject({ status: 404, json: { error: 'none' } });
    expect((await ask('GET /pets/7?full=yes', { headers: { 'x-tenant': 'b' } })).json).toEqual({ kind: 'theirs' });
    expect((await ask('GET /pets/7?full=no', { headers: { 'x-tenant': 'b' } })).json).toEqual({ kind: 'cat' });
    expect((await ask('POST /rules', { body: { risk: { level: 'high' } } })).json).toBe(2);
    expect((await ask('POST /rules', { body: { risk: { level: 'low' } } })).json).toBe(1);
  });
});
