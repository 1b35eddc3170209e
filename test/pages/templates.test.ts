import { describe, expect, test } from 'vitest';
import { at } from '../../src/model/index.js';
import { compilePages, findingsOf } from '../../src/pages/index.js';
import type { Envelope } from '../../src/pages/templates/conventions.js';
import { DEFAULT_TEMPLATE, TEMPLATES, templateOf } from '../../src/pages/templates/index.js';
import type { Template } from '../../src/pages/templates/template.js';
import { LAMP_PAGES, LAMPS } from './lamp-template.js';
import { CLEAN_PAGE, CLEAN_TYPE } from './template.js';

const LIST_SCHEMA = '/paths/~1rooms~1{room}~1lamps/get/responses/200/content/application~1json/schema';
const BOTH = [...TEMPLATES, LAMPS];
const GRAPH_PAGES = [
  { name: 'api/parcel-post.md', text: CLEAN_PAGE },
  { name: 'resources/parcel.md', text: CLEAN_TYPE },
];
const PLAIN_PAGE = { name: 'notes.md', text: '# Notes\n\nNothing that a template would know.\n' };

describe('the template of pages', () => {
  test('The template of pages is the one that recognises them, in whatever order templates are listed', () => {
    for (const templates of [BOTH, [...BOTH].reverse()]) {
      expect(templateOf(LAMP_PAGES, templates).name).toBe('lamps');
      expect(templateOf(GRAPH_PAGES, templates).name).toBe('graph');
    }
  });

  test('The template of mixed pages is the one that recognises most of them', () => {
    expect(templateOf([...LAMP_PAGES, ...GRAPH_PAGES, PLAIN_PAGE], BOTH).name).toBe('lamps');
    expect(templateOf([...GRAPH_PAGES, ...LAMP_PAGES.slice(0, 1), PLAIN_PAGE], BOTH).name).toBe('graph');
  });

  test('The default template reads pages that no template recognises', () => {
    expect(BOTH.filter(({ recognises }) => recognises(PLAIN_PAGE.text))).toEqual([]);
    expect(templateOf([PLAIN_PAGE], [LAMPS])).toBe(DEFAULT_TEMPLATE);
    expect(templateOf([], BOTH)).toBe(DEFAULT_TEMPLATE);
    expect(compilePages([PLAIN_PAGE]).template.name).toBe('graph');
  });

  test.each([
    ['its front matter', '---\ndoc_type: apiPageType\n---\n# List cups\n'],
    ['the line of its namespace', '# cup resource type\n\nNamespace: cafe.core\n'],
    ['the heading above its requests', '# List cups\r\n## HTTP Request\r\n'],
    ['an annotation', '# cup\n<!-- { "blockType": "resource" } -->\n'],
  ])("Graph's template recognises a page by %s", (_, text) => {
    expect(TEMPLATES.filter(({ recognises }) => recognises(text)).map(({ name }) => name)).toEqual(['graph']);
  });
});

describe('pages of another template', () => {
  const made = compilePages(LAMP_PAGES, {}, BOTH);
  const get = (pointer: string) => at(made.document, pointer);
  const LAMP = { $ref: '#/components/schemas/lamp' };

  test('Pages of a template that is not of OData make a document without a word of OData', () => {
    expect(JSON.stringify(made.document)).not.toMatch(/odata|edm\b|microsoft|graph|nextLink/i);
    expect(Object.keys(get('/paths') ?? {})).toEqual(['/rooms/{room}/lamps']);
    expect(Object.keys(get('/components/schemas') ?? {})).toEqual(['lamp']);
  });

  test('A collection is an array where the template has no envelope', () => {
    expect(get(LIST_SCHEMA)).toEqual({
      type: 'array',
      items: LAMP,
    });
    const unshown = {
      ...LAMP_PAGES[0],
      name: 'calls/lamps-list.md',
      text: '# List\n## Call\nGET /all\n## Gives\nlist of lamp\n',
    };
    const alone = compilePages([unshown, ...LAMP_PAGES.slice(2)], {}, BOTH).document;
    expect(at(alone, '/paths/~1all/get/responses/200/content/application~1json/schema')).toEqual({
      type: 'array',
      items: LAMP,
    });
  });

  test('A collection has the envelope of its template, and its items count as examples of their type', () => {
    const envelope: Envelope = {
      member: 'items',
      isBeside: (member) => member === 'next',
      beside: { next: { type: 'string' } },
    };
    const wrapping: Template = { ...LAMPS, conventions: { ...LAMPS.conventions, envelope } };
    const body = (text: string) => LAMP_PAGES.map((page) => ({ ...page, text: page.text.replace(/^\[.*\]$/m, text) }));
    const wrapped = compilePages(body('{ "items": [{ "kind": "lamp", "glow": true }], "next": "/2" }'), {}, [wrapping]);
    expect(at(wrapped.document, LIST_SCHEMA)).toEqual({
      type: 'object',
      required: ['items'],
      properties: { next: { type: 'string' }, items: { type: 'array', items: LAMP } },
    });
    expect(at(wrapped.document, '/components/schemas/lamp/properties/glow')).toMatchObject({ 'x-inferred': true });
    const other = compilePages(body('{ "kind": "lamp", "items": [1] , "label": "Desk" }'), {}, [wrapping]);
    expect(at(other.document, '/components/schemas/lamp/properties/items')).toMatchObject({ 'x-inferred': true });
  });

  test('A member that would name the type is a property like any other where the template has no such member', () => {
    const { typeMember: _, ...conventions } = LAMPS.conventions;
    const { document } = compilePages(LAMP_PAGES, {}, [{ ...LAMPS, conventions }]);
    expect(at(document, '/components/schemas/lamp/properties/kind')).toMatchObject({ type: ['string', 'null'] });
  });

  test('A type has the primitive types and the type member of its template', () => {
    expect(get('/components/schemas/lamp/properties')).toMatchObject({
      kind: { type: 'string', enum: ['lamp'] },
      label: { type: ['string', 'null'] },
      watts: { type: ['integer', 'null'] },
      twin: { anyOf: [LAMP, { type: 'null' }] },
    });
    expect(get('/components/schemas/lamp/properties/rest')).not.toHaveProperty('type');
    expect(get('/paths/~1rooms~1{room}~1lamps/post/requestBody/content/application~1json/schema')).toEqual(LAMP);
  });

  test('Findings are of the general rules and of the rules of the template, and of no other template', () => {
    expect(findingsOf(made).map(({ page, rule, message }) => [page, rule, message])).toEqual([
      ['calls/lamp-add.md', 'no-sample', 'the page has no sample'],
      [
        'calls/lamp-add.md',
        'type-spelling',
        'The type of watts is written "number of", which Docproof reads as count.',
      ],
    ]);
  });

  test('A link into a folder of the template leads to a page that must be there, a link elsewhere need not', () => {
    const links = 'See [bulb](../things/bulb.md) and [how to](../guides/start.md).';
    const pages = LAMP_PAGES.map((page) => ({
      ...page,
      text: page.text.replace('## Sample', `${links}\n\n## Sample`),
    }));
    const found = findingsOf(compilePages(pages, {}, BOTH)).filter(({ rule }) => rule === 'missing-link');
    expect(found.map(({ message }) => message)).toEqual(['This links to "things/bulb.md"; there is no such page.']);
  });

  test('A value in an example is judged by the primitive types of the template', () => {
    const pages = LAMP_PAGES.map((page) => ({ ...page, text: page.text.replace('"watts": 9', '"watts": "nine"') }));
    expect(findingsOf(compilePages(pages, {}, BOTH)).map(({ message }) => message)).toContain(
      'watts is "nine"; it must be a whole number, as its type is number of.',
    );
  });
});
