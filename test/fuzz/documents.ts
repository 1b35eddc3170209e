import fc from 'fast-check';
import { stringify } from 'yaml';
import { createContract } from '../../src/contract/index.js';
import { documentOf } from '../support/contract.js';
import { readOrRefused, type Target } from './target.js';

const ref = fc.constantFrom(
  '#/components/schemas/a',
  '#/components/schemas/nowhere',
  'other.yaml#/x',
  '#',
  '#/paths',
  '',
  7,
  null,
  'https://a.example/x',
  '#/components/schemas/a/properties/%7',
);

const schema = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ref.map(($ref) => ({ $ref })),
    fc.constantFrom<unknown>(
      { type: 'string', pattern: '(' },
      { type: ['integer', 'null'], minimum: 1e308, multipleOf: 0 },
      { enum: [] },
      true,
      null,
      [],
      'x',
      { type: 7, required: 'a', properties: [] },
      { $id: 'a', $anchor: 'b', $dynamicRef: '#b' },
      { const: 12 },
      { format: 'date', nullable: true, exclusiveMinimum: true },
    ),
    fc
      .tuple(fc.constantFrom('items', 'not', 'additionalProperties', 'contains', 'if', 'then'), tie('schema'))
      .map(([keyword, below]) => ({ [keyword]: below })),
    fc
      .tuple(fc.constantFrom('allOf', 'oneOf', 'anyOf', 'prefixItems'), fc.array(tie('schema'), { maxLength: 3 }))
      .map(([keyword, below]) => ({ [keyword]: below })),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'a/b'), tie('schema'), { maxKeys: 3 }).map((properties) => ({
      type: 'object',
      properties,
      required: Object.keys(properties),
      discriminator: { propertyName: 'a', mapping: { x: '#/components/schemas/a' } },
    })),
  ),
})).schema;

const content = fc.dictionary(
  fc.constantFrom('application/json', 'text/*', 'x', 'multipart/form-data', 'application/xml'),
  fc.oneof(
    fc.record({
      schema,
      example: schema,
      examples: fc.constantFrom<unknown>({}, { a: { value: 1 } }, { a: { externalValue: 'x.json' } }, [], 7),
    }),
    fc.constant(null),
  ),
  { maxKeys: 2 },
);

const operation = fc.record(
  {
    operationId: fc.constantFrom<unknown>('a', 7),
    parameters: fc.array(
      fc.oneof(
        ref.map(($ref) => ({ $ref })),
        fc.record({
          name: fc.constantFrom<unknown>('id', '', 7),
          in: fc.constantFrom('path', 'query', 'header', 'cookie', 'x'),
          style: fc.constantFrom('form', 'deepObject', 'x'),
          schema,
        }),
      ),
      { maxLength: 2 },
    ),
    requestBody: fc.oneof(
      fc.record({ content }),
      ref.map(($ref) => ({ $ref })),
      fc.constant(null),
    ),
    responses: fc.dictionary(
      fc.constantFrom('200', '2XX', 'default', '99', 'x'),
      fc.oneof(
        fc.record({
          description: fc.constant('d'),
          content,
          headers: fc.constantFrom<unknown>({}, { 'a b': {} }, { A: { schema: { type: 'integer' } } }, []),
        }),
        fc.constant(7),
      ),
      { maxKeys: 2 },
    ),
    callbacks: fc.constantFrom<unknown>({}, { a: { '{$request.body#/x}': { post: {} } } }, []),
    servers: fc.constantFrom<unknown>([], [{ url: '/{a}{b}', variables: { a: { default: 1, enum: [] } } }], {}, [7]),
    security: fc.constantFrom<unknown>([], [{ k: [] }], [7], {}),
  },
  { requiredKeys: [] },
);

const document = fc.record({
  openapi: fc.constantFrom<unknown>('3.1.0', '3.0.3', 3.1, '2.0', null),
  info: fc.constantFrom<unknown>({ title: 'x', version: '1' }, 'x'),
  paths: fc.dictionary(
    fc.constantFrom('/a', '/a/{id}', '/a/{', 'a', '/a?x={y}', '/{a}{b}'),
    fc.oneof(
      fc.dictionary(fc.constantFrom('get', 'post', 'parameters', '$ref', 'x-y'), fc.oneof(operation, ref), {
        maxKeys: 2,
      }),
      fc.constant(null),
    ),
    { minKeys: 1, maxKeys: 2 },
  ),
  components: fc.record({
    schemas: fc.dictionary(fc.constantFrom('a', 'b'), schema, { maxKeys: 2 }),
    securitySchemes: fc.constantFrom<unknown>({}, { k: { type: 'apiKey' } }, 7),
  }),
});

export const documents: Target = {
  name: 'documents',
  title:
    'Any text is loaded as a document and made a contract, or refused with its place; no operation compiles into a crash',
  runs: 60,
  seeds: [
    "openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths:\n  /a/{id}:\n    get:\n      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n      responses:\n        '200':\n          description: ok\n          content: {application/json: {schema: {$ref: '#/components/schemas/a'}}}\ncomponents:\n  schemas:\n    a: {type: object, properties: {b: {$ref: '#/components/schemas/a'}}}\n",
    '{"openapi":"3.0.3","info":{"title":"x","version":"1"},"paths":{"/a":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"string","nullable":true}}}},"responses":{"201":{"description":"made"}}}}}}',
    "swagger: '2.0'\ninfo: {title: x, version: '1'}\npaths:\n  /a:\n    post:\n      parameters: [{name: b, in: body, schema: {$ref: '#/definitions/a'}}]\n      responses: {'200': {description: ok, schema: {type: string}}}\ndefinitions: {a: {type: object}}\n",
    '{"info":{"name":"x","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"a","request":{"method":"GET","url":"https://a.example/b/:c"},"response":[{"code":200,"body":"{}"}]}]}',
  ],
  tokens: [
    '$ref: ',
    "'#/components/schemas/a'",
    '{',
    '}',
    '[',
    ']',
    'null',
    '\n    ',
    'type: object',
    'allOf: ',
    'not: ',
    '"$ref":"#"',
    ': ',
    '- ',
    '/{x}',
    "'200'",
    'pattern: "(a+)+$"',
    '7',
    'openapi: 3.1.0\n',
    'externalValue: ./x.json',
  ],
  structured: fc
    .tuple(document, fc.boolean())
    .map(([value, isJson]) => (isJson ? JSON.stringify(value) : stringify(value))),
  async check(input) {
    await readOrRefused(async () => {
      const contract = createContract(await documentOf(input.toString()), { mayBeEmpty: true });
      contract.loadWarnings();
      contract.unusableKeywords();
      for (const operation of contract.operations) contract.compile(operation);
      for (const target of ['/a', '/a/7?x=1', '//', '/%zz']) contract.matcher.matchTarget('get', target);
      contract.matcher.matchUrl('get', 'https://a.example/a/7', []);
    });
  },
};
