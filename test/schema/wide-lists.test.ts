import { expect, test } from 'vitest';
import { dialectOf } from '../../src/schema/dialects/index.js';
import { isIdnLabel } from '../../src/schema/formats/idna.js';
import { inPlace } from '../../src/schema/read/in-place.js';

/** More than a call takes arguments. */
const MANY = 200_000;

test.each(['allOf', 'anyOf', 'oneOf'])('All %s entries of a schema are found, however many they are', (keyword) => {
  const node = { [keyword]: Array.from({ length: MANY }, () => ({ type: 'object' })) };
  expect(inPlace(node, {}, dialectOf('3.1'))).toHaveLength(MANY);
});

test('All dependent schemas of a schema are found, however many they are', () => {
  const dependentSchemas = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`k${index}`, {}]));
  expect(inPlace({ dependentSchemas }, {}, dialectOf('3.1'))).toHaveLength(MANY);
});

test('A label of a host that is far too long is refused before it is translated', () => {
  expect(isIdnLabel('ü'.repeat(MANY))).toBe(false);
  expect(isIdnLabel(`xn--${'a'.repeat(MANY)}`)).toBe(false);
  expect(isIdnLabel(`${'ü'.repeat(20)}`)).toBe(true);
});
