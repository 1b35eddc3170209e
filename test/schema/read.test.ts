import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/index.js';
import { boundsIn, createSchemas, itemsIn, restrictionsIn, typesIn } from '../../src/schema/index.js';

function read(dialect: '3.0' | '3.1', schema: JsonObject) {
  const normal = createSchemas({ a: schema }, dialect).reader.read({ schema, pointer: '/a' });
  if (!normal) throw new Error('it is not an object');
  return normal;
}

describe('a Schema Object is read into JSON Schema 2020-12', () => {
  test('nullable adds null to the type and the enumeration in 3.0', () => {
    const schema = read('3.0', { type: 'string', enum: ['a'], nullable: true });
    expect(typesIn(schema)).toEqual(['string', 'null']);
    expect(restrictionsIn(schema)).toEqual([{ keyword: 'enum', values: ['a', null] }]);
    expect(schema.keywords).not.toHaveProperty('nullable');
  });

  test('a list of types is read in 3.1', () => {
    expect(typesIn(read('3.1', { type: ['integer', 'null'] }))).toEqual(['integer', 'null']);
  });

  test('a boolean exclusiveMinimum is a number afterwards, and false says nothing', () => {
    const bounds = boundsIn(read('3.0', { minimum: 5, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }));
    expect(bounds).toMatchObject({ minimum: undefined, exclusiveMinimum: 5, maximum: 9, exclusiveMaximum: undefined });
  });

  test('keywords beside $ref apply in 3.1 only', () => {
    const schema = { $ref: '#/b', minLength: 3 };
    expect(boundsIn(read('3.0', schema)).minLength).toBeUndefined();
    expect(boundsIn(read('3.1', schema)).minLength).toBe(3);
  });

  test.each(['3.0', '3.1'] as const)('a tuple of older drafts keeps its places in the document in %s', (dialect) => {
    const schema = read(dialect, { additionalItems: { type: 'null' }, items: [{ type: 'string' }, true] });
    expect(itemsIn(schema)).toEqual({
      prefix: [
        { schema: { type: 'string' }, pointer: '/a/items/0' },
        { schema: true, pointer: '/a/items/1' },
      ],
      rest: { schema: { type: 'null' }, pointer: '/a/additionalItems' },
    });
  });

  test('a reference in additionalItems is followed by the validator', () => {
    const root = { a: { items: [{ type: 'string' }], additionalItems: { $ref: '#/b' } }, b: { type: 'integer' } };
    const schemas = createSchemas(root, '3.0');
    expect(schemas.isValid('/a', 'response', ['x', 1])).toBe(true);
    expect(schemas.explain('/a', 'response', ['x', 'y'])).toMatchObject([
      { location: '/1', keyword: 'type', schema: '/b/type' },
    ]);
  });

  test('a schema that is 2020-12 already is not copied', () => {
    const node = { type: 'object', properties: { a: true } };
    expect(read('3.1', node).keywords).toBe(node);
  });
});
