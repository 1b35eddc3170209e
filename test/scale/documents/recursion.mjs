// In the manner of content management and search: trees, lists, filters, documents of blocks, graphs; nothing ends by
// itself.
import { answer, createDocument, inPath, json, list, named, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };
const count = { type: 'integer' };

/**
 * OpenAPI 3.1: a set of recursive schemas for each of many names, each kind of recursion with an operation of its
 * own.
 */
export function recursion() {
  const document = createDocument('3.1.0', 'Recursion');
  const { schemas } = document.root.components;
  times(8, (index) => {
    const name = nameOf(index);
    Object.assign(schemas, schemasOf(name));
    for (const [kind, value] of Object.entries(VALUES))
      document.add(
        `PUT /${name}/${kind}/{id}`,
        {
          parameters: [inPath('id', text)],
          requestBody: { required: true, ...json(named(`${name}${kind}`)) },
          responses: {
            200: answer('one', json(named(`${name}${kind}`))),
            207: answer('many', json(list(named(`${name}${kind}`), { minItems: 2, maxItems: 3 }))),
          },
        },
        { target: `/${name}/${kind}/a`, body: value },
      );
  });
  return document.whole('recursion');
}

function schemasOf(name) {
  const to = (kind) => named(`${name}${kind}`);
  const schemas = {
    Tree: object({ id: count, children: list(to('Tree')) }),
    Linked: object({ value: text, next: { anyOf: [to('Linked'), { type: 'null' }] } }),
    // A required circle that ends only through its maps and lists.
    Folder: object({ entries: { type: 'object', additionalProperties: to('Entry') } }),
    Entry: { oneOf: [to('Folder'), to('File')] },
    File: { ...object({ bytes: count, owner: to('Person') }), additionalProperties: false },
    Person: object({ name: text, manager: to('Person'), reports: list(to('Person')), files: list(to('File')) }, [
      'name',
    ]),
    // A language of filters: each branch is told by its only member.
    Filter: { oneOf: [to('And'), to('Or'), to('Not'), to('Is')] },
    And: { ...object({ and: list(to('Filter'), { minItems: 1 }) }), additionalProperties: false },
    Or: { ...object({ or: list(to('Filter'), { minItems: 2 }) }), additionalProperties: false },
    Not: { ...object({ not: to('Filter') }), additionalProperties: false },
    Is: { ...object({ field: text, value: { type: ['string', 'number', 'boolean'] } }), additionalProperties: false },
    // Blocks in blocks, by a discriminator without a mapping.
    Block: {
      oneOf: [to('Paragraph'), to('Toggle'), to('Columns')],
      discriminator: { propertyName: 'type' },
    },
    Paragraph: object({
      type: { const: 'paragraph' },
      text: list(object({ plain: text, link: { type: ['string', 'null'] } })),
    }),
    Toggle: object({ type: { const: 'toggle' }, children: list(to('Block')) }),
    Columns: object({ type: { const: 'columns' }, columns: list(list(to('Block'), { minItems: 1 }), { minItems: 2 }) }),
    // Any JSON there is.
    Json: {
      oneOf: [
        { type: ['null', 'boolean', 'number', 'string'] },
        { type: 'array', items: to('Json') },
        { type: 'object', additionalProperties: to('Json') },
      ],
    },
    // Each node leads to every other kind.
    Graph: object(
      { tree: to('Tree'), linked: to('Linked'), folder: to('Folder'), filter: to('Filter'), again: to('Graph') },
      ['tree', 'filter'],
    ),
    // Built on itself by allOf, and closed.
    Comment: { allOf: [to('Authored'), object({ replies: list(to('Comment')) })], unevaluatedProperties: false },
    Authored: object({ author: to('Person'), quoted: to('Comment') }, ['author']),
    Schema: {
      type: ['object', 'boolean'],
      properties: {
        type: text,
        properties: { type: 'object', additionalProperties: to('Schema') },
        items: to('Schema'),
        allOf: list(to('Schema'), { minItems: 1 }),
        not: to('Schema'),
      },
      patternProperties: { '^x-': true },
      additionalProperties: false,
    },
  };
  return Object.fromEntries(Object.entries(schemas).map(([kind, schema]) => [`${name}${kind}`, schema]));
}

const FILE = { bytes: 3, owner: { name: 'Ana', manager: { name: 'Eva' } } };

/** A valid value of each kind that has operations. */
const VALUES = {
  Tree: { id: 1, children: [{ id: 2, children: [] }] },
  Linked: { value: 'a', next: { value: 'b', next: null } },
  Folder: { entries: { a: FILE, b: { entries: {} } } },
  Person: { name: 'Ana', reports: [{ name: 'Eva', files: [FILE] }] },
  Filter: { and: [{ or: [{ not: { field: 'a', value: 1 } }, { field: 'b', value: 'x' }] }] },
  Block: {
    type: 'toggle',
    children: [{ type: 'columns', columns: [[{ type: 'paragraph', text: [] }], [{ type: 'toggle', children: [] }]] }],
  },
  Json: { a: [1, null, { b: 'c' }] },
  Graph: { tree: { id: 1, children: [] }, filter: { not: { field: 'a', value: true } } },
  Comment: { author: { name: 'Ana' }, replies: [{ author: { name: 'Eva' }, replies: [] }] },
  Schema: { type: 'object', properties: { a: true, b: { items: { type: 'string' } } }, 'x-a': 1 },
};
