import { expect, test } from 'vitest';
import { createGenerator } from '../../src/generate/index.js';
import type { JsonObject } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const SCHEMA = '/paths/~1x/get/responses/200/content/application~1json/schema';

/** A document whose `GET /x` answers with this schema. */
function documentOf(schema: JsonObject, schemas: JsonObject = {}): string {
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  const info = { title: 'Demands', version: '1' };
  return JSON.stringify({ openapi: '3.1.0', info, paths: { '/x': { get: { responses } } }, components: { schemas } });
}

function wide(count: number): JsonObject {
  const names = Array.from({ length: count }, (_, index) => `member${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  return { type: 'object', required: names, properties };
}

/** Objects that demand two of the next level each. */
function doubling(levels: number): JsonObject {
  const schemas: Record<string, JsonObject> = { Level0: { type: 'string' } };
  for (let level = 1; level <= levels; level += 1) {
    const below = { $ref: `#/components/schemas/Level${level - 1}` };
    schemas[`Level${level}`] = { type: 'object', required: ['a', 'b'], properties: { a: below, b: below } };
  }
  return schemas;
}

test('An object that demands 20,000 members gets them all, at the same cost each time', {
  timeout: 120_000,
}, async () => {
  const { ask } = await serve(documentOf(wide(20_000)));
  for (const prefer of ['dynamic=true', 'dynamic=false']) {
    const answer = await ask('GET /x', { headers: { prefer } });
    expect([answer.status, answer.headers.get('sl-violations')]).toEqual([200, null]);
    expect(Object.keys(Object(answer.json))).toHaveLength(20_000);
  }
});

test('A body that costs more than its document is worth is a problem that says why, and costs nothing again', {
  timeout: 120_000,
}, async () => {
  const document = documentOf({ $ref: '#/components/schemas/Level17' }, doubling(17));
  const { ask } = await serve(document);
  for (const prefer of ['dynamic=true', 'dynamic=false']) {
    const answer = await ask('GET /x', { headers: { prefer } });
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({
      type: 'https://docproof.dev/errors#RESPONSE_TOO_LARGE',
      detail: expect.stringContaining('give the response an example'),
    });
  }
  const contract = await contractOf(document);
  const { schemas } = contract;
  const spent: number[] = [];
  const counting = {
    ...schemas,
    within<Result>(allowance: { left: number }, work: () => Result): Result {
      const before = allowance.left;
      const result = schemas.within(allowance, work);
      spent.push(before - allowance.left);
      return result;
    },
  };
  const generator = createGenerator({ ...contract, schemas: counting });
  const first = await generator.invent({ schema: SCHEMA }, 'a');
  expect(first).toMatchObject({ isTooLarge: true });
  expect(spent).toHaveLength(2);
  expect(spent.reduce((sum, steps) => sum + steps)).toBeLessThan(50_000_000);
  expect(await generator.invent({ schema: SCHEMA }, 'b')).toEqual(first);
  expect(spent).toHaveLength(2);
});
