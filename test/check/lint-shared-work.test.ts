import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import { bundledDocument } from '../../src/document/bundled.js';
import type { JsonObject, JsonValue } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function documentOf(schemas: JsonObject, first: string): JsonObject {
  const content = { 'application/json': { schema: ref(first) } };
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
    components: { schemas },
  };
}

/** What each rule finds in a document, and how often the members of its schema `base` were looked at. */
function linted(schemas: Record<string, JsonValue>, first: string) {
  let looks = 0;
  const base = { type: 'object', required: ['kind'] };
  const properties = { kind: { type: 'string' } };
  Object.defineProperty(base, 'properties', {
    enumerable: true,
    get() {
      looks += 1;
      return properties;
    },
  });
  const contract = createContract(bundledDocument(documentOf({ ...schemas, base }, first), 'api.json'));
  return { found: lintDocument(contract).map(({ rule, message }) => `${rule.id}: ${message}`), looks };
}

test('Lint looks at a base few times where many lists have the same forms, all built on it', () => {
  const MANY = 200;
  const forms = Array.from({ length: MANY }, (_, index) => `form${index}`);
  const { found, looks } = linted(
    Object.fromEntries([
      ...forms.map((name, index) => [name, { allOf: [ref('base'), { properties: { [`own${index}`]: true } }] }]),
      ...forms.map((name) => [`list-${name}`, { oneOf: forms.map(ref), discriminator: { propertyName: 'kind' } }]),
    ]),
    'list-form0',
  );
  expect(found).toEqual([]);
  // Once or a few times for each form, and not for each form of each list.
  expect(looks).toBeLessThan(20 * MANY);
});

test('Lint looks at a base few times where it is the end of a chain of schemas that require members', () => {
  const MANY = 400;
  const { found, looks } = linted(
    Object.fromEntries(
      Array.from({ length: MANY }, (_, index) => [
        `step${index}`,
        {
          allOf: [
            ref(index + 1 < MANY ? `step${index + 1}` : 'base'),
            { type: 'object', properties: { [`own${index}`]: true }, required: [`own${index}`, 'kind'] },
          ],
        },
      ]),
    ),
    'step0',
  );
  expect(found.filter((each) => !each.startsWith('impossible-schema: '))).toEqual([]);
  // Besides the rule that holds schemas against those behind them, which has its own budget.
  expect(looks).toBeLessThan(20 * MANY);
});

test('Lint tells how many forms it did not search for the member that tells them apart', async () => {
  const LENGTH = 2_000;
  const schemas = Object.fromEntries([
    ...Array.from({ length: LENGTH }, (_, index) => [
      `step${index}`,
      { allOf: [index + 1 < LENGTH ? ref(`step${index + 1}`) : { type: 'object', properties: { kind: true } }] },
    ]),
    [
      'all',
      {
        oneOf: Array.from({ length: LENGTH }, (_, index) => ref(`step${index}`)),
        discriminator: { propertyName: 'kind' },
      },
    ],
  ]);
  const contract = await contractOf(JSON.stringify(documentOf(schemas, 'all')));
  const found = lintDocument(contract).filter(({ rule }) => rule.id === 'discriminator-member');
  const count = /^(\d+) forms, of which this is the first, are not searched/;
  const [, left] = count.exec(found.at(-1)?.message ?? '') ?? [];
  expect(Number(left)).toBeGreaterThan(0);
  // All others are told one by one.
  expect(found.length - 1 + Number(left)).toBe(LENGTH);
});

test('Lint of many unknown names beside many known ones ends, and still proposes what was meant by the first', async () => {
  const MANY = 8_000;
  const contract = await contractOf(
    JSON.stringify(
      documentOf(
        {
          a: {
            type: 'object',
            properties: Object.fromEntries(
              Array.from({ length: MANY }, (_, index) => [`member-number-${index}`, true]),
            ),
            required: Array.from({ length: MANY }, (_, index) => `membre-number-${index}`),
          },
        },
        'a',
      ),
    ),
  );
  const found = lintDocument(contract).filter(({ rule }) => rule.id === 'undescribed-member');
  expect(found).toHaveLength(MANY);
  expect(found[0]?.suggestion).toMatch(/^Write member-number-0, or /);
});
