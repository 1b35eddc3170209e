import { describe, expect, test } from 'vitest';
import { convertVersion, type WrittenVersion } from '../../src/document/versions/index.js';
import { at, type JsonValue } from '../../src/model/index.js';
import { documentOf } from '../support/contract.js';

const HEAD = "info: { title: Harbour, version: '1' }\n";

/** A description in another version, and the places and words of what is lost. */
async function converted(text: string, version: WrittenVersion) {
  const { root } = await documentOf(text);
  const made = convertVersion(root, version);
  return {
    root: made.root,
    get: (pointer: string): JsonValue | undefined => at(made.root, pointer),
    losses: made.losses.map(({ pointer, message }) => `${pointer} ${message}`),
  };
}

/** A 3.2 description of one answer with this media type, and more. */
function answer(type: string, media: string, more = ''): string {
  return `openapi: 3.2.0
${HEAD}paths:
  /boats:
    get: { responses: { '200': { description: d, content: { ${type}: ${media} } } } }
${more}`;
}

const MEDIA = (type: string): string => `/paths/~1boats/get/responses/200/content/${type.replace('/', '~1')}`;

describe('a 3.2 description in 3.1', () => {
  test('Operations of QUERY and of other methods are left out in 3.1, and named', async () => {
    const { root, losses } = await converted(
      `openapi: 3.2.0
${HEAD}paths:
  /boats:
    get: { responses: { '200': { description: d } } }
    query: { responses: { '200': { description: d } } }
    additionalOperations:
      COPY: { responses: { '200': { description: d } } }
      LOCK: { responses: { '200': { description: d } } }
`,
      '3.1',
    );
    expect(root.openapi).toBe('3.1.0');
    expect(root.paths).toEqual({ '/boats': { get: { responses: { 200: { description: 'd' } } } } });
    expect(losses).toEqual([
      '/paths/~1boats/query the operation is left out: OpenAPI 3.1 has no QUERY',
      '/paths/~1boats/additionalOperations/COPY the operation COPY is left out: OpenAPI 3.1 has no such method',
      '/paths/~1boats/additionalOperations/LOCK the operation LOCK is left out: OpenAPI 3.1 has no such method',
    ]);
  });

  test('A parameter that is the whole query string is left out in 3.1, wherever it is referred to', async () => {
    const { get, losses } = await converted(
      `openapi: 3.2.0
${HEAD}paths:
  /boats:
    parameters: [{ $ref: '#/components/parameters/all' }, { name: a, in: query, schema: {} }]
    get: { responses: {} }
components:
  parameters:
    all: { name: all, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
`,
      '3.1',
    );
    expect(get('/paths/~1boats/parameters')).toEqual([{ name: 'a', in: 'query', schema: {} }]);
    expect(get('/components/parameters')).toEqual({});
    const words = 'the parameter is left out: OpenAPI 3.1 has no "in: querystring"';
    expect([...losses].sort()).toEqual([`/components/parameters/all ${words}`, `/paths/~1boats/parameters/0 ${words}`]);
  });

  test('Schemas and encodings of items are left out in 3.1, and the schema of the whole stays', async () => {
    const media =
      '{ schema: { type: array }, itemSchema: { type: object }, itemEncoding: { contentType: text/plain } }';
    const { get, losses } = await converted(answer('multipart/mixed', media), '3.1');
    expect(get(MEDIA('multipart/mixed'))).toEqual({ schema: { type: 'array' } });
    expect(losses).toEqual(
      ['itemSchema', 'itemEncoding'].map(
        (name) => `${MEDIA('multipart/mixed')}/${name} ${name} is left out: OpenAPI 3.1 has no such field`,
      ),
    );
  });

  test.each([
    ['application/json', '{ dataValue: { a: 1 } }', { value: { a: 1 } }],
    ['application/json', '{ dataValue: { a: 1 }, serializedValue: \'{ "a": 1.0 }\' }', { value: { a: 1 } }],
    ['application/json', '{ serializedValue: \'{"a":[1,null]}\' }', { value: { a: [1, null] } }],
    ['application/ld+json', "{ serializedValue: '12345678901234567890' }", undefined],
    ['application/xml', "{ dataValue: { a: 1 }, serializedValue: '<a>1</a>' }", { value: '<a>1</a>' }],
    ['application/xml', '{ dataValue: { a: 1 } }', { value: { a: 1 } }],
    ['text/plain', '{ dataValue: hello }', { value: 'hello' }],
    ['text/csv', "{ serializedValue: 'a,b', summary: two }", { value: 'a,b', summary: 'two' }],
    ['application/json', '{ value: 4 }', { value: 4 }],
  ])('An example of %s in 3.2 is one in 3.1: %s', async (type, example, expected) => {
    const { get, losses } = await converted(answer(type, `{ examples: { e: ${example} } }`), '3.1');
    expect(losses).toEqual([]);
    const found = get(`${MEDIA(type)}/examples/e`);
    if (expected) expect(found).toEqual(expected);
    else expect(String(Object(found).value)).toBe('12345678901234567890');
  });

  test.each([
    [
      'application/json',
      "{ dataValue: { a: 1 }, serializedValue: 'not json' }",
      'serializedValue',
      { value: { a: 1 } },
    ],
    ['application/json', '{ serializedValue: \'{"a":\' }', 'serializedValue', undefined],
    ['application/xml', '{ dataValue: text }', 'dataValue', undefined],
  ])('An example of %s that 3.1 cannot say is left out and named: %s', async (type, example, name, expected) => {
    const { get, losses } = await converted(answer(type, `{ examples: { e: ${example} } }`), '3.1');
    expect(get(`${MEDIA(type)}/examples/e`)).toEqual(expected);
    expect(losses).toEqual([`${MEDIA(type)}/examples/e/${name} ${name} is left out: OpenAPI 3.1 has no such field`]);
  });

  test('An example for several media types is written out where 3.1 needs another form of it', async () => {
    const { get, losses } = await converted(
      `openapi: 3.2.0
${HEAD}paths:
  /boats:
    get:
      responses:
        '200':
          description: d
          content:
            application/json: { examples: { e: { $ref: '#/components/examples/boat' } } }
            text/plain: { examples: { e: { $ref: '#/components/examples/boat' } } }
components:
  examples: { boat: { summary: one, serializedValue: '{"a":1}' } }
`,
      '3.1',
    );
    expect(losses).toEqual([]);
    expect(get(`${MEDIA('application/json')}/examples/e`)).toEqual({ summary: 'one', value: { a: 1 } });
    expect(get(`${MEDIA('text/plain')}/examples/e`)).toEqual({ $ref: '#/components/examples/boat' });
    expect(get('/components/examples/boat')).toEqual({ summary: 'one', value: '{"a":1}' });
  });

  test('Media types that are components are written where they are used, and unused ones are named', async () => {
    const { get, losses } = await converted(
      answer(
        'application/json',
        "{ $ref: '#/components/mediaTypes/boat' }",
        'components: { mediaTypes: { boat: { schema: { type: object }, examples: { a: { dataValue: 1 } } }, none: {} } }',
      ),
      '3.1',
    );
    expect(get(MEDIA('application/json'))).toEqual({ schema: { type: 'object' }, examples: { a: { value: 1 } } });
    expect(get('/components')).toEqual({});
    expect(losses).toEqual([
      '/components/mediaTypes/none it is left out: OpenAPI 3.1 has no media types in components',
    ]);
  });

  test.each([
    [
      '{ type: string, xml: { nodeType: attribute, name: a } }',
      { type: 'string', xml: { attribute: true, name: 'a' } },
    ],
    ['{ type: string, xml: { nodeType: element } }', { type: 'string', xml: {} }],
    ['{ type: array, xml: { nodeType: element } }', { type: 'array', xml: { wrapped: true } }],
    ['{ type: array, xml: { nodeType: none } }', { type: 'array', xml: {} }],
  ])('The node type of XML %s has the same meaning in the words of 3.1', async (schema, expected) => {
    const { get, losses } = await converted(answer('application/xml', `{ schema: ${schema} }`), '3.1');
    expect(get(`${MEDIA('application/xml')}/schema`)).toEqual(expected);
    expect(losses).toEqual([]);
  });

  test.each(['text', 'cdata', 'none'])('The node type %s of XML is left out in 3.1, and named', async (nodeType) => {
    const media = `{ schema: { type: string, xml: { nodeType: ${nodeType} } } }`;
    const { losses } = await converted(answer('application/xml', media), '3.1');
    expect(losses).toEqual([
      `${MEDIA('application/xml')}/schema/xml/nodeType nodeType is left out: OpenAPI 3.1 has no such field`,
    ]);
  });

  test('Each further field of 3.2 is left out in 3.1, and named with its place', async () => {
    const { root, losses } = await converted(
      `openapi: 3.2.0
$self: https://api.example/harbour
${HEAD}tags: [{ name: a, summary: A, parent: b, kind: nav }, { name: b }]
servers: [{ url: /v1, name: main }]
paths:
  /boats:
    get:
      security: [{ '#/components/securitySchemes/device': [] }]
      parameters: [{ name: c, in: cookie, style: cookie, schema: {} }, { name: h, in: header, allowReserved: true, schema: {} }]
      responses:
        '200': { summary: All boats }
        '404': { summary: None, description: There is none. }
components:
  schemas:
    boat: { type: object, discriminator: { propertyName: kind, defaultMapping: other } }
    other: { $schema: https://spec.openapis.org/oas/3.2/dialect/2025-09-17, type: object }
  securitySchemes:
    device:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://api.example/.well-known
      flows: { deviceAuthorization: { deviceAuthorizationUrl: https://api.example/d, tokenUrl: https://api.example/t, scopes: {} } }
`,
      '3.1',
    );
    expect(root).toEqual({
      openapi: '3.1.0',
      info: { title: 'Harbour', version: '1' },
      tags: [{ name: 'a' }, { name: 'b' }],
      servers: [{ url: '/v1' }],
      paths: {
        '/boats': {
          get: {
            security: [{ device: [] }],
            parameters: [
              { name: 'c', in: 'cookie', schema: {} },
              { name: 'h', in: 'header', schema: {} },
            ],
            responses: { 200: { description: 'All boats' }, 404: { description: 'There is none.' } },
          },
        },
      },
      components: {
        schemas: { boat: { type: 'object', discriminator: { propertyName: 'kind' } }, other: expect.anything() },
        securitySchemes: { device: { type: 'oauth2', flows: {} } },
      },
    });
    expect(losses.map((loss) => loss.split(' ')[0]).sort()).toEqual(
      [
        '/$self',
        '/components/schemas/boat/discriminator/defaultMapping',
        '/components/securitySchemes/device/deprecated',
        '/components/securitySchemes/device/flows/deviceAuthorization',
        '/components/securitySchemes/device/oauth2MetadataUrl',
        '/paths/~1boats/get/parameters/0/style',
        '/paths/~1boats/get/parameters/1/allowReserved',
        '/paths/~1boats/get/responses/404/summary',
        '/servers/0/name',
        '/tags/0/kind',
        '/tags/0/parent',
        '/tags/0/summary',
      ].sort(),
    );
  });

  test('What refers to a part that is left out gets a copy of it, and links to an operation that is gone are named', async () => {
    const { get, losses } = await converted(
      `openapi: 3.2.0
${HEAD}paths:
  /boats:
    query:
      operationId: search
      requestBody: { content: { application/json: { schema: { type: object, maxProperties: 2 } } } }
      responses: {}
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/paths/~1boats/query/requestBody/content/application~1json/schema', title: Filter }
      responses: { '200': { description: d, links: { again: { operationId: search }, other: { operationId: post } } } }
`,
      '3.1',
    );
    expect(get('/paths/~1boats/post/requestBody/content/application~1json/schema')).toEqual({
      title: 'Filter',
      allOf: [{ type: 'object', maxProperties: 2 }],
    });
    expect(get('/paths/~1boats/post/responses/200/links')).toEqual({ other: { operationId: 'post' } });
    expect(losses).toEqual([
      '/paths/~1boats/query the operation is left out: OpenAPI 3.1 has no QUERY',
      '/paths/~1boats/post/responses/200/links/again the link is left out: it leads to an operation that is left out',
    ]);
  });
});

test('A 3.1 description in 3.2 keeps its words, and names those that begin to mean something', async () => {
  const text = answer('application/jsonl', '{ schema: { type: array }, itemSchema: {} }').replace('3.2.0', '3.1.0');
  const { root, losses } = await converted(text, '3.2');
  const before = (await documentOf(text)).root;
  expect(root).toEqual({ ...before, openapi: '3.2.0' });
  expect(losses).toEqual([
    `${MEDIA('application/jsonl')}/itemSchema itemSchema had no meaning in OpenAPI 3.1, and has one from now on`,
  ]);
});

/** The component `a` of a description with that schema, in another version. */
async function schemaIn(schema: string, from: string, to: WrittenVersion) {
  const text = `openapi: ${from}\n${HEAD}paths: { /a: { get: { responses: {} } } }\ncomponents: { schemas: { a: ${schema}, b: {} } }\n`;
  const { get, losses } = await converted(text, to);
  return { schema: get('/components/schemas/a'), losses };
}

test.each([
  ['{ type: string, nullable: true }', { type: ['string', 'null'] }],
  ['{ type: string, nullable: true, enum: [a] }', { type: ['string', 'null'], enum: ['a', null] }],
  ['{ type: string, nullable: false, x-nullable: true }', { type: ['string', 'null'] }],
  [
    "{ nullable: true, allOf: [{ $ref: '#/components/schemas/b' }] }",
    {
      anyOf: [{ allOf: [{ $ref: '#/components/schemas/b' }] }, { type: 'null' }],
    },
  ],
  [
    '{ type: number, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }',
    {
      type: 'number',
      exclusiveMinimum: 1,
      maximum: 9,
    },
  ],
  [
    "{ $ref: '#/components/schemas/b', minLength: 3, description: d }",
    {
      $ref: '#/components/schemas/b',
      description: 'd',
    },
  ],
])('The 3.0 schema %s means the same in 3.1', async (before, after) => {
  expect(await schemaIn(before, '3.0.3', '3.1')).toEqual({ schema: after, losses: [] });
});

const NULL = { type: 'string', nullable: true, enum: [null] };

test.each([
  ['{ type: [string, "null"] }', { type: 'string', nullable: true }],
  ['{ type: [string, "null"], enum: [a] }', { type: 'string', enum: ['a'] }],
  ['{ type: [string, integer, "null"] }', { anyOf: [{ type: 'string' }, { type: 'integer' }, NULL] }],
  ['{ type: "null" }', NULL],
  [
    '{ type: [object, "null"], allOf: [{ required: [a] }] }',
    {
      allOf: [{ required: ['a'] }],
      anyOf: [{ type: 'object' }, NULL],
    },
  ],
  ['{ const: 4 }', { enum: [4] }],
  [
    '{ exclusiveMinimum: 4, minimum: 2, exclusiveMaximum: 9, maximum: 5 }',
    {
      minimum: 4,
      exclusiveMinimum: true,
      maximum: 5,
    },
  ],
  [
    '{ if: { required: [a] }, then: { required: [b] } }',
    { anyOf: [{ not: { required: ['a'] } }, { required: ['b'] }] },
  ],
  ["{ $ref: '#/components/schemas/b', maxLength: 3 }", { maxLength: 3, allOf: [{ $ref: '#/components/schemas/b' }] }],
  [
    '{ properties: { c: true, d: false }, additionalProperties: false }',
    {
      properties: { c: {}, d: { not: {} } },
      additionalProperties: false,
    },
  ],
  ['{ type: string, contentEncoding: base64, examples: [eA==] }', { type: 'string', format: 'byte', example: 'eA==' }],
])('The 3.1 schema %s means the same in 3.0', async (before, after) => {
  expect(await schemaIn(before, '3.1.0', '3.0')).toEqual({ schema: after, losses: [] });
});

test.each([
  ['{ patternProperties: { ^x: {} }, additionalProperties: false }', {}, ['additionalProperties', 'patternProperties']],
  ['{ type: array, prefixItems: [{}], items: false }', { type: 'array', items: {} }, ['items', 'prefixItems']],
  ['{ examples: [1, 2, 3] }', { example: 1 }, ['examples/1', 'examples/2']],
  ['{ unevaluatedProperties: false }', {}, ['unevaluatedProperties']],
])('What the 3.1 schema %s says more than 3.0 can is left out and named', async (before, after, names) => {
  const { schema, losses } = await schemaIn(before, '3.1.0', '3.0');
  expect(schema).toEqual(after);
  expect(losses.map((loss) => loss.split(' ')[0])).toEqual(names.map((name) => `/components/schemas/a/${name}`));
});

test('A 3.2 description in 3.0 loses what either step cannot say', async () => {
  const { root, losses } = await converted(
    `openapi: 3.2.0
${HEAD}webhooks: { sunk: { post: { responses: {} } } }
paths: { /boats: { get: { security: [{ key: [captain] }, { tls: [] }] }, query: { responses: {} } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: K }, tls: { type: mutualTLS } }
`,
    '3.0',
  );
  expect(root).toEqual({
    openapi: '3.0.4',
    info: { title: 'Harbour', version: '1' },
    paths: { '/boats': { get: { security: [{ key: [] }, {}], responses: {} } } },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'K' } } },
  });
  expect(losses.map((loss) => loss.split(' ')[0])).toEqual([
    '/paths/~1boats/query',
    '/paths/~1boats/get/security/0/key',
    '/paths/~1boats/get/security/1/tls',
    '/components/securitySchemes/tls',
    '/webhooks',
  ]);
});
