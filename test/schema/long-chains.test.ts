import { expect, test } from 'vitest';
import { propertiesOf } from '../../src/check/coverage/declared.js';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import type { JsonObject } from '../../src/model/index.js';
import { dialectOf } from '../../src/schema/dialects/index.js';
import { createShapes } from '../../src/schema/shape.js';
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

test('A circle of 3,000 schemas that are built on each other is judged without an exception', async () => {
  const contract = await contractOf(JSON.stringify(chainOf(3_000, built, circle)));
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
  // It is told what is wrong, or that nobody can say: never a plain pass.
  expect(judged.violations.length + judged.reasons.length).toBeGreaterThan(0);
});

test('Coverage lists the members of a chain of 5,000 objects as deep as bodies are judged', () => {
  const nested = (next: JsonObject): JsonObject => ({ type: 'object', properties: { next } });
  const shape = createShapes(chainOf(5_000, nested, {}), dialectOf('3.1')).of(FIRST);
  if (!shape) throw new Error('no shape');
  expect([...propertiesOf(shape, 'response', new Set())]).toHaveLength(501);
});
