// In the manner of descriptions that grew over years: what people write although it is odd, redundant or nearly wrong.
import { answer, createDocument, inPath, json, list, named, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };
const count = { type: 'integer' };

/** @param version `3.0.3` or `3.1.0` */
export function habits(version) {
  const document = createDocument(version, 'Habits', {
    tags: [{ name: 'things' }],
    externalDocs: { url: 'https://example.org' },
  });
  const { schemas } = document.root.components;
  times(2, (index) => {
    const prefix = nameOf(index);
    const to = (kind) => named(`${prefix}${kind}`);
    for (const [kind, [schema, value]] of Object.entries({
      ...CHOICES(to, index),
      ...OBJECTS(to, index),
      ...LISTS(to),
      ...VALUES(version),
    })) {
      const name = `${prefix}${kind}`;
      const path = `/${prefix}/${kind}/{id}`;
      schemas[name] = schema;
      document.add(
        `POST ${path}`,
        {
          tags: ['things'],
          parameters: [inPath('id', text)],
          requestBody: { required: true, ...json(named(name)) },
          responses: {
            200: answer('one', json(named(name))),
            // Wrapped as services wrap, and taken from elsewhere in the document.
            201: answer('wrapped', json({ allOf: [named('Envelope'), object({ data: named(name) })] })),
            202: answer('borrowed', json(object({ of: { $ref: pointerTo(path) }, pages: list(named(name)) }))),
          },
        },
        { target: `/${prefix}/${kind}/7`, body: value },
      );
    }
  });
  schemas.Envelope = object(
    {
      success: { type: 'boolean', enum: [true] },
      errors: list(object({ code: { ...count, minimum: 1000 }, message: text })),
      data: {},
    },
    ['success', 'errors'],
  );
  return document.whole(`habits-${version.slice(0, 3)}`);
}

/** The schema of the 200 of a path, from where it is. */
function pointerTo(path) {
  const key = encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#/paths/${key}/post/responses/200/content/application~1json/schema`;
}

const CHOICES = (to, index) => ({
  NumberOrInteger: [{ oneOf: [{ type: 'integer' }, { type: 'number', multipleOf: 0.5 }] }, 1.5],
  TwoLists: [{ oneOf: [list(text), list(count)] }, [1]],
  OneOrMany: [{ oneOf: [text, list(text, { minItems: 1 })] }, ['a']],
  WithAndWithout: [{ oneOf: [object({ a: text }), object({ a: text, b: text })] }, { a: 'x' }],
  OneOfTheseNames: [
    {
      type: 'object',
      properties: { mail: text, phone: text, post: text },
      oneOf: [{ required: ['mail'] }, { required: ['phone'] }, { required: ['post'] }],
    },
    { phone: '7' },
  ],
  AnyOfTheseNames: [
    {
      type: 'object',
      properties: { mail: text, phone: text },
      anyOf: [{ required: ['mail'] }, { required: ['phone'] }],
    },
    { mail: 'a', phone: 'b' },
  ],
  NeitherNorBoth: [{ ...object({ a: text, b: text }, []), not: { required: ['a', 'b'] } }, { b: 'x' }],
  ChoiceOfChoices: [
    {
      oneOf: [
        { anyOf: [object({ a: count }), object({ b: count })] },
        { type: 'array', items: { oneOf: [count, text] } },
      ],
    },
    { b: 1 },
  ],
  Overlapping: [
    { anyOf: [object({ id: count }), object({ id: count, name: text }), object({ id: text })] },
    { id: 'a' },
  ],
  Disjoint: [
    {
      oneOf: [
        { type: 'string', format: 'uuid' },
        { type: 'string', format: 'date' },
        { type: 'string', enum: ['none'] },
      ],
    },
    'none',
  ],
  Ranges: [
    {
      oneOf: [
        { type: 'integer', maximum: 10 },
        { type: 'integer', minimum: 5 },
      ],
    },
    3,
  ],
  Subtypes: [
    {
      oneOf: [to('Dog'), to('Cat')],
      discriminator: {
        propertyName: 'pet.type',
        mapping: { dog: to('Dog').$ref, hound: to('Dog').$ref, cat: to('Cat').$ref },
      },
    },
    { 'pet.type': 'hound', bark: true },
  ],
  Dog: [object({ 'pet.type': text, bark: { type: 'boolean' } }), { 'pet.type': 'dog', bark: true }],
  Cat: [
    { ...object({ 'pet.type': text, lives: { ...count, minimum: 0, maximum: 9 } }), additionalProperties: false },
    { 'pet.type': 'cat', lives: index },
  ],
  SubtypesInList: [
    list(to('Subtypes'), { minItems: 2, maxItems: 3 }),
    [
      { 'pet.type': 'dog', bark: true },
      { 'pet.type': 'cat', lives: 1 },
    ],
  ],
  Optional: [
    { anyOf: [object({ kind: text }), object({ sort: text })], discriminator: { propertyName: 'kind' } },
    { sort: 'x' },
  ],
});

const OBJECTS = (to, index) => ({
  Undescribed: [
    { type: 'object', required: ['a', 'b', 'c'], properties: { a: text } },
    { a: 'x', b: 1, c: null },
  ],
  Untyped: [
    { properties: { a: text, b: { minimum: 3 }, c: { items: count } }, required: ['a', 'b', 'c'] },
    { a: 'x', b: 4, c: [1] },
  ],
  Redundant: [
    { type: 'object', properties: { a: { type: 'string', items: text, minimum: 3, properties: {} } }, required: ['a'] },
    { a: 'x' },
  ],
  Nothing: [{}, { anything: true }],
  OnlyWords: [{ title: 'Words', description: 'No type at all.' }, 'words'],
  Closed: [{ type: 'object', additionalProperties: false }, {}],
  Dictionary: [
    { type: 'object', additionalProperties: to('Undescribed'), minProperties: 1, maxProperties: 2 },
    { k: { a: 'x', b: 1, c: null } },
  ],
  DictionaryOfLists: [
    { type: 'object', properties: { total: count }, additionalProperties: list(text), required: ['total'] },
    { total: 1, k: ['a'] },
  ],
  AtLeastThree: [
    { type: 'object', properties: { a: text, b: text, c: text, d: text }, minProperties: 3, maxProperties: 3 },
    { a: '', b: '', d: '' },
  ],
  Wide: [
    object(
      Object.fromEntries(
        times(120, (turn) => [`member_${turn}`, turn % 3 === 0 ? text : turn % 3 === 1 ? count : to('Overlapping')]),
      ),
      times(20, (turn) => `member_${turn * 3}`),
    ),
    Object.fromEntries(times(20, (turn) => [`member_${turn * 3}`, 'x'])),
  ],
  Deep: [
    times(20, (turn) => turn).reduce((inner, turn) => object({ [`level${turn}`]: inner }), count),
    times(20, (turn) => turn).reduce((inner, turn) => ({ [`level${turn}`]: inner }), 7),
  ],
  ReadOnlyRequired: [
    object({ id: { ...count, readOnly: true }, password: { ...text, writeOnly: true }, name: text }),
    { name: 'a', password: 'b' },
  ],
  ReadOnlyInHeirs: [
    { allOf: [to('ReadOnlyRequired'), object({ at: { type: 'string', format: 'date-time', readOnly: true } })] },
    { name: 'a', password: 'b' },
  ],
  ReadOnlyClosed: [
    {
      ...object({ id: { ...count, readOnly: true }, secret: { ...text, writeOnly: true }, a: text }),
      additionalProperties: false,
    },
    { a: 'x', secret: 'y' },
  ],
  Times: [
    object({
      created_at: count,
      updatedAt: { type: 'string', format: 'date-time' },
      email: text,
      phone: { type: 'string', pattern: '^\\+\\d{6,15}$' },
      url: { type: 'string', maxLength: 12 },
      country: { type: 'string', minLength: 2, maxLength: 2 },
      uuid: { type: 'string', maxLength: 8 },
    }),
    {
      created_at: 1,
      updatedAt: '2026-11-28T00:00:00Z',
      email: 'a',
      phone: '+491234567',
      url: 'a',
      country: 'DE',
      uuid: '7',
    },
  ],
  Defaults: [
    object({
      a: { type: 'string', default: 'x' },
      b: { type: 'integer', default: index, maximum: index },
      c: { type: 'string', enum: ['p', 'q'], default: 'q' },
    }),
    { a: 'x', b: index, c: 'p' },
  ],
  WrongDefaults: [
    object({
      a: { type: 'string', default: 7 },
      b: { type: 'integer', default: 'none', minimum: 2 },
      c: { type: 'string', enum: ['p', 'q'], default: 'r' },
    }),
    { a: 'x', b: 3, c: 'p' },
  ],
});

const LISTS = (to) => ({
  NoItems: [{ type: 'array' }, [1, 'a']],
  AnyItems: [{ type: 'array', items: {}, minItems: 2 }, [1, 'a']],
  Nested: [list(list(list(to('Undescribed')))), [[[{ a: 'x', b: 1, c: null }]]]],
  DistinctObjects: [
    list(object({ id: count, name: { type: 'string', enum: ['a'] } }), { uniqueItems: true, minItems: 5 }),
    times(5, (id) => ({ id, name: 'a' })),
  ],
  DistinctOfMany: [
    list({ type: 'integer', minimum: 1, maximum: 6 }, { uniqueItems: true, minItems: 6 }),
    [1, 2, 3, 4, 5, 6],
  ],
  Empty: [list(text, { maxItems: 0 }), []],
  OfChoices: [
    list({ oneOf: [to('Dog'), to('Cat')] }, { minItems: 3 }),
    times(3, () => ({ 'pet.type': 'cat', lives: 1 })),
  ],
});

const VALUES = (version) => {
  const isOld = version.startsWith('3.0');
  const orNull = (schema) => (isOld ? { ...schema, nullable: true } : { ...schema, type: [schema.type, 'null'] });
  return {
    NullableEnum: [
      object({
        a: { ...orNull({ type: 'string' }), enum: ['x', 'y', null] },
        b: orNull({ type: 'integer', minimum: 3 }),
      }),
      { a: null, b: null },
    ],
    EnumOfOtherTypes: [
      object({ a: { type: 'integer', enum: [1, '2', 3] }, b: { enum: [1, 'a', true, null] } }),
      { a: 3, b: true },
    ],
    NumbersAsText: [
      object({ a: { type: 'string', enum: ['1', '2'] }, b: { type: 'string', pattern: '^[0-9]+$', maxLength: 3 } }),
      { a: '1', b: '12' },
    ],
    Examples: [
      object({
        a: { type: 'string', example: 'shown' },
        b: { type: 'integer', example: 7 },
        c: { type: 'array', items: text, example: ['x', 'y'] },
      }),
      { a: 'x', b: 1, c: [] },
    ],
    Boolean: [{ type: 'boolean' }, false],
    BareText: [{ type: 'string' }, 'bare'],
    BareNumber: [{ type: 'number' }, 1.5],
    Money: [
      object({
        amount: { type: 'number', multipleOf: 0.01, minimum: 0.01 },
        currency: { type: 'string', minLength: 3, maxLength: 3, pattern: '^[A-Z]+$' },
      }),
      { amount: 1.1, currency: 'EUR' },
    ],
    Percent: [
      object({
        share: { type: 'number', minimum: 0, maximum: 1 },
        of: { type: 'integer', minimum: 100, maximum: 100 },
      }),
      { share: 0.5, of: 100 },
    ],
    Base64: [
      object({
        data: { type: 'string', format: 'byte', minLength: 4, maxLength: 8 },
        file: { type: 'string', format: 'binary' },
      }),
      { data: 'aGVs', file: 'x' },
    ],
  };
};
