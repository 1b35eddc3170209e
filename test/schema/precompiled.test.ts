import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import type { Contract } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import { type JsonValue, readJson, writeJson } from '../../src/model/index.js';
import { innerPlaces, schemaPlaces } from '../../src/schema/precompiled/places.js';
import { SHOP } from '../core/requests.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { twinsOf } from '../support/precompiled.js';
import { anySchema, contractWith } from '../support/random-schemas.js';
import fc from '../support/seeded-checks.js';

/** Values of every kind, some with numbers that no double holds. */
const VALUES: readonly JsonValue[] = [
  '{}',
  '[]',
  '[[],{},"a",1,null]',
  'null',
  'true',
  '0',
  '7',
  '-3.5',
  '19.99',
  '9007199254740993',
  '1e400',
  '0.30000000000000000001',
  '""',
  '"a"',
  '"AB1234"',
  '"2026-11-28"',
  '"a@b.example"',
  '"{\\"id\\":1}"',
  '{"id":1,"email":null,"kind":"a","x":"x"}',
  '{"id":9007199254740993,"items":[1,1],"parent":{"id":"a"},"constructor":1}',
  '{"kind":"b","price":0.1,"items":[{"id":null}],"xs":1,"name":"n"}',
].map((text) => readJson(text));

/**
 * Holds values against each schema of a document, in both directions, with and without precompiled validators. What
 * both say must be the same; the verdicts are counted.
 */
function expectTheSame(contract: Contract, values: readonly JsonValue[] = VALUES): Record<string, number> {
  const { compiling, precompiled } = twinsOf(contract);
  const counted: Record<string, number> = {};
  const differences: unknown[] = [];
  const { root } = compiling.document;
  const places = schemaPlaces(root);
  for (const side of ['request', 'response'] as const)
    for (const pointer of new Set(
      [...places[side].values].flatMap((value) => innerPlaces(root, compiling.schemas, value)),
    ))
      for (const value of values) {
        const [wanted = '', found] = [compiling, precompiled].map(({ schemas }) =>
          writeJson([
            schemas.verdict(pointer, side, value),
            schemas.explain(pointer, side, value).map((fault) => ({ ...fault })),
            schemas.toleratedNulls(pointer, side, value).map((fault) => ({ ...fault })),
          ]),
        );
        const verdict = wanted.slice(2, wanted.indexOf('"', 2));
        counted[verdict] = (counted[verdict] ?? 0) + 1;
        if (found !== wanted) differences.push({ side, pointer, value, wanted, found });
      }
  expect(differences).toEqual([]);
  return counted;
}

describe('precompiled validators', () => {
  test('Precompiled validators say of any value by any schema what compiled ones say, with the same faults', async () => {
    const counted: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        anySchema,
        anySchema,
        anySchema,
        anySchema,
        fc.constantFrom<'3.0' | '3.1'>('3.0', '3.1'),
        async (A, B, C, D, dialect) => {
          const contract = contractWith({ A, B, C, D }, dialect);
          const schema = '/paths/~1things/get/responses/200/content/application~1json/schema';
          const made = await createGenerator(contract).invent({ schema }, 'seed');
          const values = 'value' in made ? [...VALUES, made.value, [made.value], { id: made.value }] : VALUES;
          for (const [verdict, count] of Object.entries(expectTheSame(contract, values)))
            counted[verdict] = (counted[verdict] ?? 0) + count;
        },
      ),
      { numRuns: 20 },
    );
    expect(counted.valid).toBeGreaterThan(500);
    expect(counted.invalid).toBeGreaterThan(500);
  }, 120_000);

  test.each([
    ['the built-in document', () => loadContract()],
    ['a document with forms, files and streams', () => contractOf(SHOP)],
  ])('Precompiled validators say the same as compiled ones by all schemas of %s', async (_name, load) => {
    const counted = expectTheSame(await load(), VALUES.slice(-6));
    expect(counted.valid).toBeGreaterThan(0);
    expect(counted.invalid).toBeGreaterThan(0);
  });

  const many = Array.from({ length: 230 }, (_, index) => `      p${index}: { type: integer }`).join('\n');
  const patterns = Array.from({ length: 210 }, (_, index) => `      ^p${index}$: { type: integer }`).join('\n');
  const words = Array.from({ length: 250 }, (_, index) => `w${index}`).join(', ');

  test.each<[name: string, schema: string, values: readonly JsonValue[], more?: string, version?: string]>([
    [
      'unevaluated members beside alternatives',
      `type: object
properties: { a: { type: integer } }
anyOf:
  - { properties: { b: { type: string } }, required: [b] }
  - { if: { required: [c] }, then: { properties: { c: true } }, else: { properties: { d: true } } }
dependentSchemas: { a: { properties: { e: true } } }
unevaluatedProperties: { type: boolean }`,
      [{ a: 1, b: 'x', e: 1 }, { c: 1 }, { d: 1, z: true }, { d: 1, z: 1, y: 'n' }, { b: 'x', c: 1 }],
    ],
    [
      'unevaluated items beside items that are wanted',
      `type: array
prefixItems: [{ type: string }]
contains: { type: integer, minimum: 5 }
oneOf: [{ prefixItems: [true, { type: 'null' }] }, { maxItems: 1 }]
unevaluatedItems: false`,
      [['a', null, 7], ['a'], [7], ['a', 7, 8], ['a', null, 3]],
    ],
    [
      'more members than are compiled at once',
      `type: object\nproperties:\n${many}\nadditionalProperties: { enum: [${words}] }`,
      [{ p0: 1, p229: 'x', p201: null }, { p3: 1 }, { q: 'w249' }, { q: 'w250', p210: '' }],
    ],
    [
      'more patterns than are compiled at once',
      `type: object\npatternProperties:\n${patterns}`,
      [
        { p0: 1, p209: 'x' },
        { p3: 1, z: 0 },
      ],
    ],
    [
      'members that every object of JavaScript has',
      'type: object\nproperties: { constructor: { type: integer }, __proto__: { type: string } }\nrequired: [toString]',
      [{}, { toString: 1, constructor: 2 }, { constructor: 'x' }, readJson('{"__proto__":1,"toString":1}')],
    ],
    [
      'bounds that no double holds',
      'type: integer\nmaximum: 9007199254740993\nenum: [9007199254740993, 1, 2]',
      [1, 3, readJson('9007199254740993'), readJson('9007199254740995')],
    ],
    [
      'keywords that cannot be used',
      `type: object
properties: { a: { pattern: '(' }, b: { not: { pattern: '(' } }, c: { type: string, minLength: -1 } }
oneOf: [{ properties: { d: { pattern: '[' } } }, { required: [e] }]
if: { properties: { f: { format: 7 } } }
then: { required: [g] }`,
      [{}, { a: 'x' }, { b: 'x', e: 1 }, { c: 1 }, { d: 'x', f: 'x', g: 1 }],
    ],
    [
      'a pattern that looks around, and one that looks back',
      "properties: { a: { type: string, pattern: '^(?!x)[a-z]+$' }, b: { type: string, pattern: '^(\\w)\\1$' } }",
      [{ a: 'abc', b: 'aa' }, { a: 'xbc' }, { b: 'ab' }],
    ],
    [
      'nulls that the text of OpenAPI 3.0 does not admit',
      'type: object\nproperties: { a: { type: string, nullable: true, enum: [b, c] }, d: { nullable: true, allOf: [{ type: integer }] } }',
      [{ a: null }, { a: 'b', d: null }, { a: 'x', d: 'x' }],
      '',
      '3.0.3',
    ],
    [
      'schemas that lead back to themselves',
      'type: object\nproperties: { next: { $ref: "#/components/schemas/thing" }, kids: { type: array, items: { anyOf: [{ $ref: "#/components/schemas/thing" }, { type: integer }] } } }\nrequired: [id]',
      [{ id: 1, next: { id: 2, kids: [1, { id: 3 }] } }, { id: 1, kids: [{}, 'x'] }, { next: { next: {} } }],
    ],
    [
      'a discriminator with a mapping, and members of one side',
      `oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }]
discriminator: { propertyName: kind, mapping: { c: '#/components/schemas/cat' } }`,
      [{ kind: 'c', id: 1 }, { kind: 'dog', secret: 'x' }, { kind: 'z' }, {}, { kind: 'c', id: 'x', lives: '9' }],
      `cat: { type: object, required: [kind, id], properties: { kind: { type: string }, id: { type: integer, readOnly: true }, lives: { type: integer } } }
dog: { type: object, required: [kind, secret], properties: { kind: { type: string }, secret: { type: string, writeOnly: true } } }`,
    ],
    [
      'heirs of a base with a discriminator',
      `type: object
required: [kind]
properties: { kind: { type: string } }
discriminator: { propertyName: kind }`,
      [{ kind: 'heir', size: 1 }, { kind: 'heir', size: 'x' }, { kind: 'other' }],
      "heir: { allOf: [{ $ref: '#/components/schemas/thing' }, { oneOf: [{ properties: { size: { type: integer } } }, { required: [x] }] }] }",
    ],
    [
      'names that look like code',
      `type: object
properties: { ',parentSchema:x}"': { type: integer }, 'schemaPath:"#"': { type: integer }, schema0: { type: integer }, "a'\`\${b}": { const: '",schema:1,parentSchema:2' } }`,
      [{ ',parentSchema:x}"': 'x', 'schemaPath:"#"': 'y', schema0: 'z' }, { schema0: 1 }, { schema0: 1, "a'`${b}": 1 }],
    ],
  ])(
    'Precompiled validators say the same as compiled ones of %s',
    async (_name, schema, values, more = '', version = '3.1.0') => {
      const counted = expectTheSame(await contractOf(thingsDocument(schema, { more, version })), values);
      expect((counted.valid ?? 0) + (counted.undecided ?? 0)).toBeGreaterThan(0);
      expect(counted.invalid).toBeGreaterThan(0);
    },
  );
});
