import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/index.js';
import { createSchemas } from '../../src/schema/index.js';

interface Case {
  readonly title: string;
  readonly schema: JsonObject;
  readonly right: readonly JsonValue[];
  readonly wrong: readonly JsonValue[];
}

const CASES: readonly Case[] = [
  {
    title: 'An if without then evaluates what it names, where it holds',
    schema: {
      if: { properties: { kind: { const: 'cat' } }, required: ['kind'] },
      else: { properties: { name: true } },
      unevaluatedProperties: false,
    },
    right: [{ kind: 'cat' }, { name: 'Tom' }, {}],
    wrong: [{ kind: 'dog' }, { kind: 'cat', name: 'Tom' }],
  },
  {
    title: 'Items that contains looks for count as evaluated, wherever they are',
    schema: { prefixItems: [true], contains: { type: 'string' }, unevaluatedItems: false },
    right: [[1, 'a'], ['a'], [1, 'a', 'b']],
    wrong: [
      [1, 2, 'a'],
      [1, 'a', 2],
    ],
  },
  {
    title: 'Items of a branch that does not hold are not evaluated by it',
    schema: { anyOf: [{ items: { type: 'string' } }, true], unevaluatedItems: { type: 'boolean' } },
    right: [['a', 'b'], [true, false], []],
    wrong: [['a', false], [1]],
  },
  {
    title: 'Members of a base schema count as evaluated, whichever branch holds',
    schema: {
      allOf: [{ $ref: '#/base' }],
      oneOf: [
        { properties: { a: true }, required: ['a'] },
        { properties: { b: true }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    },
    right: [
      { id: '1', a: 1 },
      { id: '1', b: 1 },
    ],
    wrong: [{ id: '1', a: 1, c: 1 }, { id: '1' }, { a: 1, b: 1 }],
  },
  {
    title: 'A schema that leads back to itself at deeper places is closed at each of them',
    schema: { $ref: '#/node' },
    right: [{ child: { child: {} } }],
    wrong: [{ child: { child: { other: 1 } } }, { other: 1 }],
  },
  {
    title: 'Names by pattern, dependent schemas and nested unevaluatedProperties evaluate members',
    schema: {
      patternProperties: { '^x-': true },
      dependentSchemas: { card: { properties: { number: true } } },
      properties: { card: true },
      anyOf: [{ required: ['open'], unevaluatedProperties: { type: 'number' } }, true],
      unevaluatedProperties: { type: 'string', minLength: 2 },
    },
    right: [{ 'x-a': 1 }, { card: 1, number: null }, { open: 1, more: 2 }, { note: 'ab' }],
    wrong: [{ number: null }, { note: 'a' }, { open: 1, more: false }],
  },
];

const ROOT: JsonObject = {
  base: { properties: { id: { type: 'string' } } },
  node: { properties: { child: { $ref: '#/node' } }, unevaluatedProperties: false },
};

describe.each(CASES)('$title', ({ title, schema, right, wrong }) => {
  const schemas = createSchemas({ ...ROOT, schema }, '3.1');
  test.each(right.map((value) => ({ text: JSON.stringify(value), value })))(
    `${title}: $text is valid.`,
    ({ value }) => {
      expect(schemas.isValid('/schema', 'request', value)).toBe(true);
      expect(schemas.explain('/schema', 'request', value)).toEqual([]);
    },
  );

  test.each(wrong.map((value) => ({ text: JSON.stringify(value), value })))(
    `${title}: $text is not valid.`,
    ({ value }) => {
      expect(schemas.isValid('/schema', 'response', value)).toBe(false);
      expect(schemas.explain('/schema', 'response', value)).not.toEqual([]);
    },
  );
});

test('Each unevaluated member is told with its name, and an unevaluated item with its index.', () => {
  const schemas = createSchemas(
    {
      closed: { properties: { in: { properties: { a: true }, unevaluatedProperties: false } } },
      list: { contains: { type: 'string' }, unevaluatedItems: false },
      rest: { unevaluatedProperties: { type: 'array', items: { type: 'number' } } },
    },
    '3.1',
  );
  expect(schemas.explain('/closed', 'response', { in: { a: 1, b: 1, c: 1 } })).toMatchObject([
    { location: '/in', schema: '/closed/properties/in/unevaluatedProperties', params: { unevaluatedProperty: 'b' } },
    { location: '/in', schema: '/closed/properties/in/unevaluatedProperties', params: { unevaluatedProperty: 'c' } },
  ]);
  expect(schemas.explain('/list', 'response', ['a', 1, 'b'])).toMatchObject([
    { location: '', keyword: 'unevaluatedItems', schema: '/list/unevaluatedItems', params: { limit: 1 } },
  ]);
  expect(schemas.explain('/rest', 'response', { 'a/b': [1, 'x'] })).toMatchObject([
    { location: '/a~1b/1', keyword: 'type', schema: '/rest/unevaluatedProperties/items/type', value: 'x' },
  ]);
});

test('A deep value with a choice at each level is judged without delay.', () => {
  const node: JsonObject = {
    anyOf: [{ properties: { child: { $ref: '#/node' } } }, { properties: { other: { $ref: '#/node' } } }],
    unevaluatedProperties: false,
  };
  let value: JsonValue = {};
  for (let depth = 0; depth < 60; depth += 1) value = { child: value };
  const began = performance.now();
  expect(createSchemas({ node }, '3.1').isValid('/node', 'response', value)).toBe(true);
  expect(performance.now() - began).toBeLessThan(3_000);
});

describe.each(['3.0', '3.1'] as const)('Members that JavaScript objects inherit, in OpenAPI %s', (dialect) => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
  test.each(names)(`A member named %s that is absent is neither judged nor taken for present (${dialect}).`, (name) => {
    const named = JSON.parse(`{"type": "object", "properties": {"${name}": {"type": "integer"}}}`);
    const schemas = createSchemas(
      { named, needed: { required: [name] }, outer: { allOf: [{ $ref: '#/named' }] } },
      dialect,
    );
    for (const place of ['/named', '/outer'] as const) {
      expect(schemas.isValid(place, 'response', {})).toBe(true);
      expect(schemas.isValid(place, 'request', JSON.parse(`{"${name}": 1}`))).toBe(true);
      expect(schemas.explain(place, 'response', JSON.parse(`{"${name}": "x"}`))).toMatchObject([{ keyword: 'type' }]);
    }
    expect(schemas.isValid('/needed', 'response', JSON.parse(`{"${name}": 1}`))).toBe(true);
    expect(schemas.explain('/needed', 'request', {})).toMatchObject([
      { keyword: 'required', params: { missingProperty: name } },
    ]);
  });
});

test('Needs that depend on a member named constructor are judged by the member of the value.', () => {
  const schemas = createSchemas(
    { list: { dependentRequired: { constructor: ['a'] } }, needs: { dependentRequired: { a: ['toString'] } } },
    '3.1',
  );
  expect(schemas.isValid('/list', 'request', {})).toBe(true);
  expect(schemas.isValid('/list', 'request', { constructor: 1 })).toBe(false);
  expect(schemas.isValid('/needs', 'request', { a: 1 })).toBe(false);
});
