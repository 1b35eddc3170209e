import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify, type ToStringOptions, YAMLParseError } from 'yaml';
import { largeYaml } from '../../bench/documents/large-yaml.mjs';
import { parseExactYaml } from '../../src/document/exact-yaml.js';
import { parseText, positionsIn } from '../../src/document/index.js';
import { placeCommonYaml, readCommonYaml } from '../../src/document/yaml/common.js';
import { child, InputError, type JsonValue, type Pointer, writeJson } from '../../src/model/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the reader of all of YAML makes of a text: its value, or that it refuses it. */
function wholeReader(text: string): { readonly value: unknown } | { readonly error: unknown } {
  try {
    return { value: parseExactYaml(text, { merge: true, maxAliasCount: 1000, logLevel: 'error' }) };
  } catch (error) {
    return { error };
  }
}

/** The mistake as the library tells it. */
function mistakeIn(text: string): YAMLParseError {
  try {
    parse(text, { merge: true });
  } catch (error) {
    if (error instanceof YAMLParseError) return error;
    throw error;
  }
  throw new Error('the text has no mistake');
}

/** The fast reader may leave a text to the other; what it reads, it reads as the other does, in the same order. */
function expectAgreement(text: string): void {
  const common = readCommonYaml(text);
  if (!common) return;
  const whole = wholeReader(text);
  expect(whole).toEqual({ value: common.value });
  expect(writeJson({ value: common.value })).toBe(writeJson(whole));
}

/** Places are the same where the other reader must find them: the fast one leaves a text with an end marker to it. */
async function expectSamePlaces(text: string): Promise<number> {
  const placed = placeCommonYaml(text);
  if (!placed) return 0;
  const marked = `${text}\n...\n`;
  expect(placeCommonYaml(marked)).toBeUndefined();
  const [fast, whole] = [await positionsIn(text), await positionsIn(marked)];
  const pointers = pointersIn(placed.value);
  expect(pointers.map((pointer) => [pointer, fast(pointer)])).toEqual(
    pointers.map((pointer) => [pointer, whole(pointer)]),
  );
  return pointers.length;
}

function pointersIn(value: JsonValue | undefined, pointer: Pointer = ''): Pointer[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    pointer,
    ...members.flatMap(([name, member]: [string, JsonValue | undefined]) => pointersIn(member, child(pointer, name))),
  ];
}

const TEXTS = [
  ...[
    '',
    'a',
    'ab c',
    'x: y',
    '- z',
    '# c',
    'a #b',
    'a:b',
    'yes',
    'null',
    'Null',
    '~',
    'true',
    'TRUE',
    '1',
    '-1',
    '+1',
  ],
  ...[
    '01',
    '1.0',
    '0x1f',
    '0o7',
    '1e3',
    '.5',
    '1.',
    '.inf',
    '-.INF',
    '.nan',
    '12345678901234567890',
    '-',
    '?',
    ':',
    '::',
  ],
  ...[
    '"q"',
    "it's",
    '{a}',
    '[b]',
    '&a',
    '*a',
    '!t',
    '%d',
    '@',
    '`',
    '|',
    '>',
    '---',
    '...',
    '<<',
    'é',
    '\u2028',
    '\u00a0x',
  ],
  ...['a\\b', 'https://example.com/y?q=1#f', ' lead', 'trail ', 'tab\there', '\ttab', 'two\nlines', 'two\n\nparts\n'],
  ...[
    ' a\nb',
    'a\n b\n  c\n',
    'x\n\n\n',
    '\n\nx',
    'long words '.repeat(20),
    '\x02',
    '__proto__',
    'constructor',
    '2001-01-01',
  ],
];

const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...TEXTS),
    fc.oneof(fc.constantFrom(null, true, false, 1e21, -0, 0.1), fc.integer(), fc.double(), fc.string()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...TEXTS), fc.string()), tie('value'), { maxKeys: 4 }),
  ),
}));

const styles: fc.Arbitrary<ToStringOptions & { readonly indent: number }> = fc.record({
  indent: fc.constantFrom(1, 2, 3, 4, 8),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  minContentWidth: fc.constantFrom(0, 20),
  blockQuote: fc.constantFrom(true, false, 'folded' as const, 'literal' as const),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  defaultKeyType: fc.constantFrom(null, 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  doubleQuotedAsJSON: fc.boolean(),
  doubleQuotedMinMultiLineLength: fc.constantFrom(1, 40),
  flowCollectionPadding: fc.boolean(),
});

/** Values as the library writes them; nothing where it cannot write one in that style. */
const written = fc.tuple(values, styles, fc.boolean()).map(([value, style, isTwice]) => {
  try {
    return stringify(isTwice ? { first: value, again: [value] } : value, { ...style, merge: true });
  } catch {
    return '';
  }
});

const PIECES = [
  ...[
    'a: ',
    'b:',
    'c: 1',
    '- ',
    '-',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n ',
    '\n\n',
    '  ',
    ' ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    ': ',
    '|',
    '>',
    '|-',
    '>+',
    '|2',
    '>-\n',
    ' #',
    '# x',
    '\t',
    'a',
    'foo bar',
    '1',
    '0x1',
    '~',
    'null',
    'true',
    'yes',
    '.5',
  ],
  ...[
    'key: |\n  text\n   more\n\n  x\n',
    '\\',
    '\\n',
    '\\\n',
    '\\u0041',
    '\\x',
    '---',
    '---\n',
    '...',
    '&a ',
    '*a',
    '!!str ',
  ],
  ...['<<: ', '? ', '%', 'é', '\r\n', '\r', '"a": ', '"a":', '{a: 1}', '[1, 2]', '{"a":1}', 'a:b', 'a: b: c', '\ufeff'],
  ...[
    '- - ',
    '- a: 1\n  b: 2\n',
    'x:\n- 1\n- 2\n',
    'y:\n  - 1\n',
    "''",
    '""',
    'foo\n  bar',
    'a: [\n  b\n]\n',
    'a: "x\n  y"\n',
  ],
];

const NAMED = [
  ...[
    'k: &a ',
    'k: &a\n',
    'm: *a\n',
    'n: &b\n  o: 1\n',
    'n: &b {o: 1, s: 2}\n',
    '<<: *b\n',
    '<<: [*a, *b]\n',
    '- &a\n',
    '- *a\n',
  ],
  ...[
    '- &b x\n',
    '  q: *b\n',
    '[*a, *b]',
    '{r: *a}',
    't:\n  <<: *b\n  o: 3\n',
    'u:\n  o: 3\n  <<: *b\n',
    'k: &a v\n',
    '\n',
    '  ',
  ],
];

const snippets = fc
  .oneof(fc.constant(PIECES), fc.constant([...NAMED, ...PIECES.slice(0, 3)]))
  .chain((pieces) => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }))
  .map((pieces) => pieces.join(''));

const allYaml = ['contracts', 'docs', 'mocks', 'spec', 'src', 'test'].flatMap(yamlFilesIn);

function yamlFilesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A text with one change, as a hand makes it: a character gone, a piece put in, a line gone or shifted. */
function changed(text: string, at: number, kind: number, piece: string): string {
  const place = at % (text.length + 1);
  if (kind === 0) return text.slice(0, place) + text.slice(place + 1);
  if (kind === 1) return text.slice(0, place) + piece + text.slice(place);
  const lines = text.split('\n');
  const line = at % lines.length;
  if (kind === 2) return lines.toSpliced(line, 1).join('\n');
  return lines.with(line, ` ${lines[line]}`).join('\n');
}

const change = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...PIECES));

describe('the fast reader of common YAML', () => {
  test('The fast reader reads what a library writes in any style as the reader of all of YAML does', () => {
    fc.assert(fc.property(written, expectAgreement), { numRuns: 1000 });
  });

  test('The fast reader never reads a text of random pieces of YAML otherwise than the reader of all of YAML', () => {
    fc.assert(fc.property(snippets, expectAgreement), { numRuns: 2500 });
  });

  test('The fast reader never reads a text with a slip of the hand otherwise than the reader of all of YAML', () => {
    const sources = fc.oneof(written, fc.constant(largeYaml(1)));
    fc.assert(
      fc.property(sources, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        expectAgreement(changes.reduce((before, [at, kind, piece]) => changed(before, at, kind, piece), text));
      }),
      { numRuns: 1000 },
    );
  });

  test('A name that is given again within what it names is left to the reader of all of YAML', () => {
    for (const text of ['k: &x\n  a: &x 1\nm: *x\n', '- &x\n  - &x 1\n- *x\n', 'S: &x\n  p: &x {n: 1}\nT: *x\n'])
      expect(parseText(text, 'a.yaml')).toEqual(parse(text));
  });

  test('Lines that end as on Windows are read as all others', () => {
    fc.assert(
      fc.property(written, (text) => expectAgreement(text.replaceAll('\n', '\r\n'))),
      { numRuns: 300 },
    );
    expect(readCommonYaml('a: |\r\n  b\r\n  c\r\nd: "e\r\n  f"\r\n')?.value).toEqual({ a: 'b\nc\n', d: 'e f' });
  });

  test.each(allYaml.map((file) => [file.slice(ROOT.length), file]))(
    '%s is read alike by both readers of YAML',
    (_name, file) => {
      expectAgreement(readFileSync(file, 'utf8'));
    },
  );

  test('The fast reader finds members and items in the same lines and columns as the reader of all of YAML', async () => {
    const texts = fc.oneof(written, snippets);
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, isWindows) => {
        await expectSamePlaces(isWindows ? text.replaceAll('\n', '\r\n') : text);
      }),
      { numRuns: 1000 },
    );
    expect(await expectSamePlaces(largeYaml(20_000))).toBeGreaterThan(500);
    expect(await expectSamePlaces('# a\n---\n\n- - b\n  -   c: [d, {"e":f}]\n- \'g\'\n-\n  # h\n  i:\n  - j\n')).toBe(
      12,
    );
  });

  test('A description of hundreds of kilobytes is read by the fast reader, with the same result', () => {
    const text = largeYaml(300_000);
    expect(text.length).toBeGreaterThan(300_000);
    expect(readCommonYaml(text)?.value).toBeDefined();
    expectAgreement(text);
  });

  test.each([
    ['maps and lists', 'a:\n  b:\n  - 1\n  -   c: 2\n      d:\n  - - 3\n    - 4\n'],
    ['names with spaces, dashes, colons and numbers', '200: a\ntrue: b\na b: c\n-x: d\nu:v: e\n'],
    ['quoted names', '"a: b": 1\n\'c\' : 2\n"/x/{y}":\n  z: 3\n'],
    [
      'all kinds of plain values',
      'a: [1, 0x1F, 0o17, 1e3, -0.5, .inf, ~, null, true, yes, on, 2001-01-01]\nb:\nc: 1_000\n',
    ],
    ['plain text of several lines', 'a: one\n  two\n\n  three # four\nb: five\n'],
    ['quoted text of several lines', "a: \"one\n  two\\\n  \\ three\n\n  four\"\nb: 'it''s\n  five'\n"],
    ['escapes', 'a: "\\u00e9\\x41\\U0001F600\\n\\t\\"\\/\\\\\\_\\e"\n'],
    ['block scalars', 'a: |\n  b\n\n   c\nd: >-\n  e\n  f\n\n  g\n   h\ni: |2+\n   j\n\nk: |-\nl: >+\n  m\n\n'],
    ['flow style over several lines', 'a: {b: [1, "2",\n    three, ], "c":{"d":null}} # e\nf: [\n  g\n]\n'],
    ['comments', '# a\nb: 1 # c\n# d\n  # e\nf: # g\n  # h\n  - i # j\n  -  # k\n    l: 2\n'],
    [
      'anchors and aliases',
      'a: &a-1\n  b: 1\nc: *a-1 # d\ne: [*a-1, {f: *a-1}]\ng:\n- &h i\n- *h\nj: &a-1\n- k\nl: *a-1\n',
    ],
    ['merged maps', 'a: &a {b: 1, c: 2}\nd: &d {e: 3}\nf:\n  b: 0\n  <<: [*a, *d]\n  c: 4\ng:\n  <<: *a\n'],
    ['a marker before the document', '# a\n---\nb: 1\n'],
  ])('The fast reader does not leave to the other: %s', (_name, text) => {
    expect(readCommonYaml(text)).toBeDefined();
    expectAgreement(text);
  });

  test.each([
    ['aliases within what aliases refer to', 'a: &a [1]\nb: &b [*a, *a]\nc: *b\n'],
    ['an alias within what it refers to', 'a: &a\n  b: *a\n'],
    ['an alias before its anchor', 'a: *b\nc: &b 1\n'],
    ['a thousand aliases of one anchor', `a: &a b\nc:\n${'- *a\n'.repeat(1000)}`],
    ['an anchor of a name', '&a b: 1\nc: *a\n'],
    ['an anchor within flow style', 'a: [&b 1, *b]\n'],
    ['two merges in one map', 'a: &a {b: 1}\nc:\n  <<: *a\n  <<: *a\n'],
    ['a merge of what is no map', 'a: &a 1\nb:\n  <<: *a\n'],
    ['tags', 'a: !!str 1\n'],
    ['several documents', 'a: 1\n---\nb: 2\n'],
    ['directives', '%YAML 1.2\n---\na: 1\n'],
    ['explicit keys', '? a\n: b\n'],
    ['names that are not what is written', '0x10: a\n'],
    ['a map within a line of a map', 'a: b: c\n'],
    ['a tab as indentation', 'a:\n\tb: 1\n'],
    ['a member twice', 'a: 1\nb: 2\na: 3\n'],
    ['a text that ends inside quotes', 'a: "b\n'],
    ['a name longer than 1,024 characters', `${'a'.repeat(1100)}: 1\n`],
    ['text that is not deep enough', 'a:\n  b: "c\nd"\n'],
    ['scalars and nothing', '# only a comment\n'],
    ['nesting beyond all reason', `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`],
    ['lists nested beyond all reason', `${'- '.repeat(50_000)}a\n`],
  ])('The fast reader leaves to the other: %s', (_name, text) => {
    expect(readCommonYaml(text)).toBeUndefined();
  });

  test.each([
    'a: 1\nb: 2\na: 3\n',
    'paths:\n  /a:\n   get: 1\n  post: 2\n c: 3\n',
    'a: "b\nc: 1\n',
    'a: [1, 2\nb: 3\n',
    'a: b: c\n',
    'a:\n\tb: 1\n',
    'a: @b\n',
    'a: |x\n  b\n',
  ])('A mistake is still reported with the words, line and column of the reader of all of YAML: %j', (text) => {
    const mistake = mistakeIn(text);
    const [start] = mistake.linePos ?? [];
    try {
      parseText(text, 'x.yaml');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.place).toEqual({ source: 'x.yaml', line: start?.line, column: start?.col });
      expect(error.message).toContain(mistake.message.split(' at line')[0]);
      return;
    }
    throw new Error('the text was read');
  });
});
