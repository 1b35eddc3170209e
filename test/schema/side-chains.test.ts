import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/index.js';
import { dialectOf } from '../../src/schema/dialects/index.js';
import { createShapes } from '../../src/schema/shape.js';
import { createExcuses, spotOf } from '../../src/schema/validate/other-side.js';

const LENGTH = 400;

/** A chain of schemas, each with its own member that only responses have. */
function chain(link: (next: string, index: number) => JsonObject): JsonObject {
  const schemas = Array.from({ length: LENGTH }, (_, index) => [
    `s${index}`,
    link(`#/components/schemas/s${index + 1}`, index),
  ]);
  const last = { type: 'object', required: ['x'], properties: { x: { readOnly: true } } };
  return { components: { schemas: Object.fromEntries([...schemas, [`s${LENGTH}`, last]]) } };
}

/** What all links of a chain cost together, in keywords. */
function costOf(root: JsonObject, node: (index: number) => JsonObject): number {
  const keywords = { count: 0 };
  const excuses = createExcuses(root, createShapes(root, dialectOf('3.1')), keywords);
  for (let index = 0; index < LENGTH; index += 1) {
    const pointer = `/components/schemas/s${index}`;
    excuses.behind(`/components/schemas/s${index + 1}`, spotOf(node(index), pointer, pointer, []), 'request');
  }
  return keywords.count;
}

test('A chain of plain references costs nothing to find the members that requests do not have', () => {
  const link = (next: string): JsonObject => ({ $ref: next });
  expect(costOf(chain(link), () => link('#'))).toBe(0);
});

test('What a chain of schemas costs that keep members from requests counts as keywords, of which there is a limit', () => {
  const link = (next: string, index: number): JsonObject => ({
    $ref: next,
    required: [`own${index}`],
    properties: { [`own${index}`]: { readOnly: true } },
  });
  const root = chain(link);
  expect(costOf(root, (index) => link('#', index))).toBeGreaterThan(LENGTH);
  const nearLimit = { count: 99_999 };
  const excuses = createExcuses(root, createShapes(root, dialectOf('3.1')), nearLimit);
  const pointer = '/components/schemas/s0';
  expect(() => excuses.behind('/components/schemas/s1', spotOf(link('#', 0), pointer, pointer, []), 'request')).toThrow(
    RangeError,
  );
});
