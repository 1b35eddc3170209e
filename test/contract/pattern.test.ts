import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearRegExp } from '../../src/schema/pattern.js';
import { contractOf, thingsDocument } from '../support/contract.js';

/** Patterns of the kind that documents have: small, with every operator that RE2 has too. */
const pattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '.', '\\d', '\\w', '[ab]', '[^a]', '\\.', '-', 'é', '\\u00e9', '😀'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{1,}'))
      .map(([a, times]) => `(${a})${times}`),
    tie('pattern').map((a) => `^${a}$`),
  ),
})).pattern;

describe('a pattern', () => {
  test('A pattern is not mistaken for another pattern of the same schema', async () => {
    const contract = await contractOf(
      thingsDocument(`
type: object
properties:
  a: { type: string, pattern: '^(x+)+$' }
  b: { type: string, pattern: '^(y+)+$' }
  c: { type: string, pattern: '^z+$' }
  d: { type: string, pattern: '^w+$' }`),
    );
    const isValid = (value: unknown) => contract.schemas.isValid('/components/schemas/thing', 'response', value);
    expect(isValid({ a: 'xx', b: 'yy', c: 'zz', d: 'ww' })).toBe(true);
    for (const wrong of [{ a: 'yy' }, { b: 'xx' }, { c: 'ww' }, { d: 'zz' }]) expect(isValid(wrong)).toBe(false);
  });

  test('A pattern has the same meaning as in JavaScript', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '1', '.', '-', 'é', '😀', ' ', '\n'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        let native: RegExp;
        try {
          native = new RegExp(source, 'u');
        } catch {
          native = new RegExp(source);
        }
        expect(linearRegExp(source, 'u').test(subject)).toBe(native.test(subject));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '(a*)*b',
    '^(?:a?){30}a{30}$',
    '(x+x+)+y',
    '.*.*.*=',
    '([a-z]+)+@',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ])('A pattern cannot stall the process: %s', (source) => {
    const matcher = linearRegExp(source, 'u');
    for (const subject of [`${'a'.repeat(30_000)}!`, `${'x'.repeat(30_000)}!`])
      expect(matcher.test(subject)).toBe(false);
  });

  test('A pattern that needs look-around is refused only if its time cannot be bounded', () => {
    expect(() => linearRegExp('^(?=(a+)+$)', 'u')).toThrow(/bounded time/);
    expect(linearRegExp('^(?!x)a', 'u').test('ab')).toBe(true);
  });
});
