import type { FieldRow, Page, Spot } from '../../src/pages/page.js';
import { readExamples } from '../../src/pages/read/examples.js';
import { plain } from '../../src/pages/read/inline.js';
import { readOutline, type Section } from '../../src/pages/read/outline.js';
import { fieldRows } from '../../src/pages/read/rows.js';
import { pageRule } from '../../src/pages/rules/rule.js';
import type { Conventions } from '../../src/pages/templates/conventions.js';
import type { Template } from '../../src/pages/templates/template.js';
import { readTarget } from '../../src/pages/types/path-template.js';
import type { Primitive } from '../../src/pages/types/primitive.js';

const WORDS: Primitive = { name: 'words', schema: { type: 'string' }, isText: true, wanted: 'a text' };
const COUNT: Primitive = { name: 'count', schema: { type: 'integer' }, isText: false, wanted: 'a whole number' };

/** Types without namespaces, lists as arrays, and a member `kind` that names the type of an object. */
const CONVENTIONS: Conventions = {
  folders: new Set(['calls', 'things']),
  wholeFolders: new Set(['calls', 'things']),
  requestSection: 'Call',
  words: {
    primitives: new Map([
      ['words', WORDS],
      ['count', COUNT],
      ['number of', COUNT],
    ]),
    loose: new Set(['number of']),
    any: new Set(['whatever']),
  },
  namespace: '',
  typeName: (written) => (/^\w+$/.test(written) ? written : undefined),
  typeMember: { name: 'kind', spellings: (name) => [name] },
  isAnnotation: (member) => member.startsWith('_'),
  isControl: (member) => member.startsWith('_') || member === 'kind',
  commonPath: (path) => path,
};

/**
 * A template of the tests: pages have the headings Call, Takes, Gives, Sample and Has, and no annotations.
 * `Takes` and `Gives` name a type on their first line, `list of` before it where there are several.
 */
export const LAMPS: Template = {
  name: 'lamps',
  recognises: (text) => /^## (?:Call|Has)$/m.test(text),
  readPage,
  conventions: CONVENTIONS,
  rules: [
    pageRule(
      { id: 'no-sample', severity: 'info', finds: 'A call without a sample.', example: 'A page without `## Sample`.' },
      function* ({ name, requests, examples, title }) {
        if (requests.length > 0 && examples.length === 0)
          yield { page: name, line: title.line, message: 'the page has no sample' };
      },
    ),
  ],
};

function readPage(name: string, text: string): Page {
  const outline = readOutline(text);
  const { sections } = outline;
  const heading = sections.find(({ level }) => level === 1);
  const title: Spot = { text: heading?.title ?? name, line: heading?.line ?? 1 };
  const properties = rowsOf(sections, 'has');
  const taken = firstLine(sections, 'takes');
  const given = firstLine(sections, 'gives');
  return {
    name,
    outline,
    title,
    description: '',
    requests: textsOf(sections, 'call').map(({ text: written, line }) => {
      const [method = '', target = ''] = written.split(' ');
      return { method, target: readTarget(target), written, line };
    }),
    unreadRequests: [],
    permissions: [],
    headers: [],
    parameters: [],
    body: {
      rows: rowsOf(sections, 'takes'),
      line: taken?.line ?? 1,
      isNone: taken === undefined,
      ...(taken ? { type: { name: taken.text, line: taken.line } } : {}),
      areRequired: false,
    },
    promised: {
      statuses: given ? [{ status: 200, line: given.line }] : [],
      ...(given ? { type: { name: given.text.replace(/^list of /, ''), line: given.line } } : {}),
      isCollection: given?.text.startsWith('list of ') ?? false,
      line: given?.line ?? 1,
    },
    errors: [],
    examples: readExamples(sections, {
      examples: /^sample$/,
      response: /^answer$/,
      read: ({ line }) => ({ line, isTruncated: false }),
    }),
    resources:
      properties.length > 0
        ? [
            {
              fullName: title.text,
              line: title.line,
              isOpen: false,
              isAbstract: false,
              properties,
              relationships: [],
            },
          ]
        : [],
    enumerations: new Map(),
    links: () =>
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'text'
            ? block.pieces.flatMap(({ text, href }) => (href ? [{ text, href, line: block.line }] : []))
            : [],
        ),
      ),
  };
}

function rowsOf(sections: readonly Section[], key: string): FieldRow[] {
  return sections
    .filter((section) => section.key === key)
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'table' ? fieldRows(block, CONVENTIONS.words) : [])),
    );
}

function textsOf(sections: readonly Section[], key: string): Spot[] {
  return sections
    .filter((section) => section.key === key)
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'text' ? [{ text: plain(block.pieces), line: block.line }] : [])),
    );
}

function firstLine(sections: readonly Section[], key: string): Spot | undefined {
  return textsOf(sections, key)[0];
}

const FENCE = '```';

/** The pages of a small API in this template. */
export const LAMP_PAGES = [
  {
    name: 'calls/lamps-list.md',
    text: `# List lamps

## Call
GET /rooms/{room}/lamps

## Gives
list of lamp

## Sample
${FENCE}http
GET https://house.example/rooms/7/lamps
${FENCE}
${FENCE}http
HTTP/1.1 200 OK
Content-Type: application/json

[{ "kind": "lamp", "label": "Desk", "watts": 9 }]
${FENCE}
`,
  },
  {
    name: 'calls/lamp-add.md',
    text: `# Add lamp

## Call
POST /rooms/{room}/lamps

## Takes
lamp

|Name|Type|Meaning|
|---|---|---|
|label|words|What is written on it.|
|watts|number of|Its power.|

## Gives
lamp
`,
  },
  {
    name: 'things/lamp.md',
    text: `# lamp

## Has
|Name|Type|Meaning|
|---|---|---|
|label|words|What is written on it.|
|watts|count|Its power.|
|rest|whatever|What the maker adds.|
|twin|lamp|The other one.|
`,
  },
];
