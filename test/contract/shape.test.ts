import { describe, expect, it } from 'vitest';
import { contractOf, thingsDocument } from '../support/contract.js';

const { schemas } = await contractOf(
  thingsDocument(`
properties: { x-known: { type: string } }
patternProperties: { ^x-: { maxLength: 9 }, -id$: { minLength: 1 } }
additionalProperties: { type: integer }`),
);
const thing = schemas.shapes.of('/components/schemas/thing');

describe('the shape of a member', () => {
  it('All member names that fit the same patterns share one shape', () => {
    expect(thing?.property('x-one')).toBe(thing?.property('x-two'));
    expect(thing?.property('x-one')?.declared.map(({ pointer }) => pointer)).toEqual([
      '/components/schemas/thing/patternProperties/^x-',
    ]);
    expect(thing?.property('x-known')?.declared).toHaveLength(2);
    expect(thing?.property('x-an-id')?.declared).toHaveLength(2);
    expect(thing?.property('one')).toBe(thing?.property('two'));
  });
});
