// In the manner of those who use all of JSON Schema 2020-12: conditions, dependencies, tuples, what is left over,
// anchors.
import { answer, createDocument, inPath, json, list, named, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };
const count = { type: 'integer' };
/** A variable, so that no object here looks like a promise. */
const THEN = 'then';

/** OpenAPI 3.1, with a set of schemas for each of many names. */
export function modern() {
  const document = createDocument('3.1.0', 'Modern', {
    jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
  });
  const { schemas } = document.root.components;
  times(4, (index) => {
    for (const [kind, [schema, value]] of Object.entries(kindsOf(index, nameOf(index)))) {
      const name = `${nameOf(index)}${kind}`;
      schemas[name] = schema;
      document.add(
        `PUT /${nameOf(index)}/${kind}/{id}`,
        {
          parameters: [inPath('id', { type: ['integer', 'string'] })],
          requestBody: { required: true, ...json(named(name)) },
          responses: {
            200: answer('one', json(named(name))),
            206: answer(
              'some',
              json({ $ref: `#/components/schemas/${name}`, description: 'A sibling of a reference counts.' }),
            ),
            409: answer(
              'two',
              json({ type: 'array', prefixItems: [named(name), named(name)], items: false, minItems: 2 }),
            ),
          },
        },
        { target: `/${nameOf(index)}/${kind}/7`, body: value },
      );
    }
  });
  return document.whole('modern');
}

function kindsOf(index, name) {
  return {
    Types: [
      object({
        a: { type: ['string', 'integer', 'null'] },
        b: { type: ['array', 'boolean'], items: count },
        c: { type: 'null' },
      }),
      { a: null, b: [1], c: null },
    ],
    Constants: [
      object({
        a: { const: `is-${index}` },
        b: { const: null },
        c: { const: { deep: [index] } },
        d: { enum: [1, 'x', null, [2]] },
      }),
      { a: `is-${index}`, b: null, c: { deep: [index] }, d: [2] },
    ],
    Condition: [
      {
        ...object({ country: { enum: ['DE', 'US', 'NL'] }, postcode: text }),
        if: { properties: { country: { const: 'US' } }, required: ['country'] },
        [THEN]: {
          properties: {
            postcode: { pattern: '^[0-9]{5}(-[0-9]{4})?$' },
            state: { type: 'string', minLength: 2, maxLength: 2 },
          },
          required: ['state'],
        },
        else: { properties: { postcode: { pattern: '^[0-9]{4,5}( ?[A-Z]{2})?$' } } },
      },
      { country: 'NL', postcode: '1011 AB' },
    ],
    Conditions: [
      {
        ...object({ kind: { enum: ['a', 'b', 'c'] } }),
        allOf: ['a', 'b', 'c'].map((kind, turn) => ({
          if: { properties: { kind: { const: kind } } },
          [THEN]: { properties: { [`of-${kind}`]: { type: 'integer', minimum: turn } }, required: [`of-${kind}`] },
        })),
      },
      { kind: 'b', 'of-b': 3 },
    ],
    Dependent: [
      {
        type: 'object',
        properties: { card: count, address: text, limit: count, currency: { enum: ['EUR', 'USD'] } },
        required: ['limit'],
        dependentRequired: { card: ['address'], limit: ['currency'] },
        dependentSchemas: { address: { properties: { address: { minLength: 5 } } } },
      },
      { card: 1, address: 'Road 7', limit: 2, currency: 'EUR' },
    ],
    Closed: [
      {
        allOf: [object({ id: count }), { $ref: `#/components/schemas/${name}Types` }],
        anyOf: [object({ left: text }), object({ right: text })],
        unevaluatedProperties: false,
      },
      { id: 1, a: 'x', b: true, c: null, right: 'y' },
    ],
    Tuple: [
      { type: 'array', prefixItems: [count, text, { enum: ['N', 'E', 'S', 'W'] }], items: false, minItems: 3 },
      [1, 'a', 'N'],
    ],
    TupleMore: [
      {
        type: 'array',
        prefixItems: [{ const: 'head' }, { type: 'number', minimum: 0 }],
        items: { type: 'boolean' },
        minItems: 4,
      },
      ['head', 1.5, true, false],
    ],
    Contains: [
      {
        type: 'array',
        items: { type: ['integer', 'string'] },
        contains: { type: 'integer', minimum: 10 },
        minContains: 2,
        maxContains: 3,
        maxItems: 6,
      },
      [10, 'a', 11],
    ],
    ContainsObject: [
      {
        type: 'array',
        items: object({ role: text, name: text }),
        contains: { properties: { role: { const: 'owner' } } },
        minItems: 2,
      },
      [
        { role: 'owner', name: 'a' },
        { role: 'guest', name: 'b' },
      ],
    ],
    Left: [{ type: 'array', prefixItems: [text], contains: { const: 7 }, unevaluatedItems: false }, ['a', 7]],
    Named: [
      {
        type: 'object',
        propertyNames: { pattern: '^[a-z]{2}(-[A-Z]{2})?$' },
        patternProperties: { '^[a-z]{2}$': text, '-[A-Z]{2}$': object({ text }) },
        additionalProperties: false,
        minProperties: 2,
      },
      { de: 'Regal', 'pt-BR': { text: 'Prateleira' } },
    ],
    Anchored: [
      {
        $id: `https://schemas.example/${name}`,
        ...object({
          self: { $ref: '#piece' },
          other: { $ref: '#/$defs/other' },
          far: { $ref: `https://schemas.example/${name}#piece` },
        }),
        $defs: {
          piece: { $anchor: 'piece', ...object({ n: count }) },
          other: { type: 'array', items: { $ref: '#piece' } },
        },
      },
      { self: { n: 1 }, other: [{ n: 2 }], far: { n: 3 } },
    ],
    Dynamic: [
      {
        $id: `https://schemas.example/${name}/list`,
        $ref: 'base',
        $defs: {
          base: {
            $id: 'base',
            $dynamicAnchor: 'page',
            ...object({ items: list({ $dynamicRef: '#item' }), next: { type: ['string', 'null'] } }),
            $defs: { any: { $dynamicAnchor: 'item' } },
          },
          mine: { $dynamicAnchor: 'item', ...object({ id: count, title: text }) },
        },
      },
      { items: [{ id: 1, title: 'a' }], next: null },
    ],
    Encoded: [
      object({
        png: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
        doc: { type: 'string', contentMediaType: 'application/json', contentSchema: object({ a: count }) },
      }),
      { png: 'aGVsbG8=', doc: '{"a":1}' },
    ],
    Not: [
      {
        ...object({ a: { type: 'string', not: { enum: ['', 'none'] } }, b: { not: { type: ['object', 'null'] } } }),
        not: { required: ['forbidden'] },
      },
      { a: 'x', b: 1 },
    ],
    Exclusive: [
      {
        type: 'object',
        properties: { id: count, name: text, mail: text },
        oneOf: [{ required: ['id'] }, { required: ['name', 'mail'] }],
      },
      { name: 'a', mail: 'b' },
    ],
    AnyOf: [
      {
        anyOf: [
          { type: 'string', maxLength: 5 },
          { type: 'number', minimum: 1000 },
          { type: 'array', items: true, maxItems: 2 },
          false,
        ],
      },
      5000,
    ],
    // Names that mean something to programs.
    Members: [
      object({
        constructor: text,
        toString: count,
        __proto: text,
        hasOwnProperty: { type: 'boolean' },
        length: count,
        '': text,
        'a/b': text,
        'a~b': text,
        '%20': text,
        $ref: text,
      }),
      {
        constructor: 'a',
        toString: 1,
        __proto: 'b',
        hasOwnProperty: true,
        length: 2,
        '': 'c',
        'a/b': 'd',
        'a~b': 'e',
        '%20': 'f',
        $ref: 'g',
      },
    ],
  };
}
