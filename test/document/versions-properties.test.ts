import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContract } from '../../src/contract/index.js';
import { dialectIn, isOpenApiRoot, type OpenApiRoot } from '../../src/document/index.js';
import { convertVersion, type WrittenVersion } from '../../src/document/versions/index.js';
import type { JsonObject, JsonValue } from '../../src/model/index.js';
import { createSchemas } from '../../src/schema/index.js';
import { type Asked, faultsOfRequest } from '../support/judge.js';

const NAMES = ['a', 'b', 'x', 'id'] as const;
const COMPONENTS = ['A', 'B'].map((name) => `#/components/schemas/${name}`);

const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, 'a', 'abc', '', 0, 1, 2, 5, 7, 2.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 3 }),
  ),
}));

/** Bounds and texts that meet the values. */
const small = fc.constantFrom(0, 1, 2, 5);

/** Schemas in the words of OpenAPI 3.0. */
const { schema: schema30 } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record(
      {
        type: fc.constantFrom('integer', 'number', 'string', 'boolean', 'object', 'array'),
        nullable: fc.boolean(),
        enum: fc.uniqueArray(fc.constantFrom<JsonValue>('a', 1, null, true), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        minimum: small,
        exclusiveMinimum: fc.boolean(),
        maximum: small,
        exclusiveMaximum: fc.boolean(),
        'x-nullable': fc.boolean(),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { $ref: fc.constantFrom(...COMPONENTS), type: fc.constant('string'), nullable: fc.boolean() },
      { requiredKeys: ['$ref'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        nullable: fc.boolean(),
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record(
      { allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), nullable: fc.boolean(), not: tie('schema') },
      { requiredKeys: ['allOf'] },
    ),
    fc.record(
      { anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), nullable: fc.boolean() },
      { requiredKeys: ['anyOf'] },
    ),
  ),
}));

/** Schemas in the words of OpenAPI 3.1, without what 3.0 cannot say. */
const { schema: schema31 } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom<JsonValue>('integer', 'null', 'object'),
          fc.uniqueArray(fc.constantFrom('string', 'null', 'integer', 'array'), { minLength: 1, maxLength: 3 }),
        ),
        enum: fc.uniqueArray(fc.constantFrom<JsonValue>('a', 1, null), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
    fc.record({ const: fc.constantFrom<JsonValue>(null, 1, 'a', true) }),
    fc.record(
      { exclusiveMinimum: small, minimum: small, exclusiveMaximum: small, maximum: small },
      { requiredKeys: [] },
    ),
    fc.record(
      { $ref: fc.constantFrom(...COMPONENTS), minLength: small, type: fc.constantFrom<JsonValue>(['string', 'null']) },
      { requiredKeys: ['$ref'] },
    ),
    fc.record(
      {
        properties: fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(tie('schema'), fc.boolean()), { maxKeys: 3 }),
        required: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
        dependentRequired: fc.constantFrom<JsonValue>({ a: ['b'] }, { x: ['id', 'a'] }),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record({ type: fc.constantFrom<JsonValue>('array', ['array', 'null']), items: tie('schema') }),
    fc.record(
      {
        type: fc.constantFrom<JsonValue>(['object', 'null'], ['string', 'integer']),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
      },
      { requiredKeys: [] },
    ),
    fc
      .tuple(tie('schema'), fc.constantFrom('then', 'else'), tie('schema'))
      .map(([condition, branch, schema]) => ({ if: condition, [branch]: schema })),
  ),
}));

function rootOf(version: WrittenVersion, schemas: JsonObject, more: JsonObject = {}): OpenApiRoot {
  const root: JsonValue = JSON.parse(
    JSON.stringify({
      openapi: `${version}.0`,
      info: { title: 'T', version: '1' },
      paths: { '/things': { get: { responses: { 200: { description: 'ok' } } } } },
      components: { schemas },
      ...more,
    }),
  );
  if (!isOpenApiRoot(root)) throw new TypeError('not a description');
  return root;
}

/** What the component A says of values. */
function verdicts(root: OpenApiRoot, values: readonly JsonValue[]): readonly string[] {
  const schemas = createSchemas(root, dialectIn(root));
  return values.map((value) => schemas.verdict('/components/schemas/A', 'response', value));
}

/** The values of which a description says something: schemas that lead back to themselves decide nothing. */
function decided(root: OpenApiRoot, values: readonly JsonValue[]): readonly JsonValue[] {
  const found = verdicts(root, values);
  return values.filter((_, index) => found[index] === 'valid' || found[index] === 'invalid');
}

const anyValues = fc.array(anyValue, { minLength: 1, maxLength: 12 });

test('A 3.0 schema admits the same values in 3.1, in 3.2, and back in 3.0', () => {
  fc.assert(
    fc.property(fc.record({ A: schema30, B: schema30 }), anyValues, (schemas, all) => {
      const root = rootOf('3.0', schemas);
      const values = decided(root, all);
      const expected = verdicts(root, values);
      const raised = convertVersion(root, '3.2');
      expect(raised.losses).toEqual([]);
      expect(verdicts(convertVersion(root, '3.1').root, values)).toEqual(expected);
      expect(verdicts(raised.root, values)).toEqual(expected);
      const back = convertVersion(raised.root, '3.0');
      expect(back.losses).toEqual([]);
      expect(verdicts(back.root, values)).toEqual(expected);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 120) },
  );
}, 120_000);

test('A 3.1 schema without words that 3.0 lacks admits the same values in 3.0', () => {
  fc.assert(
    fc.property(fc.record({ A: schema31, B: schema31 }), anyValues, (schemas, all) => {
      const root = rootOf('3.1', schemas);
      const values = decided(root, all);
      const lowered = convertVersion(root, '3.0');
      expect(lowered.losses).toEqual([]);
      expect(verdicts(lowered.root, values)).toEqual(verdicts(root, values));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 120) },
  );
}, 120_000);

/** Members of 3.1 that 3.2 says in other words too. */
const xml = fc.record(
  { name: fc.constantFrom('a', 'n'), attribute: fc.boolean(), wrapped: fc.boolean() },
  { requiredKeys: [] },
);

const media = fc.record(
  {
    schema: fc.record(
      {
        type: fc.constant('object'),
        properties: fc.record({
          a: fc.record(
            { type: fc.constantFrom<JsonValue>('integer', ['string', 'null']), xml },
            { requiredKeys: ['type'] },
          ),
          b: fc.record({ type: fc.constant('array'), xml, items: fc.constant<JsonObject>({ type: 'integer' }) }),
        }),
        required: fc.constant(['a']),
        discriminator: fc.constant<JsonObject>({ propertyName: 'a' }),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
    examples: fc.dictionary(
      fc.constantFrom('one', 'two'),
      fc.record({ summary: fc.string(), value: anyValue }, { requiredKeys: ['value'] }),
      { minKeys: 1 },
    ),
  },
  { requiredKeys: ['schema'] },
);

const parameter = fc.record(
  {
    in: fc.constantFrom('query', 'header', 'cookie'),
    name: fc.constantFrom('a', 'b'),
    schema: fc.record(
      { type: fc.constantFrom('integer', 'boolean', 'string'), maximum: small },
      { requiredKeys: ['type'] },
    ),
    required: fc.boolean(),
    example: anyValue,
  },
  { requiredKeys: ['in', 'name', 'schema'] },
);

const operation = fc.record(
  {
    parameters: fc.uniqueArray(parameter, { maxLength: 3, selector: (made) => `${made.in} ${made.name}` }),
    requestBody: fc.record(
      {
        required: fc.boolean(),
        content: fc.dictionary(
          fc.constantFrom('application/json', 'application/xml', 'application/x-www-form-urlencoded', 'text/plain'),
          media,
          { minKeys: 1, maxKeys: 3 },
        ),
      },
      { requiredKeys: ['content'] },
    ),
    security: fc.constantFrom<JsonValue>([{ key: [] }], [{}, { key: ['x'] }], []),
    tags: fc.constant(['t']),
    responses: fc.record({
      200: fc.record({ description: fc.string(), content: fc.dictionary(fc.constant('text/plain'), media) }),
    }),
  },
  { requiredKeys: ['responses'] },
);

const paths = fc.record({ '/things': fc.record({ get: operation, post: operation }, { requiredKeys: ['post'] }) });

const asked: fc.Arbitrary<Asked> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  url: fc.constantFrom('/things', '/things?a=1', '/things?a=x&b=7', '/others'),
  headers: fc.constantFrom(
    { 'Content-Type': 'application/json', b: '3' },
    { 'Content-Type': 'application/xml', Cookie: 'a=true; b=1' },
    { 'Content-Type': 'application/x-www-form-urlencoded', a: 'y', 'X-Key': 'k' },
    { 'Content-Type': 'text/plain' },
  ),
  body: fc.oneof(
    anyValue.map((value) => JSON.stringify(value)),
    fc.constantFrom('<n a="1"><b>2</b></n>', '<n><a>x</a><b><b>1</b></b></n>', 'a=1&b=2', 'a=x', '{"a":1,"b":[1]}'),
  ),
});

test('A 3.1 description in 3.2 judges each request alike, and back in 3.1 it is what it was', () => {
  const more = { tags: [{ name: 't' }], servers: [{ url: '/' }] };
  const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } };
  fc.assert(
    fc.property(paths, fc.array(asked, { minLength: 1, maxLength: 6 }), (generated, requests) => {
      const root = rootOf('3.1', {}, { ...more, paths: generated, components: { securitySchemes } });
      const raised = convertVersion(root, '3.2');
      expect(raised).toEqual({ root: { ...root, openapi: '3.2.0' }, losses: [] });
      expect(convertVersion(raised.root, '3.1')).toEqual({ root, losses: [] });
      const contracts = [root, raised.root].map((each) =>
        createContract({ source: 'test', root: each, dialect: dialectIn(each), files: [], binaries: new Map() }),
      );
      for (const request of requests) {
        const [before, after] = contracts.map((contract) => faultsOfRequest(contract, request));
        expect(after).toEqual(before);
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
  );
}, 120_000);
