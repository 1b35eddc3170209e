import { expect, test, vi } from 'vitest';
import { createGenerator } from '../../src/generate/index.js';
import { plainSample } from '../../src/generate/sampler.js';
import type { JsonObject } from '../../src/model/index.js';
import { dialectOf } from '../../src/schema/dialects/index.js';
import { createShapes } from '../../src/schema/shape.js';
import { contractOf } from '../support/contract.js';

const POINTER = '/components/schemas/thing';

/** The object, and how often one of its members was asked for. */
function watched(object: JsonObject, counter: { count: number }): JsonObject {
  return new Proxy(object, {
    getOwnPropertyDescriptor(target, name) {
      counter.count += 1;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
}

test('Asking for each member of a schema with 2,000 branches looks at each branch a few times only', () => {
  const counter = { count: 0 };
  const names = Array.from({ length: 2000 }, (_, index) => `p${index}`);
  const allOf = names.map((name) => ({ properties: watched({ [name]: { type: 'integer' } }, counter) }));
  const shape = createShapes({ components: { schemas: { thing: { allOf } } } }, dialectOf('3.1')).of(POINTER);
  const found = names.map((name) => shape?.property(name)?.schemas.map(({ pointer }) => pointer));
  expect(found).toEqual(names.map((name, index) => [`${POINTER}/allOf/${index}/properties/${name}`]));
  expect(counter.count).toBeLessThan(10 * names.length);
});

test('A member that many schemas name or fit by a pattern has the schemas of all, in their order', () => {
  const allOf = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0
      ? { properties: { a: { title: `${index}` } } }
      : { patternProperties: { '^a': { title: `${index}` } } },
  );
  const shape = createShapes({ components: { schemas: { thing: { allOf } } } }, dialectOf('3.1')).of(POINTER);
  const titles = (name: string) => shape?.property(name)?.schemas.map(({ node }) => node.title);
  expect(titles('a')).toEqual(allOf.map((_, index) => `${index}`));
  expect(titles('ab')).toEqual(allOf.flatMap((_, index) => (index % 2 === 0 ? [] : [`${index}`])));
  expect(titles('b')).toBeUndefined();
});

test('A schema may have 150,000 branches and heirs without end of the stack', () => {
  const allOf = Array.from({ length: 150_000 }, () => ({}));
  const base = '#/components/schemas/base';
  const heirs = Object.fromEntries(allOf.map((_, index) => [`heir${index}`, { allOf: [{ $ref: base }] }]));
  const schemas = { thing: { allOf }, base: { discriminator: { propertyName: 'kind' } }, ...heirs };
  const shapes = createShapes({ components: { schemas } }, dialectOf('3.1'));
  expect(shapes.of(POINTER)?.schemas).toHaveLength(150_001);
  expect(shapes.of('/components/schemas/base')?.schemas.length).toBeGreaterThan(150_000);
});

/** A contract whose only schema is this one. */
function contractWith(schema: JsonObject) {
  return contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
      components: { schemas: { thing: schema } },
    }),
  );
}

test.each([
  ['branches of allOf', { allOf: Array.from({ length: 100_000 }, () => ({ type: 'object' })) }],
  [
    'properties',
    {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`p${index}`, {}])),
    },
  ],
])('A plain sample is given up after 2,500 schemas, and no further one is read: %s', async (_, schema) => {
  const contract = await contractWith(schema);
  const read = vi.spyOn(contract.schemas.reader, 'read');
  expect(plainSample(contract, POINTER, 'response')).toBeUndefined();
  expect(read.mock.calls.length).toBeLessThan(2600);
});

test('Objects of allOf are merged member by member, and the examples of the document stay as they are', async () => {
  const part = (example: JsonObject) => ({ type: 'object', example });
  const schema = {
    type: 'object',
    allOf: [part({ a: { x: 1, y: { z: 1 } }, b: 1 }), part({ a: { y: { w: 2 } } }), part({ a: { x: 3 }, b: { c: 1 } })],
  };
  const contract = await contractWith(schema);
  expect(plainSample(contract, POINTER, 'response')).toEqual({ a: { x: 3, y: { z: 1, w: 2 } }, b: { c: 1 } });
  expect(contract.document.root.components?.schemas?.thing).toEqual(schema);
});

test('A body whose 20,000 members come from as many branches is given up, and the closest one is given', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `p${index}`);
  const contract = await contractWith({
    allOf: names.map((name) => ({ required: [name], properties: { [name]: { type: 'integer' } } })),
  });
  const { add } = Set.prototype;
  let added = 0;
  Set.prototype.add = function count(value: unknown) {
    added += 1;
    return add.call(this, value);
  };
  try {
    const made = await createGenerator(contract).invent({ schema: POINTER }, 'seed');
    expect(made).toMatchObject({ impossible: { keyword: 'size' }, closest: {} });
  } finally {
    Set.prototype.add = add;
  }
  // Each name is noted a few times, not once for each branch.
  expect(added).toBeLessThan(100 * names.length);
});
