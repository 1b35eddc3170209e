import fc from 'fast-check';
import { linearFinder, nameMatches, whyUnmatchable } from '../../src/schema/index.js';
import { must, type Target } from './target.js';

const pattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      '.',
      '\\d',
      '[^a]',
      '[a-',
      '\\p{L}',
      '\\p{',
      '\\u{61}',
      '\\x',
      '(?<n>a)',
      '\\k<n>',
      '\\1',
      '$',
      '^',
      '\\b',
      '(',
      ')',
      '{2}',
      'é',
      '😀',
      '[😀-😂]',
      '(?i)',
      '\\-',
      '(?!a)',
      '(?<=a)b',
      '',
    ),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,300}', '{,2}', '*?', '++'))
      .map(([a, times]) => `(${a})${times}`),
  ),
})).pattern;

/** Texts to which patterns are held. The last one is long enough for the automaton. */
const TEXTS = ['', 'a', 'ab1-', 'é😀\n', '__proto__', `${'a'.repeat(40)}!`];

export const patterns: Target = {
  name: 'patterns',
  title: 'Any text is a pattern that matches what it matches in JavaScript, or says why it cannot be used',
  seeds: ['^[a-z]+(?:-[a-z]+)*$', '^(a+)+$', '(?=.*\\d)(?!.*\\s).{8,}', '^\\p{L}{1,20}$', '[\\w.+-]+@\\w+'],
  tokens: [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '*',
    '+',
    '?',
    '|',
    '^',
    '$',
    '\\',
    '\\d',
    '\\p{L}',
    '\\u{1F600}',
    '(?:',
    '(?=',
    '(?!',
    '(?<=',
    '(?<n>',
    '\\k<n>',
    '\\1',
    '{1000}',
    '[^',
    '-',
    '.',
  ],
  structured: pattern,
  check(input) {
    const source = input.toString();
    const problem = whyUnmatchable(source);
    if (problem) return must(problem.detail.trim() !== '', 'nothing says why the pattern cannot be used');
    const native = nativeOf(source);
    must(native !== undefined, 'a pattern that JavaScript refuses can be used');
    // On long texts, the platform's matcher may not end.
    const isTame = source.length < 60;
    for (const text of TEXTS) {
      const matches = nameMatches(source, text);
      if (isTame && text.length < 10)
        must(matches === native.test(text), `${JSON.stringify(text)} ${matches ? 'matches' : 'does not match'}`);
    }
    const found = findsOf(source, TEXTS.join(''));
    for (const { start, end } of found) must(end > start, 'an empty match is found');
  },
};

function nativeOf(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  return undefined;
}

function findsOf(source: string, text: string): { start: number; end: number }[] {
  try {
    return [...linearFinder(source)(text)];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
