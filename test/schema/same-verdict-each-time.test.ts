import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/index.js';
import { createSchemas } from '../../src/schema/validate/schemas.js';

const A = '/components/schemas/A';

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** What is said of a value when it comes first, and when it comes again. */
function verdicts(components: JsonObject, value: JsonValue): ReadonlySet<string> {
  const schemas = createSchemas({ components: { schemas: components } }, '3.1');
  return new Set([1, 2, 3].map(() => schemas.verdict(A, 'response', value)));
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 'end';
  for (let level = 0; level < levels; level += 1) value = { next: value };
  return value;
}

/** Schemas that lead to each other in a circle. */
function circle(names: string): JsonObject {
  return Object.fromEntries(
    [...names].map((name, index) => [
      name,
      { type: ['object', 'string'], properties: { next: ref(names[(index + 1) % names.length] ?? '') } },
    ]),
  );
}

describe('a value has the same verdict each time', () => {
  test.each(['A', 'AB', 'ABC'])(
    'References in each other are counted in a circle of %s from the first value on',
    (names) => {
      expect(verdicts(circle(names), nested(900))).toEqual(new Set(['valid']));
      expect(verdicts(circle(names), nested(1_050))).toEqual(new Set(['too-large']));
      expect(verdicts(circle(names), nested(1_600))).toEqual(new Set(['too-large']));
    },
  );

  test('Work that is done once more by ajv is paid once', () => {
    const components: JsonObject = {
      // Of an object in an enumeration, ajv decides: after the list was judged.
      A: { properties: { list: ref('List'), last: { enum: [{ a: 1 }] } } },
      List: {
        type: 'array',
        items: { format: 'byte', anyOf: Array.from({ length: 1_000 }, () => ({ type: 'integer' })) },
      },
    };
    const value = { list: Array.from({ length: 6_000 }, () => 1), last: { a: 1 } };
    expect(verdicts(components, value)).toEqual(new Set(['valid']));
  });

  test('A member with an empty name can be required', () => {
    const cases: readonly (readonly [JsonObject, JsonValue, string])[] = [
      [{ required: [''] }, {}, 'invalid'],
      [{ required: ['a', ''] }, { a: 1 }, 'invalid'],
      [{ required: ['', 'a'] }, { '': 1 }, 'invalid'],
      [{ required: ['', 'a'] }, { '': 1, a: 1 }, 'valid'],
      [{ not: { required: [''] } }, {}, 'valid'],
      [{ not: { required: [''] } }, { '': 1 }, 'invalid'],
      [{ required: ['', 'constructor'] }, { constructor: 1 }, 'invalid'],
      [{ required: ['', 'constructor'] }, { '': 1 }, 'invalid'],
      [{ dependentRequired: { a: [''] } }, { a: 1 }, 'invalid'],
      [{ dependentRequired: { a: ['b', ''] } }, { a: 1, b: 1 }, 'invalid'],
      [{ dependentRequired: { a: ['b', ''] } }, { a: 1, '': 1 }, 'invalid'],
      [{ dependentRequired: { a: ['b', ''], c: ['d'] } }, { a: 1, b: 1, '': 1, c: 1 }, 'invalid'],
      [{ dependentRequired: { a: ['b', ''] } }, { a: 1, b: 1, '': 1 }, 'valid'],
      [{ not: { dependentRequired: { '': [''] } } }, {}, 'invalid'],
      [{ dependentRequired: { toString: [''] } }, { toString: 1 }, 'invalid'],
    ];
    for (const [schema, value, said] of cases) {
      expect([schema, value, verdicts({ A: schema }, value)]).toEqual([schema, value, new Set([said])]);
      const schemas = createSchemas({ components: { schemas: { A: schema } } }, '3.1');
      expect([schema, value, schemas.explain(A, 'response', value).length > 0]).toEqual([
        schema,
        value,
        said === 'invalid',
      ]);
    }
  });
});
