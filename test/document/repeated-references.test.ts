import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/lint/lint.js';
import { createContract } from '../../src/contract/index.js';
import { bundledDocument } from '../../src/document/bundled.js';
import type { JsonObject } from '../../src/model/index.js';
import { documentOf } from '../support/contract.js';

const MANY = 20_000;

/** A document that says one reference many times, and counts how often its target is looked up. */
function counting(): { readonly root: JsonObject; readonly lookUps: () => number } {
  let count = 0;
  const schemas = {};
  const target = { type: 'object' };
  Object.defineProperty(schemas, 'a', {
    enumerable: true,
    get() {
      count += 1;
      return target;
    },
  });
  const allOf = Array.from({ length: MANY }, () => ({ $ref: '#/components/schemas/a' }));
  const content = { 'application/json': { schema: { allOf } } };
  const root = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
    components: { schemas },
  };
  return { root, lookUps: () => count };
}

test('A reference that a document says many times is looked up few times when it is loaded and linted', () => {
  const { root, lookUps } = counting();
  const contract = createContract(bundledDocument(root, 'api.json'));
  lintDocument(contract, []);
  expect(lookUps()).toBeGreaterThan(0);
  expect(lookUps()).toBeLessThan(200);
});

test('A reference to another file that a document says many times leads to one component', async () => {
  const allOf = Array.from({ length: MANY }, () => ({ $ref: 'other.yaml#/a' }));
  const { root } = await documentOf({
    '/docs/openapi.yaml': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {},
      components: { schemas: { all: { allOf } } },
    }),
    '/docs/other.yaml': 'a: { type: object }',
  });
  expect(root.components?.schemas).toEqual({
    a: { type: 'object' },
    all: { allOf: Array.from({ length: MANY }, () => ({ $ref: '#/components/schemas/a' })) },
  });
});
