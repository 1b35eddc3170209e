import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContract } from '../../src/contract/index.js';
import { createGenerator } from '../../src/mock/generate/index.js';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';

const NAMES = ['id', 'email', 'kind', 'createdDateTime', 'items', 'parent', 'price', 'x'] as const;

/** Schemas of every kind; `$ref`s lead to the four components, also in circles. */
const { schema } = fc.letrec<{ schema: JsonObject; leaf: JsonObject }>((tie) => ({
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

function contractWith(components: JsonObject, dialect: '3.0' | '3.1' = '3.1') {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };
  const root = {
    openapi: '3.1.0',
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

function mediaOf(contract: ReturnType<typeof contractWith>) {
  const [operation] = contract.operations;
  const response = operation?.responses.get('200');
  const media = operation && response && contract.compile(operation).responseContent(response).get('application/json');
  if (!media?.schema) throw new Error('the document has no such response');
  return { media, pointer: media.schema };
}

test('every body of any schema is valid and bounded, and the same for the same seed; or the rule is named that forbids it', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, fc.string(), async (A, B, C, D, seed) => {
      const contract = contractWith({ A, B, C, D });
      const { media, pointer } = mediaOf(contract);
      const made = await createGenerator(contract).invent(media, seed);
      expect(await createGenerator(contract).invent(media, seed)).toEqual(made);
      if ('impossible' in made) {
        expect(made.impossible.keyword).not.toBe('');
        return;
      }
      expect(contract.schemas.isValid(pointer, 'response', made.value)).not.toBe(false);
      expect(countOf(made.value)).toBeLessThan(10_000);
    }),
    { numRuns: 300 },
  );
});

test('a plain sample of any schema is valid, or there is none', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, async (A, B, C, D) => {
      const contract = contractWith({ A, B, C, D });
      const { media, pointer } = mediaOf(contract);
      const value = await createGenerator(contract).sample(media);
      if (value !== undefined) expect(contract.schemas.isValid(pointer, 'response', value)).not.toBe(false);
    }),
    { numRuns: 200 },
  );
});

test('completing keeps all that the example has', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, fc.jsonValue(), async (A, B, C, D, partial) => {
      const contract = contractWith({ A, B, C, D });
      const { media } = mediaOf(contract);
      const example: JsonValue = JSON.parse(JSON.stringify(partial));
      expectKept(example, await createGenerator(contract).complete(media, example, 'seed'));
    }),
    { numRuns: 200 },
  );
});

function countOf(value: JsonValue): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + countOf(item), 1);
  if (!isObject(value)) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countOf(item ?? null), 1);
}

function expectKept(before: JsonValue, after: JsonValue | undefined): void {
  if (Array.isArray(before)) {
    expect(after).toHaveLength(before.length);
    for (const [index, item] of before.entries()) expectKept(item, Array.isArray(after) ? after[index] : undefined);
  } else if (isObject(before)) {
    for (const [name, member] of Object.entries(before))
      expectKept(member ?? null, isObject(after) ? after[name] : undefined);
  } else expect(after).toEqual(before);
}
