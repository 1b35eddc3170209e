import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/model/index.js';
import { type Applicable, createApplicable, type Start } from '../../src/schema/applicable.js';
import { createSchemas, isKeptFrom, type SchemaReader } from '../../src/schema/index.js';
import { createFinder, type Finder } from '../../src/schema/kept-members.js';
import { createSides } from '../../src/schema/sides.js';
import fc from '../support/seeded-checks.js';

const ref = (name: string): JsonObject => ({ $ref: `#/schemas/${name}` });

/** Members that are kept in each way in which schemas can be put together. */
const ROOT: JsonObject = {
  schemas: {
    Plain: {
      type: 'object',
      properties: {
        id: { type: 'string', readOnly: true },
        next: ref('Plain'),
        list: { type: 'array', items: ref('Plain') },
        either: ref('Either'),
        owner: ref('Merged'),
      },
    },
    Merged: { allOf: [ref('Plain'), { properties: { made: { type: 'integer', readOnly: true } } }] },
    Either: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'string' }, id: { readOnly: true } } },
        { type: 'object', required: ['made'], properties: { made: { type: 'string' }, next: ref('Merged') } },
      ],
    },
    When: {
      type: 'object',
      properties: { next: ref('When'), list: { items: ref('Either') } },
      if: { required: ['a'] },
      ...JSON.parse('{"then":{"properties":{"id":{"readOnly":true}}}}'),
    },
    Dependent: { dependentSchemas: { a: ref('Merged') }, properties: { owner: ref('When') } },
    Rest: {
      properties: { a: {} },
      patternProperties: { '^i': { readOnly: true } },
      additionalProperties: ref('Plain'),
    },
    Left: { allOf: [{ properties: { a: {} } }], unevaluatedProperties: ref('Plain') },
    Tuple: { prefixItems: [ref('Plain'), ref('Either')], items: ref('Merged') },
    Some: { contains: ref('Either'), items: { properties: { a: { readOnly: true } } } },
    Circle: { allOf: [ref('Knot'), { properties: { made: { readOnly: true } } }] },
    Knot: {
      anyOf: [ref('Either'), { properties: { next: ref('Circle'), id: { readOnly: true } } }],
      allOf: [ref('Circle')],
    },
  },
};
const NAMES = Object.keys(ROOT.schemas ?? {});

/** Values of few names, so that schemas and values meet often. */
const { value: VALUES } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>('x', 7, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('id', 'a', 'made', 'next', 'list', 'either', 'owner', 'i'), tie('value'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
}));

function applicableOf(): Applicable {
  const { reader, shapes, isValid } = createSchemas(ROOT, '3.1');
  return createApplicable({
    reader,
    shapes,
    holds: ({ pointer = '' }, value) => isValid(pointer, 'request', value),
    matters: () => true,
  });
}

function startsOf(name: string): readonly Start[] {
  const { reader } = createSchemas(ROOT, '3.1');
  const pointer = `/schemas/${name}`;
  return [{ place: { schema: reader.resolve(`#${pointer}`) ?? true, pointer }, isGuess: false }];
}

/** Searches members with these names; any member where none are given. */
const finderOf = (applicable: Applicable, names?: ReadonlySet<string>): Finder =>
  createFinder(applicable, 'readOnly', () => names);

describe('members of the other side', () => {
  test.each(NAMES)('What is worked out once for %s finds the members that the plain way finds', (name) => {
    const names = new Set(['id', 'a', 'made', 'next', 'list', 'either', 'owner', 'i']);
    const applicable = applicableOf();
    const starts = startsOf(name);
    const fast = finderOf(applicable, names);
    let found = 0;
    fc.assert(
      fc.property(VALUES, (value) => {
        const plain = finderOf({ ...applicable, isFixed: () => false });
        const expected = plain(starts, value);
        found += expected.length;
        expect(fast(starts, value)).toEqual(expected);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
    expect(found).toBeGreaterThan(5);
  });

  test('A second value of schemas without alternatives is searched without reading a schema again', () => {
    const { reader, shapes, isValid } = createSchemas(ROOT, '3.1');
    let reads = 0;
    const count = <Input, Output>(read: (input: Input) => Output) => {
      return (input: Input): Output => {
        reads += 1;
        return read(input);
      };
    };
    const counting: SchemaReader = {
      ...reader,
      read: count(reader.read),
      resolve: count(reader.resolve),
      targetOf: count(reader.targetOf),
    };
    const sides = createSides({ reader: counting, shapes, isValid, pay: () => true });
    const shape = shapes.of('/schemas/Merged');
    if (!shape) throw new Error('no shape');
    expect(isKeptFrom(shape.property('id'), 'request')).toBe(true);
    const value = (id: string): JsonValue => ({ made: 1, next: { id }, list: [{}, { id, next: { id } }], a: id });
    const find = (id: string): string[] => {
      expect(sides.mayCarry(shape, 'request', value(id))).toBe(true);
      return sides.find('/schemas/Merged', 'request', value(id)).map(({ location }) => location);
    };
    const first = find('1');
    expect(first).toEqual(['/made', '/next/id', '/list/1/id', '/list/1/next/id']);
    expect(reads).toBeGreaterThan(10);
    reads = 0;
    expect(find('2')).toEqual(first);
    expect(reads).toBe(0);
  });
});
