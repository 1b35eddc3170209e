import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpenAt, parseJsonPrefix } from '../../src/captures/json-prefix.js';

/** Whether `part` is `whole` with members and items missing at the ends. */
function isPart(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((item, index) => isPart(item, whole[index]));
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  const members = new Map(Object.entries(whole ?? {}));
  return Object.entries(part).every(([name, value]) => isPart(value, members.get(name)));
}

describe('a JSON text that ends early', () => {
  test('The prefix of a JSON text gives its whole values and the path to where it ends', () => {
    expect(parseJsonPrefix('{"a":[1,{"b":"x","c":[tr')).toEqual({
      value: { a: [1, { b: 'x', c: [] }] },
      openAt: ['a', 1, 'c'],
    });
    expect(parseJsonPrefix('[12, 3')).toEqual({ value: [12], openAt: [] });
    expect(parseJsonPrefix('[1]')).toEqual({ value: [1] });
  });

  test('The prefix of a JSON text says of each value whether it is complete', () => {
    const prefix = parseJsonPrefix('{"item":[{"a":1},{"a":');
    expect(isOpenAt(prefix, [])).toBe(true);
    expect(isOpenAt(prefix, ['item', 0])).toBe(false);
    expect(isOpenAt(prefix, ['item', 1])).toBe(true);
  });

  test('The prefix of a JSON text never gives more than the whole text holds', () => {
    const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(undefined, 1),
        (whole, share, indent) => {
          const text = JSON.stringify(whole, undefined, indent);
          const end = 1 + Math.floor(share * (text.length - 1));
          expect(isPart(parseJsonPrefix(text.slice(0, end)).value, JSON.parse(text))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('A JSON text that is wrong before its end is refused', () => {
    expect(() => parseJsonPrefix('{"a": oops, "b": [1')).toThrow(SyntaxError);
    expect(() => parseJsonPrefix('{"a": 1}}')).toThrow(SyntaxError);
  });

  test('The prefix of a JSON text may hold a string of any length', () => {
    expect(parseJsonPrefix(`["${'\\\\'.repeat(3_000_000)}`).value).toEqual([]);
  });
});
