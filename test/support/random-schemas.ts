import fc from 'fast-check';
import { createContract, type MediaContent } from '../../src/contract/index.js';
import type { JsonObject, JsonValue } from '../../src/model/index.js';

const NAMES = ['id', 'email', 'kind', 'createdDateTime', 'items', 'parent', 'price', 'x'] as const;

/** Schemas of every kind; `$ref`s lead to the four components, also in circles. */
export const { schema: anySchema } = fc.letrec<{ schema: JsonObject; leaf: JsonObject }>((tie) => ({
  leaf: fc.oneof(
    fc.record({
      type: fc.constantFrom('integer', 'number'),
      minimum: fc.integer({ min: -50, max: 50 }),
      maximum: fc.integer({ min: 51, max: 1_000 }),
      multipleOf: fc.constantFrom(1, 0.5, 3, 0.01),
    }),
    fc.record(
      { type: fc.constant('integer'), exclusiveMinimum: fc.integer(), format: fc.constantFrom('int32', 'int64') },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { type: fc.constant('string'), minLength: fc.nat(30), maxLength: fc.integer({ min: 30, max: 90 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record({
      type: fc.constant('string'),
      format: fc.constantFrom(
        'date-time',
        'date',
        'time',
        'duration',
        'email',
        'uuid',
        'uri',
        'hostname',
        'ipv4',
        'ipv6',
        'byte',
      ),
    }),
    fc.record({
      type: fc.constant('string'),
      pattern: fc.constantFrom(
        '^[A-Z]{2}\\d{4}$',
        '^(a|b)+-\\w{3,}$',
        '^[^@]+@x\\.org$',
        '\\d{3}',
        '^(?!x)[a-z]{5}$',
        '^(\\w)\\1$',
      ),
    }),
    fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: ['string', 'null'] }, { type: 'null' }, { const: 7 }, {}),
    fc.record({
      enum: fc.uniqueArray(fc.constantFrom<JsonValue>('a', 'b', 'unknownFutureValue', 1, null), { minLength: 1 }),
    }),
    fc.record({ $ref: fc.constantFrom('A', 'B', 'C', 'D').map((name) => `#/components/schemas/${name}`) }),
  ),
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom(...NAMES), tie('schema'), { maxKeys: 5 }),
        required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('leaf')),
        minProperties: fc.nat(3),
        dependentRequired: fc.constantFrom<JsonObject>({ id: ['email'] }, { kind: ['price', 'x'] }),
        patternProperties: fc.constant<JsonObject>({ '^x': { type: 'string' } }),
        propertyNames: fc.constant<JsonObject>({ maxLength: 15 }),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        prefixItems: fc.array(tie('leaf'), { minLength: 1, maxLength: 2 }),
        minItems: fc.nat(4),
        maxItems: fc.integer({ min: 4, max: 8 }),
        uniqueItems: fc.boolean(),
        contains: tie('leaf'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant('object'), not: fc.record({ required: fc.constant(['x']) }) }),
    fc.tuple(fc.constantFrom('then', 'else'), tie('leaf')).map(([key, id]) => ({
      properties: { kind: { enum: ['a', 'b'] } },
      if: { properties: { kind: { const: 'a' } } },
      [key]: { required: ['id'], properties: { id } },
    })),
  ),
}));

/** A document whose only response has the component `A` for its schema. */
export function contractWith(components: JsonObject, dialect: '3.0' | '3.1' = '3.1') {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };
  const root = {
    openapi: `${dialect}.0`,
    info: { title: 'T', version: '1' },
    paths: { '/things': { get: { responses: { 200: { description: 'ok', content } } } } },
    components: { schemas: components },
  };
  return createContract({
    source: 'test',
    root: JSON.parse(JSON.stringify(root)),
    dialect,
    files: [],
    binaries: new Map(),
  });
}

/** That response, and where its schema stands. */
export function mediaOf(contract: ReturnType<typeof contractWith>): { media: MediaContent; pointer: string } {
  const [operation] = contract.operations;
  const response = operation?.responses.get('200');
  const media = operation && response && contract.compile(operation).responseContent(response).get('application/json');
  if (!media?.schema) throw new Error('the document has no such response');
  return { media, pointer: media.schema };
}
