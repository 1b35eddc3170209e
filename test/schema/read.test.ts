import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/index.js';
import { boundsIn, createSchemas, itemsIn, restrictionsIn, typesIn } from '../../src/schema/index.js';

function read(dialect: '3.0' | '3.1', schema: JsonObject) {
  const normal = createSchemas({ a: schema }, dialect).reader.read({ schema, pointer: '/a' });
  if (!normal) throw new Error('it is not an object');
  return normal;
}

describe('the reading of a Schema Object', () => {
  test('In 3.0, nullable adds null to the type and the enumeration', () => {
    const schema = read('3.0', { type: 'string', enum: ['a'], nullable: true });
    expect(typesIn(schema)).toEqual(['string', 'null']);
    expect(restrictionsIn(schema)).toEqual([{ keyword: 'enum', values: ['a', null] }]);
    expect(schema.keywords).not.toHaveProperty('nullable');
  });

  test('The alternatives of a schema that is in two places are told apart by their place', () => {
    const schema = { oneOf: [{ type: 'string' }, { type: 'number' }] };
    const { reader } = createSchemas({ a: schema, b: schema }, '3.1');
    const placesAt = (pointer: string) => {
      const normal = reader.read({ schema, pointer });
      return normal && reader.alternativesOf(normal).map((found) => [found.pointer, found.branches[0]?.pointer]);
    };
    expect(placesAt('/a')).toEqual([['/a/oneOf', '/a/oneOf/0']]);
    expect(placesAt('/b')).toEqual([['/b/oneOf', '/b/oneOf/0']]);
    expect(placesAt('/a')).toEqual([['/a/oneOf', '/a/oneOf/0']]);
  });

  test('In 3.1, a list of types is read as such', () => {
    expect(typesIn(read('3.1', { type: ['integer', 'null'] }))).toEqual(['integer', 'null']);
  });

  test('A boolean exclusiveMinimum becomes a number, and false sets no bound', () => {
    const bounds = boundsIn(read('3.0', { minimum: 5, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }));
    expect(bounds).toMatchObject({ minimum: undefined, exclusiveMinimum: 5, maximum: 9, exclusiveMaximum: undefined });
  });

  test('Keywords beside $ref apply in 3.1 only', () => {
    const schema = { $ref: '#/b', minLength: 3 };
    expect(boundsIn(read('3.0', schema)).minLength).toBeUndefined();
    expect(boundsIn(read('3.1', schema)).minLength).toBe(3);
  });

  test.each(['3.0', '3.1'] as const)(
    'In %s, the schemas of an old tuple keep their places in the document',
    (dialect) => {
      const schema = read(dialect, { additionalItems: { type: 'null' }, items: [{ type: 'string' }, true] });
      expect(itemsIn(schema)).toEqual({
        prefix: [
          { schema: { type: 'string' }, pointer: '/a/items/0' },
          { schema: true, pointer: '/a/items/1' },
        ],
        rest: { schema: { type: 'null' }, pointer: '/a/additionalItems' },
      });
    },
  );

  test('The validator follows a reference in additionalItems', () => {
    const root = { a: { items: [{ type: 'string' }], additionalItems: { $ref: '#/b' } }, b: { type: 'integer' } };
    const schemas = createSchemas(root, '3.0');
    expect(schemas.isValid('/a', 'response', ['x', 1])).toBe(true);
    expect(schemas.explain('/a', 'response', ['x', 'y'])).toMatchObject([
      { location: '/1', keyword: 'type', schema: '/b/type' },
    ]);
  });

  test('A schema that is already JSON Schema 2020-12 is not copied', () => {
    const node = { type: 'object', properties: { a: true } };
    expect(read('3.1', node).keywords).toBe(node);
  });
});
