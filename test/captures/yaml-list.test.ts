import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readListItems } from '../../src/captures/yaml-list.js';
import { all, chunksOf } from '../support/chunks.js';

/** What a cassette holds, with texts that look like structure. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('- a\n- b', 'list:\n- x', '\n\n- request:\n  a: |\n', '# c', '---\n'),
);
const item = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,5}$/),
  fc.oneof(text, fc.array(text), fc.dictionary(text, text)),
  { minKeys: 1 },
);

test('The list items cut from a YAML text are those that a YAML parser finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('list', 'root'),
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      async (list, place, indentSeq, size) => {
        const yaml = stringify(place === 'root' ? list : { before: 'x', list, after: ['- y'] }, {
          indentSeq,
          lineWidth: 40,
        });
        const items = await all(readListItems(chunksOf(yaml, size), ['list']));
        expect(items.flatMap((each) => parse(each.text))).toEqual(parse(stringify(list)));
        expect(items.at(-1)?.isLast).toBe(place === 'root');
      },
    ),
    { numRuns: 300 },
  );
});

test('Lines of a quoted text that are not indented do not end an entry', async () => {
  const cassette = [
    'interactions:',
    '- request:',
    "    body: '{",
    '  "it\'\'s": [',
    '- 1, "- request:", #2',
    "]}'",
    '    url: https://api.example.com/a',
    '- request:',
    '    body: "first line \\',
    'second \\"line\\"',
    '',
    'third"',
    "    plain: it's not quoted",
    "      'nor this",
    '    block: |',
    "      'open",
    '    flow: {a: "x',
    'y", b: [1, \'2',
    "3']}",
    'version: 1',
    '',
  ].join('\n');
  for (const size of [1, 7, 1000]) {
    const items = await all(readListItems(chunksOf(cassette, size), ['interactions']));
    expect(items.flatMap((each) => parse(each.text))).toEqual([
      { request: { body: '{ "it\'s": [ - 1, "- request:", #2 ]}', url: 'https://api.example.com/a' } },
      {
        request: {
          body: 'first line second "line"\nthird',
          plain: "it's not quoted 'nor this",
          block: "'open\n",
          flow: { a: 'x y', b: [1, '2 3'] },
        },
      },
    ]);
  }
});

test.each([
  ['a scalar key', 'version: 1'],
  ['a document mark', '---'],
  ['the end of a document', '...'],
  ['text that is not YAML', 'garbage'],
  ['a conflict marker', '<<<<<<< HEAD'],
  ['the key again, with a comment', 'interactions: # more'],
])('Items that follow %s are read too', async (_what, between) => {
  const text = `interactions:\n- a: 1\n${between}\n- a: 2\n`;
  const items = await all(readListItems(chunksOf(text, 5), ['interactions']));
  expect(items.flatMap((each) => parse(each.text))).toEqual([{ a: 1 }, { a: 2 }]);
});

test('Items of another list are not read', async () => {
  const text = 'interactions:\n- a: 1\ntags: # others\n- b\nversion: 1\n- c\n';
  const items = await all(readListItems(chunksOf(text, 5), ['interactions']));
  expect(items.flatMap((each) => parse(each.text))).toEqual([{ a: 1 }]);
});

test('Quoted text may begin below a lone dash, a tag or an anchor', async () => {
  const text = [
    'interactions:',
    '-',
    "  request: 'a",
    "b'",
    '- response: !!str',
    "    'c",
    "- d'",
    '- other: &x',
    "    'e",
    "f'",
    '',
  ].join('\n');
  const items = await all(readListItems(chunksOf(text, 9), ['interactions']));
  expect(items.flatMap((each) => parse(each.text))).toEqual([
    { request: 'a b' },
    { response: 'c - d' },
    { other: 'e f' },
  ]);
});
