import { afterEach, expect, test, vi } from 'vitest';
import { Lexer } from 'yaml';
import { parseText } from '../../src/document/index.js';
import { InputError } from '../../src/model/index.js';

afterEach(() => vi.restoreAllMocks());

/** Counts the parts of a text that are looked at before the reader of all of YAML begins. */
function countParts(): { readonly count: number } {
  const counted = { count: 0 };
  const { lex } = Lexer.prototype;
  vi.spyOn(Lexer.prototype, 'lex').mockImplementation(function* (this: Lexer, source, incomplete) {
    for (const part of lex.call(this, source, incomplete)) {
      counted.count += 1;
      yield part;
    }
  });
  return counted;
}

function refusal(text: string): InputError {
  try {
    parseText(text, 'api.yaml');
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('The text was read');
}

const MANY = 1_000_000;

test.each([
  ['JSON objects that do not end', '{"a":'.repeat(MANY), 1, 1496],
  ['JSON arrays that do not end', '['.repeat(MANY), 1, 300],
  ['lists in flow style', `a: !t ${'['.repeat(MANY)}${']'.repeat(MANY)}\n`, 1, 306],
  ['maps in flow style', `a: 1\nb: ${'{a: '.repeat(MANY)}1${'}'.repeat(MANY)}\n`, 2, 1200],
  ['maps in block style', Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''), 301, 301],
  ['lists in one line', `${'- '.repeat(MANY)}1\n`, 1, 601],
])('A text nested too deeply is refused at the place where it becomes so: %s', (_, text, line, column) => {
  const parts = countParts();
  const error = refusal(text);
  expect(error.code).toBe('not-yaml');
  expect(error.message).toBe(`api.yaml:${line}:${column}: refused: it nests deeper than 300 levels`);
  expect(error.cure).toMatch(/^Nest less deeply/);
  // Nothing behind that place is looked at.
  expect(parts.count).toBeLessThan(4000);
});

test.each([
  ['in one line', (levels: number) => `${'? '.repeat(levels)}1\n`],
  ['in a list', (levels: number) => `${'- ? '.repeat(levels)}1\n`],
  [
    'in lines of their own',
    (levels: number) => `a: 1\n${Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}?\n`).join('')}`,
  ],
])(
  'Explicit keys in each other are refused above 30 levels, because reading them takes a power of their depth: %s',
  (_, write) => {
    const parts = countParts();
    for (const levels of [60, 250, 1_000_000].slice(0, write(60).split('\n').length > 3 ? 2 : 3)) {
      const error = refusal(write(levels));
      expect(error.code).toBe('not-yaml');
      expect(error.message).toMatch(/refused: it has an explicit key \("\?"\) deeper than 30 levels$/);
    }
    expect(parts.count).toBeLessThan(4000);
    expect(parseText(write(10), 'api.yaml')).toBeDefined();
  },
);

test('A text with 100,000 aliases that only the reader of all of YAML can read is refused at one of them', () => {
  const parts = countParts();
  const items = Array.from({ length: 100_000 }, (_, index) => `&a${index} {x: 1}, *a${index}`);
  const error = refusal(`a:\n  [${items.join(', ')}]\n`);
  expect(error.message).toMatch(/^api\.yaml:2:\d+: refused: it has more than 10000 YAML aliases$/);
  expect(parts.count).toBeLessThan(400_000);
});

test('Brackets and dashes in texts are not levels, and neither are many siblings', () => {
  const text = [
    'a: !!str |',
    `  ${'['.repeat(2000)}`,
    `b: "${'{'.repeat(2000)}"`,
    `c: '${'- '.repeat(2000)}'`,
    `d: x${' ['.repeat(2000)}`,
    'e:',
    ...Array.from({ length: 2000 }, (_, index) => `  - k${index}:\n      - [1, {a: 2}]`),
  ].join('\n');
  expect(parseText(text, 'api.yaml')).toMatchObject({ a: `${'['.repeat(2000)}\n`, b: '{'.repeat(2000) });
});

test.each([
  ['flow style', '{a: 1, b: !t 2, a: 3}\n', 1, 17],
  ['block style', 'x:\n  a: !t 1\n  b: 2\n  &n a: 3\n', 4, 6],
])('A name that a map has twice is refused with its place: %s', (_, text, line, column) => {
  expect(refusal(text).message).toBe(`api.yaml:${line}:${column}: not valid YAML or JSON: Map keys must be unique`);
});
