import { expect, test } from 'vitest';
import { countCoverage } from '../../src/check/coverage/counter.js';
import type { Contract } from '../../src/contract/index.js';
import type { JsonValue } from '../../src/model/index.js';
import type { Shape } from '../../src/schema/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `
openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    get:
      responses:
        '200':
          description: the orders
          content:
            application/json:
              schema:
                type: object
                properties:
                  state: { enum: [open, closed] }
                  lines: { type: array, items: { $ref: '#/components/schemas/line' } }
                  labels: { type: object, additionalProperties: { type: string } }
components:
  schemas:
    line: { type: object, properties: { price: { type: number }, of: { type: string } } }
`;

/** The contract, and how often the shapes of its schemas are asked for a member. */
async function countingContract() {
  const contract = await contractOf(DOCUMENT);
  const counted = { asked: 0 };
  const known = new Map<Shape, Shape>();
  const counting = (shape: Shape): Shape => {
    const before = known.get(shape);
    if (before) return before;
    const wrapped: Shape = {
      ...shape,
      property(name) {
        counted.asked += 1;
        const below = shape.property(name);
        return below && counting(below);
      },
      item(index) {
        const below = shape.item(index);
        return below && counting(below);
      },
    };
    known.set(shape, wrapped);
    return wrapped;
  };
  const shapes = {
    ...contract.schemas.shapes,
    of(pointer: string) {
      const shape = contract.schemas.shapes.of(pointer);
      return shape && counting(shape);
    },
  };
  const wrapped: Contract = { ...contract, schemas: { ...contract.schemas, shapes } };
  return { contract: wrapped, counted };
}

/** Counts bodies of the operation's answer. */
function counter(contract: Contract) {
  const [operation] = contract.operations;
  const response = operation?.responses.get('200');
  if (!operation || !response) throw new Error('the operation is missing');
  const compiled = contract.compile(operation);
  const media = compiled.responseContent(response).get('application/json');
  if (!media) throw new Error('the media type is missing');
  const coverage = countCoverage(contract);
  return {
    coverage,
    count(value: JsonValue) {
      const observer = coverage.observe(compiled);
      observer.status('200');
      observer.responseBody(media, value, false, false);
    },
  };
}

const body = { state: 'open', lines: [{ price: 1, of: 'a' }, { price: 2 }], labels: { a: 'x' } };

test('A second body with the same members is counted without a look at the schema.', async () => {
  const { contract, counted } = await countingContract();
  const { coverage, count } = counter(contract);
  count(body);
  const first = counted.asked;
  expect(first).toBe(6);
  for (let index = 0; index < 50; index += 1) count(body);
  expect(counted.asked).toBe(first);
  const { properties, enumMembers } = coverage.counts();
  const below = '/paths/~1orders/get/responses/200/content/application~1json/schema/properties';
  expect(Object.fromEntries(properties)).toEqual({
    [`response ${below}/state`]: 51,
    [`response ${below}/lines`]: 51,
    [`response ${below}/lines/items`]: 102,
    'response /components/schemas/line/properties/price': 102,
    'response /components/schemas/line/properties/of': 51,
    [`response ${below}/labels`]: 51,
    [`response ${below}/labels/additionalProperties`]: 51,
  });
  expect(Object.fromEntries(enumMembers)).toEqual({ [`response ${below}/state "open"`]: 51 });
});

test('Counts that are read in between and at the end add up, and nothing is counted twice.', async () => {
  const { contract } = await countingContract();
  const { coverage, count } = counter(contract);
  count(body);
  coverage.counts();
  count(body);
  const line = coverage.counts().properties.get('response /components/schemas/line/properties/price');
  expect(line).toBe(4);
});

test('Names that come from traffic without end are counted, and only a bounded number of them is remembered.', async () => {
  const { contract, counted } = await countingContract();
  const { coverage, count } = counter(contract);
  for (let index = 0; index < 2_000; index += 1) count({ labels: { [`name ${index}`]: 'x' } });
  const before = counted.asked;
  for (let index = 0; index < 2_000; index += 1) count({ labels: { [`name ${index}`]: 'x' } });
  // The names of which there was no room are looked up again.
  expect(counted.asked - before).toBe(1_500);
  const key = [...coverage.counts().properties.keys()].find((name) => name.endsWith('additionalProperties')) ?? '';
  expect(coverage.counts().properties.get(key)).toBe(4_000);
});
