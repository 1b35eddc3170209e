import { describe, expect, test } from 'vitest';
import { type JsonObject, type JsonValue, readJson } from '../../src/model/index.js';
import { libraryFormats } from '../../src/schema/validate/ajv.js';
import { createAjvEngine } from '../../src/schema/validate/ajv-engine.js';
import { branchBudget } from '../../src/schema/validate/branch-budget.js';
import { canJudge } from '../../src/schema/validate/first/can-judge.js';
import { createFirst } from '../../src/schema/validate/first/first.js';
import { formatOf, OF_LIBRARY } from '../../src/schema/validate/first/formats.js';
import { ROWS } from '../../src/schema/validate/first/plan.js';
import { knownFormats } from '../../src/schema/validate/formats.js';
import { firstAndAjv } from '../support/first-verdicts.js';
import { anySchema } from '../support/random-schemas.js';
import fc from '../support/seeded-checks.js';

/** An engine of ajv for schemas that refer to no other. */
function ajvEngine() {
  return createAjvEngine({
    kind: 'fast',
    ownMembersOnly: false,
    isExact: false,
    budget: branchBudget(),
    schemaOf: () => undefined,
    sizeOf: () => 0,
    keyOf: () => '',
    follow: () => undefined,
  });
}

/** What is compared of two verdicts: a first verdict is certain, and costs what ajv's costs. */
function faultsOf(root: JsonObject, pointer: string, values: readonly JsonValue[]) {
  const counts = { valid: 0, missed: 0 };
  const faults: unknown[] = [];
  for (const direction of ['request', 'response'] as const) {
    const twins = firstAndAjv(root, '3.1', pointer, direction);
    for (const value of values) {
      const said = twins.judge(value);
      const isSame = said.ajv === 'valid' && said.firstSteps === said.ajvSteps;
      if (said.first === 'valid' && !isSame) faults.push({ root, pointer, direction, value, said });
      if (said.ajv !== 'valid') continue;
      counts.valid += 1;
      if (said.first !== 'valid') counts.missed += 1;
    }
  }
  return { counts, faults };
}

/** A member of this name in an object of ours would make it a promise to some. */
const THEN = 'then';

const anyValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<JsonValue>('', 'a', 'b', 'AB1234', 'a@b.example', '2026-11-28', '123', 'xyzzy', '\ud83d\ude00'),
    fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1, 7, 3, -3.5, 0.01, 19.99, 1e300, 2 ** 31, 60),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('id', 'email', 'kind', 'items', 'parent', 'price', 'x', 'xs', 'constructor'),
      tie('value'),
      {
        maxKeys: 5,
      },
    ),
  ),
})).value;

describe('first verdicts', () => {
  test('A first verdict is never valid where ajv says something else, and costs the same steps', () => {
    const sum = { valid: 0, missed: 0 };
    fc.assert(
      fc.property(
        anySchema,
        anySchema,
        anySchema,
        anySchema,
        fc.array(anyValue, { minLength: 5, maxLength: 15 }),
        (A, B, C, D, values) => {
          // What is not valid by A decides what is valid by these.
          const ref = { $ref: '#/components/schemas/A' };
          const E = { not: ref };
          const F = { oneOf: [ref, { $ref: '#/components/schemas/B' }], title: 'F' };
          const G = {
            if: ref,
            [THEN]: { $ref: '#/components/schemas/B' },
            else: { type: ['object', 'string'] },
          };
          const H = { type: 'array', items: ref, contains: { $ref: '#/components/schemas/E' }, minContains: 0 };
          const root: JsonObject = JSON.parse(JSON.stringify({ components: { schemas: { A, B, C, D, E, F, G, H } } }));
          const lists = [...values, values.slice(0, 3), { items: values, parent: values[0] ?? null }];
          for (const name of 'AEFGH') {
            const { counts, faults } = faultsOf(root, `/components/schemas/${name}`, lists);
            expect(faults).toEqual([]);
            sum.valid += counts.valid;
            sum.missed += counts.missed;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(sum.valid).toBeGreaterThan(1_000);
    // Those with a format that only a library knows.
    expect(sum.missed / sum.valid).toBeLessThan(0.1);
  });

  test('Each keyword has its place in the order in which ajv judges', () => {
    const { rules } = ajvEngine().ajv.RULES;
    for (const [kind, rows] of Object.entries(ROWS)) {
      const group = rules.find(({ type }) => (type ?? 'any') === kind);
      const known = rows.map(({ keyword }) => keyword);
      expect(group?.rules.map(({ keyword }) => keyword).filter((keyword) => known.includes(keyword))).toEqual(known);
      // What ajv has beside them makes a schema one for ajv.
      const others = group?.rules.map(({ keyword }) => keyword).filter((keyword) => !known.includes(keyword)) ?? [];
      for (const keyword of others.filter((other) => other !== 'type'))
        expect([keyword, canJudge({ [keyword]: {} })]).toEqual([keyword, false]);
    }
  });

  test('Each format is that of ajv, or left to it', () => {
    const formats = knownFormats(libraryFormats());
    for (const [name, format] of Object.entries(formats)) {
      const judges = formatOf(name);
      expect([name, judges === undefined]).toEqual([name, OF_LIBRARY.has(name)]);
      if (!judges) continue;
      const { type, validate } =
        typeof format === 'object' && 'validate' in format ? format : { type: 'string', validate: format };
      for (const value of [
        0,
        1,
        -1.5,
        2 ** 31,
        -(2 ** 31),
        -(2 ** 31) - 1,
        2 ** 31 - 1,
        2 ** 63,
        2 ** 64,
        Number.POSITIVE_INFINITY,
        '',
        'a',
        '2026-11-28',
        '1.2.3.4',
      ]) {
        const own = typeof value === 'number' ? judges.ofNumbers?.(value) : judges.ofTexts?.(value);
        const isMeant = typeof validate === 'function' && typeof value === (type ?? 'string');
        expect([name, value, own ?? true]).toEqual([
          name,
          value,
          isMeant ? Reflect.apply(validate, undefined, [value]) : true,
        ]);
      }
    }
    for (const name of ['constructor', 'toString', '__proto__']) expect(formatOf(name)).toBeUndefined();
    expect(formatOf('colour')).toEqual({ ofNumbers: undefined });
  });

  test('A schema is compiled once, when so many values were held against it that compiling pays', () => {
    const compiled: string[] = [];
    const budget = branchBudget();
    budget.renew([]);
    const validate = createFirst({
      budget,
      ownMembersOnly: false,
      schemaOf: (id) => (id === 'list' ? { type: 'array', items: { $ref: 'item' } } : { type: 'string' }),
      sizeOf: () => 1,
      compile(id) {
        compiled.push(id);
        return () => true;
      },
    }).starting('list');
    const items = Array.from({ length: 6_000 }, () => 'a');
    for (let round = 0; round < 3; round += 1) expect(validate(items)).toBe(true);
    expect(compiled).toEqual([]);
    // Then more than 20,000 values were held against each of the two, of which each keyword is worth 10,000.
    for (let round = 0; round < 9; round += 1) expect(validate(items)).toBe(true);
    expect(compiled).toEqual(['item', 'list']);
  });

  test.each<[string, JsonValue, JsonValue]>([
    ['a very long list', { type: 'array', items: { type: 'integer' } }, Array.from({ length: 100_000 }, () => 1)],
    [
      'an object with very many members',
      { additionalProperties: { type: 'integer' } },
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`m${index}`, 1])),
    ],
    ['a long list of unlike items', { uniqueItems: true }, Array.from({ length: 100_000 }, (_, index) => index)],
    [
      'a list of very long texts',
      { uniqueItems: true },
      Array.from({ length: 200 }, (_, index) => 'x'.repeat(10_000) + index),
    ],
    ['a long text and a pattern', { pattern: '^(a|aa)+$' }, 'a'.repeat(200_000)],
    ['an object and an enumeration of objects', { enum: [{ a: 1 }] }, { a: 1 }],
  ])('Of %s, ajv decides', (_, schema, value) => {
    const twins = firstAndAjv({ components: { schemas: { A: schema } } }, '3.1', '/components/schemas/A', 'response');
    expect(twins.isPlain).toBe(true);
    expect(twins.judge(value)).toMatchObject({ first: 'asked', ajv: 'valid' });
  });

  test.each<[string, JsonObject]>([
    ['at once', { pattern: '(' }],
    ['with the first member', { properties: { a: { patternProperties: { '(': true, a: { type: 'string' } } } } }],
  ])('A pattern that nobody can match is left to ajv, found %s', (_, schema) => {
    const validate = createFirst({
      budget: branchBudget(),
      ownMembersOnly: false,
      schemaOf: () => schema,
      sizeOf: () => 1,
      compile() {
        throw new RangeError('asked');
      },
    }).starting('one');
    expect(() => validate({ a: {} })).toThrow('asked');
  });

  test('Alternatives that lead back to their choice are given up after few steps', () => {
    const again = { type: 'object', properties: { a: { $ref: '#/components/schemas/A' } }, required: ['a'] };
    const root: JsonObject = {
      components: { schemas: { A: { anyOf: [again, { ...again, minProperties: 2 }, { type: 'null' }] } } },
    };
    let value: JsonValue = 'x';
    for (let level = 0; level < 40; level += 1) value = { a: value };
    const { first, firstSteps } = firstAndAjv(root, '3.1', '/components/schemas/A', 'response').judge(value);
    expect(first).toBe('asked');
    // ajv went on to its own end, or to that of the budget; all before it was not paid.
    expect(firstSteps).toBeGreaterThan(0);
  });

  test('A schema whose code could be nested too deeply for ajv has no first verdict, and all others compile', () => {
    const deep = (levels: number, inner: JsonValue): JsonValue => {
      let schema = inner;
      for (let level = 0; level < levels; level += 1) schema = { allOf: [schema] };
      return schema;
    };
    const wide = (width: number): JsonObject => ({ allOf: Array.from({ length: width }, () => ({ type: 'string' })) });
    expect(canJudge(deep(2_000, { type: 'string' }))).toBe(false);
    expect(canJudge(wide(2_000))).toBe(false);
    for (const schema of [
      deep(240, { type: 'string' }),
      wide(490),
      { properties: { a: wide(480) }, allOf: [wide(5)] },
    ]) {
      expect(canJudge(schema)).toBe(true);
      const engine = ajvEngine();
      engine.add('deep', JSON.parse(JSON.stringify(schema)));
      expect(engine.get('deep')?.('text')).toBe(true);
    }
  });

  test('Numbers are compared, and members found, as ajv does', () => {
    const cases: readonly (readonly [JsonObject, string])[] = [
      [{ type: 'integer' }, '1e400'],
      [{ type: 'integer' }, '1.0'],
      [{ maximum: 1e308 }, '1e308'],
      [{ multipleOf: 0.01 }, '19.99'],
      [{ minLength: 2 }, '"\\ud83d\\ude00"'],
      [{ maxLength: 1 }, '"\\ud83d\\ude00"'],
      [{ minLength: 2, maxLength: 2 }, '"\\ud83d\\ud83d"'],
      [{ required: ['constructor'] }, '{}'],
      [{ required: ['__proto__'] }, '{}'],
      [{ required: ['__proto__'] }, '{"__proto__":1}'],
      [{ additionalProperties: false, properties: { a: {} } }, '{"__proto__":1}'],
      [{ properties: { __proto__: { type: 'string' } } }, '{"__proto__":1}'],
      [{ dependentRequired: { toString: ['a'] } }, '{}'],
      [{ not: { required: ['valueOf'] } }, '{}'],
      [{ enum: [0] }, '-0'],
      [{ const: null }, 'null'],
      [{ type: ['array', 'object', 'null'] }, 'null'],
      [{ type: 'array', items: false }, '[]'],
      [{ prefixItems: [{ type: 'string' }], items: false }, '["a"]'],
      [{ prefixItems: [{ type: 'string' }], items: false }, '["a","b"]'],
      [{ contains: { type: 'string' }, minContains: 0, maxContains: 1 }, '["a",1]'],
      [{ contains: { type: 'string' } }, '[]'],
      [{ if: { type: 'string' } }, '1'],
      [{ if: false, else: false }, '1'],
      [{ not: { title: 'x' } }, '1'],
      [{ oneOf: [true, true] }, '1'],
      [{ dependentSchemas: { a: { required: ['b'] } } }, '{"a":1,"b":1}'],
      [{ propertyNames: { pattern: '^a' } }, '{"ab":1}'],
      [{ patternProperties: { '^a': { type: 'string' }, b: {} }, additionalProperties: false }, '{"ab":"x","b":1}'],
    ];
    for (const [schema, text] of cases) {
      const root: JsonObject = {
        components: { schemas: { A: schema, B: { not: { $ref: '#/components/schemas/A' } } } },
      };
      for (const name of ['A', 'B'])
        expect(faultsOf(root, `/components/schemas/${name}`, [readJson(text)]).faults).toEqual([]);
    }
  });
});
