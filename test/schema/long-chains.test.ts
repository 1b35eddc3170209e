import { expect, test } from 'vitest';
import { propertiesOf } from '../../src/check/coverage/declared.js';
import { lintDocument } from '../../src/check/index.js';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { at, isObject, type JsonObject } from '../../src/model/index.js';
import { dialectOf } from '../../src/schema/dialects/index.js';
import { createBaseReferences } from '../../src/schema/read/bases.js';
import { createReader } from '../../src/schema/read/reader.js';
import { createShapes } from '../../src/schema/shape.js';
import { createSides } from '../../src/schema/sides.js';
import { createConverter } from '../../src/schema/validate/convert.js';
import { reachable } from '../../src/schema/validate/reachable.js';
import { contractOf } from '../support/contract.js';

const FIRST = '/components/schemas/s0';

/** A chain of schemas whose last one leads to `end`. */
function chainOf(length: number, link: (next: JsonObject, own: JsonObject) => JsonObject, end: JsonObject): JsonObject {
  const schemas = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? { $ref: `#/components/schemas/s${index + 1}` } : end;
    return [`s${index}`, link(next, { [`own${index}`]: { type: 'string', readOnly: true } })];
  });
  const content = { 'application/json': { schema: { $ref: `#${FIRST}` } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Chains', version: '1' },
    paths: { '/x': { post: { requestBody: { content }, responses: { 200: { description: 'ok' } } } } },
    components: { schemas: Object.fromEntries(schemas) },
  };
}

const circle = { $ref: `#${FIRST}` };
const built = (next: JsonObject, own: JsonObject): JsonObject => ({ allOf: [next], properties: own });

/** The judgement of a body with one member of the chain, which is readOnly. */
function judgeOwn7(contract: Contract) {
  const judged = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: {
        method: 'POST',
        url: '/x',
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: JSON.stringify({ own7: 'a' }) },
      },
      response: { status: 200, headers: {}, body: { state: 'absent' } },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error('out of scope');
  return judged;
}

test('A circle of 3,000 schemas that are built on each other is judged without an exception', async () => {
  const contract = await contractOf(JSON.stringify(chainOf(3_000, built, circle)));
  const judged = judgeOwn7(contract);
  // It is told what is wrong, or that nobody can say: never a plain pass.
  expect(judged.violations.length + judged.reasons.length).toBeGreaterThan(0);
});

test('Coverage lists the members of a chain of 5,000 objects as deep as bodies are judged', () => {
  const nested = (next: JsonObject): JsonObject => ({ type: 'object', properties: { next } });
  const shape = createShapes(chainOf(5_000, nested, {}), dialectOf('3.1')).of(FIRST);
  if (!shape) throw new Error('no shape');
  expect([...propertiesOf(shape, 'response', new Set())]).toHaveLength(501);
});

/** Ways in which a schema leads to the next one of its chain. */
const LINKS = {
  allOf: built,
  $ref: (next: JsonObject, own: JsonObject): JsonObject => ({ ...next, properties: own }),
  anyOf: (next: JsonObject, own: JsonObject): JsonObject => ({ anyOf: [next], properties: own }),
  oneOf: (next: JsonObject, own: JsonObject): JsonObject => ({ oneOf: [next, { type: 'null' }], properties: own }),
  'allOf and required': (next: JsonObject, own: JsonObject): JsonObject => ({
    allOf: [next],
    properties: own,
    required: Object.keys(own),
  }),
};

test.each(Object.entries(LINKS))(
  'A chain of 20,000 schemas by %s is too large to be compiled before many schemas are looked at',
  (_, link) => {
    const root = chainOf(20_000, link, {});
    let looks = 0;
    const shapes = createShapes(root, dialectOf('3.1'));
    const converter = createConverter(root, dialectOf('3.1'), {
      ...shapes,
      of(pointer) {
        const shape = shapes.of(pointer);
        looks += shape?.schemas.length ?? 0;
        return shape;
      },
    });
    expect(() => reachable(converter, FIRST, 'request', { stance: 'plain' })).toThrow(RangeError);
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(6_000_000);
  },
);

test('A search for the members of the other side ends when its allowance is spent, and says that it did not end', () => {
  const root = chainOf(3_000, LINKS.oneOf, circle);
  const dialect = dialectOf('3.1');
  let looks = 0;
  let left = 20_000_000;
  const shapes = createShapes(root, dialect);
  const sides = createSides({
    reader: createReader(root, dialect),
    shapes: {
      ...shapes,
      of(pointer) {
        const shape = shapes.of(pointer);
        looks += shape?.schemas.length ?? 0;
        return shape;
      },
    },
    isValid: () => true,
    pay(steps) {
      left -= steps;
      return left > 0;
    },
  });
  sides.find(FIRST, 'request', { own7: 'a' });
  expect(left).toBeLessThanOrEqual(0);
  expect(looks).toBeLessThan(1_000_000);
});

test('References to a base are looked for in a part of a circle of schemas, and found where lists name what is built on it', () => {
  const dialect = dialectOf('3.1');
  const root = chainOf(20_000, LINKS.anyOf, circle);
  let looks = 0;
  const first = at(root, FIRST);
  if (!isObject(first)) throw new Error('no schema');
  const counted = new Proxy(first, {
    get(target, name, receiver) {
      looks += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  const schemas = at(root, '/components/schemas');
  if (!isObject(schemas)) throw new Error('no schemas');
  const bases = createBaseReferences({ ...root, components: { schemas: { ...schemas, s0: counted } } }, dialect);
  for (const node of Object.values(schemas)) if (isObject(node)) bases.choicesOf(node);
  expect(looks).toBeLessThan(1_000);

  const forms = Array.from({ length: 800 }, (_, index) => [
    `form${index}`,
    { allOf: [{ $ref: '#/components/schemas/base' }, { properties: { [`own${index}`]: {} } }] },
  ]);
  const base = { oneOf: forms.map(([name]) => ({ $ref: `#/components/schemas/${name}` })) };
  const wide = { components: { schemas: { base, ...Object.fromEntries(forms) } } };
  expect(createBaseReferences(wide, dialect).choicesOf(base)).toEqual(['oneOf']);
});

test('Coverage reads the lists of required members of a chain once, however many members it has', () => {
  let reads = 0;
  const shape = createShapes(
    chainOf(
      1_000,
      (next, own) =>
        Object.defineProperty({ allOf: [next], properties: own }, 'required', {
          enumerable: true,
          get() {
            reads += 1;
            return Object.keys(own);
          },
        }),
      {},
    ),
    dialectOf('3.1'),
  ).of(FIRST);
  if (!shape) throw new Error('no shape');
  expect([...propertiesOf(shape, 'request', new Set())]).toHaveLength(0);
  const found = [...propertiesOf(shape, 'response', new Set())];
  expect(found).toHaveLength(1_000);
  expect(found.every(({ required }) => required)).toBe(true);
  expect(reads).toBeLessThan(5_000);
});

test.each(Object.entries(LINKS))(
  'A body of a circle of 2,000 schemas by %s is never passed, and lint says that the circle has no end',
  async (_, link) => {
    const contract = await contractOf(JSON.stringify(chainOf(2_000, link, circle)));
    const judged = judgeOwn7(contract);
    expect(judged.violations.length + judged.reasons.length).toBeGreaterThan(0);
    expect(lintDocument(contract).some(({ message }) => message.includes('back to itself'))).toBe(true);
  },
);

test('Coverage reads the enumerations of a member once, however many alternatives declare it', () => {
  let reads = 0;
  const alternative = (): JsonObject => ({
    properties: {
      own: Object.defineProperty({}, 'enum', {
        enumerable: true,
        get() {
          reads += 1;
          return ['a', 'b'];
        },
      }),
    },
  });
  const schemas = { a: { anyOf: Array.from({ length: 1_000 }, alternative) } };
  const shape = createShapes({ components: { schemas } }, dialectOf('3.1')).of('/components/schemas/a');
  if (!shape) throw new Error('no shape');
  const found = [...propertiesOf(shape, 'request', new Set())];
  expect(found).toHaveLength(1_000);
  expect(found[999]?.members).toEqual(['"a"', '"b"']);
  expect(reads).toBeLessThan(5_000);
});
