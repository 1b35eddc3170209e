import fc from 'fast-check';
import { PathError, select } from '../../src/document/overlay/json-path.js';
import { isSelectable, pathOf } from '../../src/document/overlay/path-of.js';
import { at, child, type JsonValue } from '../../src/model/index.js';
import { must, type Target } from './target.js';

const ROOT: JsonValue = {
  openapi: '3.1.0',
  paths: {
    '/a': { get: { tags: ['x', 'y'], responses: { '200': { description: "it's" } } } },
    '/b/{id}': { parameters: [{ name: 'id', in: 'path' }] },
  },
  list: [[1, 2, [3]], { a: null, b: true }, 'text'],
  'a"b\\c': { __proto__x: 1 },
};

const step = fc.constantFrom(
  '.paths',
  '.*',
  '..*',
  '..get',
  "['/a']",
  '["a\\"b\\\\c"]',
  '[0]',
  '[-1]',
  '[1:]',
  '[::-1]',
  '[0,1]',
  '[*]',
  "[?@.name=='id']",
  '[?@.a]',
  '[?length(@)>1]',
  "[?match(@.name,'i.')]",
  "[?search(@,'(a+)+$')]",
  '[?count(@..*)>2]',
  '[?!@.a||@.b&&(@.c)]',
  '[?@.x<=1e2]',
  '[?$.list[0]==@]',
  '[?value(@.a)==null]',
  '..[?@..[?@..*]]',
  "['\\u0061']",
  "['\\ud83d']",
  '[',
  ']',
  '.',
  '..',
);

export const jsonPath: Target = {
  name: 'json-path',
  title: 'Any JSONPath selects nodes of the document, each once, or is refused with the reason',
  seeds: [
    "$.paths['/a'].get",
    "$..parameters[?@.name == 'id' && @.in == 'path']",
    '$.list[0:2:1]',
    "$[?match(@.name, '[a-z]+')]",
  ],
  tokens: [
    '$',
    '@',
    '.',
    '..',
    '[',
    ']',
    '?',
    '*',
    ':',
    ',',
    '(',
    ')',
    '&&',
    '||',
    '!',
    '==',
    '<=',
    "'",
    '"',
    '\\u0061',
    '-0',
    '9007199254740992',
    'length(',
    'match(',
    'null',
    'true',
  ],
  structured: fc.array(step, { maxLength: 5 }).map((steps) => `$${steps.join('')}`),
  check(input) {
    const path = input.toString();
    let found: ReturnType<typeof select>;
    try {
      found = select(ROOT, path);
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      must(error.message.trim() !== '' && error.message.length <= 200, 'the reason is told in a sentence');
      return;
    }
    const pointers = found.map((location) => location.reduce<string>((pointer, token) => child(pointer, token), ''));
    must(new Set(pointers).size === pointers.length, 'a node is selected twice');
    for (const [index, pointer] of pointers.entries()) {
      must(at(ROOT, pointer) !== undefined, `${pointer} is not in the document`);
      const location = found[index] ?? [];
      if (!location.every((token) => isSelectable(String(token)))) continue;
      const [again, ...others] = select(ROOT, pathOf(ROOT, pointer));
      must(
        others.length === 0 && JSON.stringify(again) === JSON.stringify(location),
        `its path selects something else than ${pointer}`,
      );
    }
  },
};
