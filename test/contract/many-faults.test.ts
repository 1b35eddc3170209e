import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, describe as say, type Violation } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { serve } from '../support/serve.js';

const MANY = 30_000;
const VERSIONS = ['3.0.3', '3.1.0'];

/** So many of something, as JSON or as the text of a form. */
function many(write: (index: number) => string, count = MANY): string[] {
  return Array.from({ length: count }, (_, index) => write(index));
}

function listOf(item: string, count = MANY): string {
  return `[${many(() => item, count).join(',')}]`;
}

function mapOf(member: string, count = MANY): string {
  return `{${many((index) => `"k${index}":${member}`, count).join(',')}}`;
}

/** The verdict of a body that is sent and answered, with the violations of one side. */
function judged(contract: Contract, content: string, side: 'request' | 'response', type = 'application/json') {
  const body: Body = { state: 'present', content };
  const judgement = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'POST', url: '/things', headers: { 'content-type': type }, body },
      response: { status: 201, headers: { 'content-type': type }, body },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judgement.outOfScope) throw new Error(`out of scope: ${judgement.outOfScope}`);
  return {
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    violations: judgement.violations.filter((violation) => violation.in === side),
  };
}

/** The last of many violations: `error breaks these rules 99800 times more than is listed`. */
function lastOf(violations: readonly Violation[]): string {
  const last = violations.at(-1);
  return last ? `${last.severity} ${say(last)}` : '';
}

const LISTED: readonly (readonly [name: string, schema: string, body: string, last: string])[] = [
  [
    'a closed object with unknown members',
    '{ type: object, properties: { a: {} }, additionalProperties: false }',
    mapOf('1'),
    'at least 9800',
  ],
  ['a list of items of the wrong type', '{ type: array, items: { type: integer } }', listOf('"x"'), 'at least 9800'],
  [
    'a map of values of the wrong type',
    '{ type: object, additionalProperties: { type: integer } }',
    mapOf('"x"'),
    'at least 9800',
  ],
  [
    'a list of which no item fits any choice',
    '{ type: array, items: { oneOf: [{ type: object, required: [a] }, { type: object, required: [b] }] } }',
    listOf('{"c":1}', 100_000),
    'at least 9800',
  ],
  [
    'a list of items that refer to a schema',
    `{ type: array, items: { $ref: '#/components/schemas/part' } }`,
    listOf('{"a":"x"}'),
    'at least 9800',
  ],
  [
    'lists of lists',
    '{ type: array, items: { type: array, items: { type: integer } } }',
    `[${many(() => listOf('"x"', 100), 300).join(',')}]`,
    'at least 9800',
  ],
  ['a list of 300 wrong items', '{ type: array, items: { type: integer } }', listOf('"x"', 300), '100'],
];

describe.each(VERSIONS)('bodies of OpenAPI %s with very many faults', (version) => {
  test.each(LISTED)('Of %s the first 200 faults are listed, and one more counts the others', async (...row) => {
    const [, schema, body, last] = row;
    const more = 'part: { type: object, required: [b], properties: { a: { type: string }, b: {} } }';
    const contract = await contractOf(thingsDocument(schema, { version, more }));
    for (const side of ['request', 'response'] as const) {
      const { verdict, violations } = judged(contract, body, side);
      expect(verdict).toBe('fail');
      expect(violations).toHaveLength(201);
      expect(lastOf(violations)).toBe(`error breaks these rules ${last} times more than is listed`);
    }
  });

  test('The first fault of a rule is listed, however many faults of other rules come before it', async () => {
    const schema =
      '{ type: array, items: { type: object, required: [id], properties: { id: {}, n: { type: integer } } } }';
    const contract = await contractOf(thingsDocument(schema, { version }));
    const body = `[${[...many(() => '{}', 5_000), '{"id":1,"n":"x"}', '{"id":1,"n":"y"}'].join(',')}]`;
    const { violations } = judged(contract, body, 'request');
    expect(violations.filter(({ keyword }) => keyword === 'type').map(({ location }) => location)).toEqual(['/5000/n']);
    expect(lastOf(violations)).toBe('error breaks these rules 4801 times more than is listed');
  });

  test('A branch that has very many faults does not hold, and one that has none does', async () => {
    const schema = `
type: object
properties:
  none: { anyOf: [{ type: array, items: { type: string } }, { type: array, items: { type: boolean } }] }
  second: { anyOf: [{ type: array, items: { type: string } }, { type: array, items: { type: integer } }] }
  wrong: { type: integer }`;
    const contract = await contractOf(thingsDocument(schema, { version }));
    const numbers = listOf('1', 30_000);
    const { violations } = judged(contract, `{"none":${numbers},"second":${numbers},"wrong":"x"}`, 'request');
    const places = new Set(violations.map(({ location }) => location.split('/')[1]));
    expect([...places].sort()).toEqual([undefined, 'none', 'wrong'].sort());
  });

  test('Members of the other side are listed a thousand times at most, and then counted', async () => {
    const schema = '{ type: array, items: { type: object, properties: { a: { type: integer, readOnly: true } } } }';
    const contract = await contractOf(thingsDocument(schema, { version }));
    const { verdict, violations } = judged(contract, listOf('{"a":1}'), 'request');
    expect(verdict).toBe('pass');
    expect(violations).toHaveLength(1_001);
    expect(lastOf(violations)).toBe('warning breaks these rules 29000 times more than is listed');
  });

  test('Undocumented members are listed two thousand times at most, and then counted', async () => {
    const contract = await contractOf(thingsDocument('{ type: object, properties: { a: {} } }', { version }));
    const { verdict, violations } = judged(contract, mapOf('1'), 'response');
    expect(verdict).toBe('pass');
    expect(violations).toHaveLength(2_001);
    expect(lastOf(violations)).toBe('warning breaks these rules 28000 times more than is listed');
  });

  test('A mock refuses a body with very many faults, and lists the first of them', async () => {
    const closed = '{ type: object, properties: { a: {} }, additionalProperties: false }';
    const document = thingsDocument(closed, { version }).replace(
      'application/json:',
      `application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/thing' } }, application/json:`,
    );
    const { ask } = await serve(document);
    const bodies = [
      ['application/json', mapOf('1')],
      ['application/x-www-form-urlencoded', many((index) => `k${index}=1`).join('&')],
    ] as const;
    for (const [type, body] of bodies) {
      const answer = await ask('POST /things', { body, headers: { 'content-type': type } });
      expect(answer.status).toBe(422);
      expect(answer.json).toHaveProperty('validation.length', 201);
      expect(answer.json).toHaveProperty(
        'validation.200.message',
        'breaks these rules at least 9800 times more than is listed',
      );
    }
  });
});

test('Members that no schema evaluates are listed 200 times, and then counted', async () => {
  const schema = '{ type: object, allOf: [{ properties: { a: {} } }], unevaluatedProperties: false }';
  const { verdict, violations } = judged(await contractOf(thingsDocument(schema)), mapOf('1'), 'request');
  expect(verdict).toBe('fail');
  expect(violations).toHaveLength(201);
  expect(lastOf(violations)).toBe('error breaks these rules at least 9800 times more than is listed');
});

test('A fault behind hundreds of documented placeholders is found', async () => {
  const example = `[${many(() => '"String"', 300).join(', ')}]`;
  const document = thingsDocument('{ type: array, items: { type: integer } }').replaceAll(
    `application/json: { schema: { $ref: '#/components/schemas/thing' }`,
    `application/json: { schema: { $ref: '#/components/schemas/thing' }, example: ${example}`,
  );
  const contract = await contractOf(document);
  expect(judged(contract, listOf('"String"', 300), 'response').verdict).toBe('pass');
  const body = `[${[...many(() => '"String"', 300), '"wrong"'].join(',')}]`;
  const { verdict, violations } = judged(contract, body, 'response');
  expect(verdict).toBe('fail');
  expect(violations.filter(({ severity }) => severity === 'error').map(({ location }) => location)).toEqual(['/300']);
});
