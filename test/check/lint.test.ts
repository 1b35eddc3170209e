import { describe, expect, test } from 'vitest';
import { documentRules, lintDocument } from '../../src/check/index.js';
import { contractOf } from '../support/contract.js';

/** A document in which nothing is wrong. */
const CLEAN = `openapi: 3.1.0
info: { title: Parcels, version: '1' }
servers: [{ url: 'https://{region}.parcels.example', variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ key: [] }]
paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: readParcel
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 10, example: 5 } }
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/parcel' } } } }
    put:
      operationId: writeParcel
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/parcel' } } } }
      responses:
        '204': { description: done }
components:
  securitySchemes:
    key: { type: apiKey, name: X-Key, in: header }
  headers:
    Page: { schema: { type: integer } }
  schemas:
    parcel:
      oneOf: [{ $ref: '#/components/schemas/box' }, { $ref: '#/components/schemas/tube' }]
      discriminator: { propertyName: kind, mapping: { b: box, t: '#/components/schemas/tube' } }
    box: { type: object, required: [kind], properties: { kind: { type: string }, state: { type: string, enum: [sent, lost] } } }
    tube: { allOf: [{ type: object, required: [kind] }, { properties: { kind: { type: string }, grams: { type: integer, minimum: 1, maximum: 9 } } }] }
`;

/** Schemas of which each one holds the next one twice. */
const DOUBLING = Array.from({ length: 26 }, (_, level) => {
  const next = `{ $ref: '#/components/schemas/level${level + 1}' }`;
  return `    level${level}: ${level === 25 ? '{ type: object }' : `{ oneOf: [${next}, ${next}] }`}\n`;
}).join('');

/** The smallest changes of the clean document that a rule reports: what is replaced, by what, and the message. */
const CASES: readonly (readonly [rule: string, from: string, to: string, says: RegExp])[] = [
  ['ignored-keyword', 'state: { type: string,', 'state: { nullable: true, type: string,', /nullable/],
  [
    'missing-example',
    "{ schema: { $ref: '#/components/schemas/parcel' } } } }\n    put:",
    "{ schema: { $ref: '#/components/schemas/parcel' }, examples: { a: { externalValue: absent.json } } } } }\n    put:",
    /absent\.json/,
  ],
  [
    'ambiguous-path',
    'components:\n',
    '  /parcels/{name}: { get: { responses: {} } }\ncomponents:\n',
    /is the same path as/,
  ],
  ['body-not-allowed', 'operationId: readParcel', "requestBody: { content: { '*/*': {} } }", /a GET request has none/],
  [
    'body-not-allowed',
    '{ description: done }',
    '{ description: done, content: { application/json: {} } }',
    /a body with 204/,
  ],
  [
    'circular-reference',
    '  schemas:\n',
    "  schemas:\n    a: { $ref: '#/components/schemas/b' }\n    b: { allOf: [{ $ref: '#/components/schemas/a' }] }\n",
    /without end: .*a → /,
  ],
  [
    'circular-reference',
    '  headers:\n',
    "  headers:\n    A: { $ref: '#/components/headers/B' }\n    B: { $ref: '#/components/headers/A' }\n",
    /without end/,
  ],
  ['default-schema', 'default: 10', 'default: ten', /default: it must be integer/],
  ['discriminator-mapping', 'b: box', 'b: bxo', /b is mapped to "bxo"/],
  [
    'discriminator-member',
    'required: [kind], properties: { kind: { type: string }, ',
    'properties: { ',
    /box does not describe kind/,
  ],
  ['discriminator-member', 'required: [kind], properties', 'properties', /box does not require kind/],
  ['duplicate-enum-member', '[sent, lost]', '[sent, lost, sent]', /"sent" is listed twice/],
  ['duplicate-operation-id', 'operationId: writeParcel', 'operationId: readParcel', /and so has GET \/parcels\/\{id\}/],
  [
    'duplicate-parameter',
    '- { name: limit,',
    '- { name: limit, in: query, schema: {} }\n        - { name: limit,',
    /query parameter limit twice/,
  ],
  [
    'lost-in-conversion',
    'enum: [sent, lost]',
    "enum: [sent, lost], x-s2o-warning: 'collectionFormat:pipes is no longer supported'",
    /lost on the way from Swagger 2\.0 to OpenAPI 3: collectionFormat:pipes/,
  ],
  ['example-placeholder', 'enum: [sent, lost]', 'enum: [sent, lost], example: String', /must be one of sent, lost/],
  ['example-schema', 'example: 5', 'example: five', /parameter limit, example default: it must be integer/],
  [
    'example-schema',
    'Page: { schema: { type: integer }',
    'Page: { schema: { type: integer }, example: two',
    /header Page, example default: it must be/,
  ],
  ['idle-keyword', 'minimum: 1', 'minLength: 1', /minLength says nothing about a value of type integer/],
  ['impossible-schema', 'minimum: 1', 'minimum: 10', /no value can satisfy minimum 10 and maximum 9/],
  ['impossible-schema', 'enum: [sent, lost]', 'enum: [sent, 2]', /2 is an integer, and the type beside it is string/],
  [
    'impossible-schema',
    'allOf: [{ type: object,',
    'type: string, allOf: [{ type: object,',
    /no value can be of all types/,
  ],
  [
    'impossible-schema',
    'box: { type: object, required: [kind]',
    'box: { type: object, additionalProperties: false, required: [kind, knid]',
    /"knid" is required/,
  ],
  [
    'malformed-media-type',
    'requestBody: { content: { application/json:',
    'requestBody: { content: { json:',
    /"json" is not a media type/,
  ],
  ['malformed-path', '/parcels/{id}:', '/parcels/{id:', /braces .* do not match/],
  ['missing-field', "'204': { description: done }", "'204': {}", /the response 204 has no description/],
  ['missing-field', ', schema: { type: integer, default: 10, example: 5 }', '', /the parameter limit has no schema/],
  [
    'misspelt-field',
    "application/json: { schema: { $ref: '#/components/schemas/parcel' } } } }\n    put",
    'application/json: { shema: {} } } }\n    put',
    /"shema" means nothing under a media type/,
  ],
  ['misspelt-field', 'minimum: 1', 'minimun: 1', /minimum was meant/],
  ['misspelt-field', '    put:\n', '    PUT:\n', /put was meant/],
  [
    'no-responses',
    "      responses:\n        '204': { description: done }\n",
    '',
    /PUT \/parcels\/\{id\} documents no response/,
  ],
  ['not-text', "version: '1'", 'version: 1.10', /version must be text, and is read as the number 1.1/],
  ['optional-path-parameter', 'in: path, required: true', 'in: path', /the path parameter id is not required/],
  [
    'overlapping-path',
    'components:\n',
    '  /{kind}/lost: { get: { responses: {} } }\ncomponents:\n',
    /one URL can fit both/,
  ],
  [
    'oversized-schema',
    '    parcel:\n',
    `${DOUBLING}    parcel:\n`,
    /^oversized-schema: the schema is too large: it leads one value to \d{7} schemas, and 5000000 of them are looked at/,
  ],
  [
    'unjudged-example',
    '    parcel:\n',
    `${DOUBLING.replace('level0: {', 'level0: { example: {},')}    parcel:\n`,
    /^unjudged-example: this example or default is not judged/,
  ],
  ['path-with-query', '/parcels/{id}:', '/parcels/{id}?full=1:', /has a \?, which is not part of a path/],
  ['path-with-query', '/parcels/{id}:', "'/parcels/{id}#full':", /has a #, which is not part of a path/],
  [
    'path-without-slash',
    'components:\n',
    '  parcels: { get: { responses: {} } }\ncomponents:\n',
    /the path parcels does not begin with a slash/,
  ],
  [
    'server-variable',
    'variables: { region: { default: eu, enum: [eu, us] } }',
    'description: ours',
    /nothing says what \{region\}/,
  ],
  ['server-variable', 'default: eu', 'default: de', /"de", is not among its values/],
  ['strange-path-parameter', 'name: id, in: path', 'name: ID, in: path', /there is no \{ID\} in \/parcels\/\{id\}/],
  [
    'undefined-security-scheme',
    'security: [{ key: [] }]',
    'security: [{ kye: [] }]',
    /asks for the security scheme kye/,
  ],
  [
    'undescribed-member',
    '{ type: object, required: [kind] }',
    '{ type: object, required: [kind, gramms] }',
    /"gramms" is required, and nothing describes it/,
  ],
  ['undescribed-variable', 'name: id, in: path', 'name: x, in: header', /no parameter describes \{id\}/],
  [
    'unknown-field',
    '{ description: done }',
    '{ description: done, schema: {} }',
    /"schema" means nothing in a response/,
  ],
  [
    'unknown-field',
    'in: query, schema',
    'in: query, collectionFormat: csv, schema',
    /"collectionFormat" means nothing in a parameter limit/,
  ],
  ['unknown-status', "'204'", "'2O4'", /"2O4" is not a status/],
  [
    'unsendable-header',
    '{ description: done }',
    "{ description: done, headers: { 'a b': { schema: {} } } }",
    /cannot be sent/,
  ],
  ['unusable-parameter', 'in: query', 'in: querry', /the parameter limit is in "querry"/],
  ['unusable-schema', 'kind: { type: string }, state', 'kind: { type: strnig }, state', /strnig/],
  ['unusable-security-scheme', 'in: header }', 'in: headr }', /in "headr", which does not exist/],
  [
    'wrong-kind',
    '    parameters:\n      - { name: id',
    '    summary: { a: b }\n    parameters:\n      - { name: id',
    /summary must be text, and is an object/,
  ],
  [
    'wrong-kind',
    '    parameters:\n      - { name: id',
    '    parameters:\n      - limit\n      - { name: id',
    /entry 0 of parameters must be an object, and is text/,
  ],
  [
    'wrong-kind',
    "schema: { $ref: '#/components/schemas/parcel' }",
    "schema: { $ref: '#/info/title' }",
    /the target of \$ref #\/info\/title must be an object, and is text/,
  ],
  ['wrong-kind', '    put:\n', '    patch:\n    put:\n', /patch must be an object, and nothing is written there/],
  ['wrong-style', 'in: query, schema', 'in: query, style: simple, schema', /style simple does not exist in query/],
];

/** The rules for OpenAPI 3.0 only. */
const CASES_30: readonly (readonly [rule: string, from: string, to: string, says: RegExp])[] = [
  [
    'beside-reference',
    "schema: { $ref: '#/components/schemas/parcel' }",
    "schema: { $ref: '#/components/schemas/parcel', nullable: true }",
    /nullable has no effect beside \$ref/,
  ],
  [
    'missing-items',
    'state: { type: string, enum: [sent, lost] }',
    'state: { type: array }',
    /nothing describes the items/,
  ],
  ['type-list', 'type: integer, minimum', "type: [integer, 'null'], minimum", /does not know lists of types/],
  ['unknown-field', 'enum: [sent, lost]', 'const: sent', /OpenAPI 3.0 does not know "const" in a schema: 3.1 does/],
];

/** The rules for what OpenAPI 3.2 added. */
const CASES_32: readonly (readonly [rule: string, from: string, to: string, says: RegExp])[] = [
  [
    'unusable-operation',
    '    put:\n',
    "    additionalOperations: { POST: { responses: { '204': { description: d } } } }\n    put:\n",
    /"POST" under additionalOperations of .* has its own field/,
  ],
  [
    'querystring-parameter',
    'in: query, schema',
    'in: querystring, schema',
    /the parameter limit, which is the query string, has no media type/,
  ],
  [
    'unsupported-field',
    "{ schema: { $ref: '#/components/schemas/parcel' } } } }\n    put:",
    '{ encoding: { a: { itemEncoding: {} } } } } }\n    put:',
    /itemEncoding is not supported yet/,
  ],
  [
    'tag-parent',
    'components:\n',
    'tags: [{ name: a, parent: b, kind: nav, summary: A }, { name: b, parent: a }, { name: c, parent: d }]\ncomponents:\n',
    /the tag a is its own parent, directly or through other tags/,
  ],
  [
    'example-fields',
    "{ schema: { $ref: '#/components/schemas/parcel' } } } }\n    put:",
    '{ examples: { a: { value: 1, dataValue: 2 } } } } }\n    put:',
    /the example a has value and dataValue/,
  ],
  [
    'example-text',
    "{ schema: { $ref: '#/components/schemas/parcel' } } } }\n    put:",
    "{ examples: { a: { dataValue: 1, serializedValue: '2' } } } } }\n    put:",
    /example a: the text does not say what dataValue says/,
  ],
  [
    'part-encoding',
    'requestBody: { content: { application/json: {',
    'requestBody: { content: { multipart/mixed: { encoding: {}, itemEncoding: {},',
    /itemEncoding must not be beside encoding/,
  ],
  [
    'part-encoding',
    'requestBody: { content: { application/json: {',
    'requestBody: { content: { application/json: { prefixEncoding: [{}],',
    /prefixEncoding means nothing in application\/json/,
  ],
  [
    'part-encoding',
    'requestBody: { content: { application/json: {',
    'requestBody: { content: { multipart/mixed: { prefixEncoding: [{}],',
    /prefixEncoding needs itemSchema, or a schema that is an array/,
  ],
  [
    'unreceived-method',
    '    put:\n',
    "    additionalOperations: { Purge: { responses: { '204': { description: d } } } }\n    put:\n",
    /cannot receive Purge/,
  ],
  [
    'undivided-items',
    'application/json: { schema:',
    'application/json: { itemSchema:',
    /the items of application\/json cannot be told apart/,
  ],
  [
    'unusable-extension',
    'application/json: { schema:',
    'application/json: { x-docproof-pace: 200, schema:',
    /x-docproof-pace is left out/,
  ],
];

async function findingsOf(text: string): Promise<string[]> {
  const contract = await contractOf(text);
  return lintDocument(contract).map(({ rule, message }) => `${rule.id}: ${message}`);
}

function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

describe('the rules for documents', () => {
  test.each(['3.2.0', '3.1.0', '3.0.3'])('A clean document of OpenAPI %s has no findings', async (version) => {
    expect(await findingsOf(CLEAN.replace('3.1.0', version))).toEqual([]);
  });

  test.each(CASES)('The rule %s finds a change of %j to %j', async (rule, from, to, says) => {
    const found = (await findingsOf(changed(CLEAN, from, to))).filter((line) => line.startsWith(`${rule}: `));
    expect(found).toEqual([expect.stringMatching(says)]);
  });

  test.each(CASES_30)('The rule %s finds a change of %j to %j in OpenAPI 3.0', async (rule, from, to, says) => {
    const found = (await findingsOf(changed(CLEAN.replace('3.1.0', '3.0.3'), from, to))).filter((line) =>
      line.startsWith(`${rule}: `),
    );
    expect(found[0]).toMatch(says);
  });

  test.each(CASES_32)('The rule %s finds a change of %j to %j in OpenAPI 3.2', async (rule, from, to, says) => {
    const found = (await findingsOf(changed(CLEAN.replace('3.1.0', '3.2.0'), from, to))).filter((line) =>
      line.startsWith(`${rule}: `),
    );
    expect(found[0]).toMatch(says);
  });

  test('Every rule has a case here', () => {
    const tried = new Set([...CASES, ...CASES_30, ...CASES_32].map(([rule]) => rule));
    expect(documentRules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  test('Faults in other files and in callbacks are found, each at its place', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': `openapi: 3.0.3
info: { title: Parcels, version: '1' }
paths:
  /a: { $ref: parts/a.yaml }
  /b:
    post:
      responses: { '200': { description: d } }
      callbacks:
        done: { '{$request.body#/url}': { post: { responses: { '20': { description: d } } } } }
`,
      '/docs/parts/a.yaml': `get:
  responses: { '200': { description: d, headers: { X-A: { schema: { $ref: 'schemas.yaml#/Size' } } } } }
`,
      '/docs/parts/schemas.yaml': 'Size: { type: integer, minimun: 1, default: one }\n',
    });
    const found = lintDocument(contract).map(({ rule, pointer }) => `${rule.id} ${pointer}`);
    expect(found).toEqual([
      'default-schema /components/schemas/Size/default',
      'misspelt-field /components/schemas/Size/minimun',
      'unknown-status /paths/~1b/post/callbacks/done/{$request.body#~1url}/post/responses/20',
    ]);
  });

  test('Faults of a Swagger 2.0 document are found after its conversion', async () => {
    const found = await findingsOf(`swagger: '2.0'
info: { title: Parcels, version: '1' }
paths:
  /a/{id}:
    get:
      parameters: [{ name: ID, in: path, required: true, type: string }, { name: q, in: querry, type: string }]
      responses: { '20O': { description: x }, '200': { description: d, schema: { $ref: '#/definitions/A' } } }
definitions:
  A: { type: object, requierd: [a], properties: { a: { type: integer, minimum: 5, maximum: 1 } } }
`);
    expect(found.map((line) => line.split(':')[0])).toEqual([
      'impossible-schema',
      'misspelt-field',
      'strange-path-parameter',
      'undescribed-variable',
      'unknown-status',
      'unusable-parameter',
    ]);
  });

  test('Overlaps of many paths at one place are compared as far as the budget goes, and the rest is named', async () => {
    const get = '{ get: { responses: {} } }';
    const many = Array.from({ length: 2_000 }, (_, index) => `  /p/a{id}b${index}/x: ${get}`).join('\n');
    const found = await findingsOf(`openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n${many}\n`);
    const told = found.filter((line) => line.startsWith('overlapping-path'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/\/p\/a\{id\}b\d+\/x and \d+ paths after it were not compared/);
  });
});
