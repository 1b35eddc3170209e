import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalStart, matcherOf } from '../../src/objects/glob.js';
import { compareBytes } from '../../src/objects/order.js';

describe('a pattern of names', () => {
  test.each([
    ['a/*.har', ['a/b.har', 'a/.har'], ['a/b/c.har', 'b.har', 'a/b.harx']],
    ['a/**', ['a/b', 'a/b/c'], ['b', 'ab/c']],
    ['**/*.har', ['a.har', 'x/a.har', 'x/y/a.har'], ['a.txt', 'x/a.har/']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z'], ['a/zz', 'az']],
    ['a?c', ['abc', 'a\u{1F600}c'], ['ac', 'a/c', 'abbc']],
    ['a**b', ['ab', 'axxb'], ['a/b']],
    ['[a]{b}', ['[a]{b}'], ['ab', 'a']],
  ])('The pattern %s matches what its wild characters say, and takes all others as they are', (pattern, yes, no) => {
    expect(yes.filter((name) => !matcherOf(pattern)(name))).toEqual([]);
    expect(no.filter((name) => matcherOf(pattern)(name))).toEqual([]);
  });

  test('A pattern of many stars takes no longer than name and pattern are long', () => {
    const matches = matcherOf(`${'*a'.repeat(500)}b`);
    expect(matches('a'.repeat(5_000))).toBe(false);
    expect(matcherOf(`${'**/a/'.repeat(500)}b`)('a/'.repeat(2_000))).toBe(false);
  });

  test('A pattern agrees with the regular expression that says the same', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '?', '/**/', '**/');
    const letter = fc.constantFrom('a', 'b', '/');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), fc.array(letter, { maxLength: 8 }), (pieces, letters) => {
        const pattern = pieces.join('');
        const name = letters.join('');
        expect(matcherOf(pattern)(name)).toBe(expressionOf(pattern).test(name));
      }),
      { numRuns: 3_000 },
    );
  });

  test('What is matched begins with the text before the first wild character', () => {
    expect(literalStart('2026-11/day-?.har')).toBe('2026-11/day-');
    expect(literalStart('plain')).toBe('plain');
  });
});

/** Segments of a pattern as a regular expression: `**` is any number of segments. */
function expressionOf(pattern: string): RegExp {
  const segments = pattern.split('/').map((segment) =>
    segment === '**'
      ? '(?:/[^/]*)*'
      : `/${segment
          .split('')
          .map((one) => (one === '*' ? '[^/]*' : one === '?' ? '[^/]' : one))
          .join('')}`,
  );
  // Each segment brings its slash, so the name has one before its first.
  return { test: (name: string) => new RegExp(`^${segments.join('')}$`, 'u').test(`/${name}`) } as RegExp;
}

test('Names are in the order of their bytes, whatever characters they have', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(['\u{1F600}', '\uFF5E'].sort(compareBytes)).toEqual(['\uFF5E', '\u{1F600}']);
});
