import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import type { Body, JsonObject, JsonValue } from '../../src/model/index.js';
import { statesOf } from '../../src/schema/regexp/states.js';
import { contractOf } from '../support/contract.js';
import { brief } from '../support/judge.js';
import { serve } from '../support/serve.js';

const refer = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** A document whose `POST /x` takes and answers `Root`. */
function documentOf(schemas: JsonObject, version = '3.1.0'): string {
  const content = { 'application/json': { schema: refer('Root') } };
  return JSON.stringify({
    openapi: version,
    info: { title: 'Large', version: '1' },
    paths: {
      '/x': {
        post: { requestBody: { required: true, content }, responses: { '200': { description: 'ok', content } } },
      },
    },
    components: { schemas },
  });
}

/** Schemas of which each one holds the next one twice. */
function doubling(levels: number, twice: (next: JsonObject) => JsonObject, last: JsonObject): JsonObject {
  const names = Array.from({ length: levels }, (_, level) => (level === 0 ? 'Root' : `Level${level}`));
  const schemas = names.map((name, level) => [name, twice(refer(names[level + 1] ?? 'Last'))] as const);
  return { ...Object.fromEntries(schemas), Last: last };
}

/** `pass`, `inconclusive too-large`, `fail body required`: of a response. */
function judged(contract: Contract, value: JsonValue): string {
  const body: Body = { state: 'present', content: JSON.stringify(value) };
  const headers = { 'content-type': 'application/json' };
  const judgement = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'POST', url: '/x', headers, body },
      response: { status: 200, headers, body },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judgement.outOfScope) throw new Error(`out of scope: ${judgement.outOfScope}`);
  const { verdict, reasons, violations } = judgement;
  const found = violations.filter(({ in: side, severity }) => side === 'response' && severity === 'error').map(brief);
  return [verdict, ...(found.length > 0 ? found.slice(0, 1) : reasons)].join(' ');
}

const TEXT = { type: 'string', pattern: '^[a-z]+$', minLength: 1 };

const DOUBLING: readonly (readonly [name: string, twice: (next: JsonObject) => JsonObject, last: JsonObject])[] = [
  ['oneOf', (next) => ({ oneOf: [next, next] }), { type: 'object', required: ['zz'] }],
  ['anyOf', (next) => ({ anyOf: [next, next] }), { type: 'object', required: ['zz'] }],
  ['allOf', (next) => ({ allOf: [next, next] }), { type: 'object', properties: { a: { type: 'integer' } } }],
  ['not', (next) => ({ allOf: [{ not: next }, { not: { not: next } }] }), { type: 'object' }],
  ['if', (next) => Object.fromEntries(['if', 'then'].map((name) => [name, next])), { type: 'object' }],
  ['dependentSchemas', (next) => ({ dependentSchemas: { a: next, b: next } }), { type: 'object' }],
];

describe.each(['3.0.3', '3.1.0'])('schemas that double with each level in OpenAPI %s', (version) => {
  const cases = DOUBLING.filter(([name]) => version !== '3.0.3' || !['if', 'dependentSchemas'].includes(name));
  test.each(cases)(
    'A value of 26 levels of doubling %s is too large: a check says so, and a mock refuses it',
    async (_, twice, last) => {
      const document = documentOf(doubling(26, twice, last), version);
      const value = { a: 1, b: 2 };
      const contract = await contractOf(document);
      expect(contract.loadWarnings()).toEqual([
        expect.objectContaining({
          rule: 'oversized-schema',
          message: expect.stringMatching(/leads one value to \d+ schemas, and 5000000 of them are looked at$/),
        }),
      ]);
      expect([judged(contract, value), judged(contract, value)]).toEqual(Array(2).fill('inconclusive too-large'));
      const { ask } = await serve(document);
      const answer = await ask('POST /x', {
        body: JSON.stringify(value),
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(422);
      expect(JSON.stringify(answer.json)).toContain('too large');
    },
  );

  test.each(cases)('A value of 6 levels of doubling %s is judged', async (_, twice, last) => {
    const contract = await contractOf(documentOf(doubling(6, twice, last), version));
    expect(contract.loadWarnings()).toEqual([]);
    expect(judged(contract, { a: 1, b: 2 })).toMatch(/^(?:pass|fail body (?:oneOf|anyOf|required|not))/);
  });
});

test('A fault that is found before the budget is spent is a fault, however large the rest is', async () => {
  const schemas = doubling(26, (next) => ({ allOf: [next, next] }), { type: 'object', required: ['id'] });
  expect(judged(await contractOf(documentOf(schemas)), {})).toBe('fail body required');
});

const MANY = Array.from({ length: 20_000 }, (_, index) => `p${index}`);
const WIDE = {
  Root: { type: 'object', required: MANY, properties: Object.fromEntries(MANY.map((name) => [name, TEXT])) },
};

test('A schema with more keywords than can be compiled is a warning of the load, and one with as many as can be is not', async () => {
  const many = (count: number): JsonObject => {
    const names = Array.from({ length: count }, (_, index) => [`p${index}`, TEXT]);
    return { Root: { type: 'object', properties: { inner: { properties: Object.fromEntries(names) } } } };
  };
  const small = await contractOf(documentOf(many(24_000)));
  expect(small.loadWarnings()).toEqual([]);
  const contract = await contractOf(documentOf(many(26_000)));
  expect(contract.loadWarnings()).toEqual([
    expect.objectContaining({
      rule: 'oversized-schema',
      pointer: '/components/schemas/Root/properties/inner',
      message: 'the schema is too large: it holds 104002 keywords, and at most 100000 can be compiled',
    }),
  ]);
  expect(judged(contract, { inner: {} })).toBe('inconclusive too-large');
});

describe('an object with 20,000 documented members', () => {
  test('An object that lacks them is at fault, and a mock refuses it', async () => {
    expect(judged(await contractOf(documentOf(WIDE)), {})).toBe('fail body required');
    const { ask } = await serve(documentOf(WIDE));
    const answer = await ask('POST /x', { body: '{}', headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(422);
  });

  test('An object of a thousand members that has them all is judged member by member', {
    timeout: 60_000,
  }, async () => {
    const names = MANY.slice(0, 1_000);
    const properties = Object.fromEntries(names.map((name) => [name, TEXT]));
    const contract = await contractOf(documentOf({ Root: { type: 'object', required: names, properties } }));
    const whole = Object.fromEntries(names.map((name) => [name, 'text']));
    expect(judged(contract, whole)).toBe('pass');
    expect(judged(contract, { ...whole, p999: 'TEXT' })).toBe('fail body /p999 pattern');
    expect(judged(contract, { ...whole, p7: '' })).toMatch(/^fail body \/p7 /);
  });
});

test('A mapping of hundreds of patterns is judged where few members are held against them, else it is too large', async () => {
  const patterns = Object.fromEntries(MANY.slice(0, 900).map((name) => [`^${name}x`, { type: 'integer' }]));
  const contract = await contractOf(documentOf({ Root: { type: 'object', patternProperties: patterns } }));
  expect(judged(contract, { p7x: 1 })).toBe('pass');
  expect(judged(contract, { p599x: 'text' })).toBe('fail body /p599x type');
  expect(judged(contract, Object.fromEntries(MANY.map((name) => [name, 1])))).toBe('inconclusive too-large');
});

test('A member of an enumeration of 500,000 is found in one step, also among objects', async () => {
  const values: JsonValue[] = Array.from({ length: 500_000 }, (_, index) => `v${index}`);
  const contract = await contractOf(
    documentOf({ Root: { type: 'array', items: refer('One') }, One: { enum: [...values, 1, null, { a: 1, b: [2] }] } }),
  );
  const items = Array.from({ length: 2_000 }, (_, index) => `v${499_999 - index}`);
  expect(judged(contract, [...items, 1, null, { b: [2], a: 1 }])).toBe('pass');
  expect(judged(contract, ['v500000'])).toBe('fail body /0 enum');
  expect(judged(contract, ['1', { a: 1, b: [3] }])).toBe('fail body /0 enum');
});

test('A choice of a thousand branches is judged', async () => {
  const branches = MANY.slice(0, 1_000).map((name) => ({ type: 'object', required: [name] }));
  for (const keyword of ['anyOf', 'oneOf']) {
    const contract = await contractOf(documentOf({ Root: { [keyword]: branches } }));
    expect(judged(contract, { p999: 1 })).toBe('pass');
    expect(judged(contract, {})).toMatch(/^fail body/);
  }
});

test('A list of a million items is held against uniqueItems and contains item by item', {
  timeout: 60_000,
}, async () => {
  const contract = await contractOf(
    documentOf({ Root: { type: 'array', uniqueItems: true, contains: { const: 999_999 } } }),
  );
  const items = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(judged(contract, items)).toBe('pass');
  expect(judged(contract, [...items, 0])).toBe('fail body uniqueItems');
});

describe('patterns', () => {
  test.each([
    ['^(([a-z]{1,1000}){1,1000}){1,1000}$', 'aaaa!'],
    ['^(?=(a+)+$)(\\1)+', 'aaaa!'],
    ['^[a-z]{0,3000}[a-z]{0,3000}[a-z]{0,3000}$', 'aaaa!'],
    [`^(?:${'a{1,900}|'.repeat(900)}b)$`, 'aaaa!'],
  ])('A value is never accepted where its pattern is too large to be matched: %s', async (pattern, text) => {
    const contract = await contractOf(documentOf({ Root: { type: 'string', pattern } }));
    expect(contract.loadWarnings()).toEqual([
      expect.objectContaining({ rule: 'unusable-schema', pointer: '/components/schemas/Root/pattern' }),
    ]);
    expect(judged(contract, text)).toBe('inconclusive too-large');
    const { ask } = await serve(documentOf({ Root: { type: 'string', pattern } }));
    const answer = await ask('POST /x', { body: `"${text}"`, headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(422);
  });

  test('Bars without a quantifier cannot stall the process', async () => {
    const pattern = `^${'(?:a|a)'.repeat(40)}b$`;
    const contract = await contractOf(documentOf({ Root: { type: 'string', pattern } }));
    expect(judged(contract, 'a'.repeat(41))).toBe('fail body pattern');
  });

  test('A text is too large where its length times the states of its pattern exceeds the budget', async () => {
    const contract = await contractOf(documentOf({ Root: { type: 'string', pattern: '^(?:a{1,500}b{1,500})+$' } }));
    expect(judged(contract, 'ab'.repeat(500))).toBe('pass');
    expect(judged(contract, 'ab'.repeat(500_000))).toBe('inconclusive too-large');
  });

  test.each([
    ['^[a-z]+$', 3],
    ['a{3}', 3],
    ['(?:ab){2,5}', 10],
    ['((a{10}){10}){10}', 1000],
    ['[\\]{9}]{2}', 2],
    ['\\{9\\}', 3],
  ])('The states of a pattern are counted with what is repeated: %s has %d', (pattern, states) => {
    expect(statesOf(pattern)).toBe(states);
  });
});

test('References chained by the thousand are too large, the same each time, and a mock refuses and answers all the same', {
  timeout: 120_000,
}, async () => {
  const document = documentOf(
    doubling(1_100, (next) => ({ allOf: [next, { title: 'x' }] }), { type: 'object', required: ['id'] }),
  );
  const contract = await contractOf(document);
  expect([judged(contract, { id: 1 }), judged(contract, { id: 1 })]).toEqual(Array(2).fill('inconclusive too-large'));
  const { ask } = await serve(contract);
  const headers = { 'content-type': 'application/json' };
  expect((await ask('POST /x', { body: '{}', headers })).status).toBe(422);
  const prefer = 'dynamic=true, validate-request=off';
  expect((await ask('POST /x', { body: '{}', headers: { ...headers, prefer } })).status).toBe(200);
});

test('References into the inside of a schema compile no more than twice as many keywords as the document has', {
  timeout: 60_000,
}, async () => {
  let inner: JsonObject = { type: 'string' };
  const pointers: JsonObject[] = [];
  for (let level = 0; level < 300; level += 1) {
    inner = { type: 'object', properties: { a: inner } };
    pointers.push({ $ref: `#/components/schemas/Inner${'/properties/a'.repeat(level)}` });
  }
  const contract = await contractOf(documentOf({ Root: { anyOf: pointers }, Inner: inner }));
  expect(judged(contract, { a: 1 })).toBe('inconclusive too-large');
});

test('A choice in a choice with a keyword that cannot be used is too large, and not converted twice a level', {
  timeout: 60_000,
}, async () => {
  let choice: JsonObject = { type: 'object', minLength: '3', required: ['q'] };
  for (let level = 0; level < 40; level += 1) choice = { oneOf: [choice, { type: 'string', minLength: 'x' }] };
  expect(judged(await contractOf(documentOf({ Root: choice })), { a: 1 })).toBe('inconclusive too-large');
});
