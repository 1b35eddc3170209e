import { describe, expect, test } from 'vitest';
import { serve } from '../support/serve.js';

/** The generated answer of a mock for a schema. */
async function made(schema: string, { prefer = 'dynamic=true, seed=a', more = '', options = {} } = {}) {
  const { ask } = await serve(
    `openapi: 3.1.0
info: { title: Closest, version: '1' }
paths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } } } } }
components: { schemas: { ${more} } }
`,
    options,
  );
  const started = performance.now();
  const answer = await ask('GET /x', { headers: { prefer } });
  return { ...answer, found: answer.headers.get('sl-violations'), took: performance.now() - started };
}

describe('decimal steps', () => {
  test.each([
    ['multipleOf: 0.1, minimum: 0.3, maximum: 0.3', 0.3],
    ['multipleOf: 0.1, exclusiveMinimum: 0.6, maximum: 0.7', 0.7],
    ['multipleOf: 0.01, minimum: 1.15, exclusiveMaximum: 1.16', 1.15],
    ['multipleOf: 0.2, minimum: 0.5, maximum: 0.7', 0.6],
    ['multipleOf: 1.1, minimum: 3, maximum: 4', 3.3],
  ])('A number with { %s } is made by its decimal digits', async (bounds, value) => {
    for (const prefer of ['dynamic=true, seed=a', 'dynamic=false']) {
      const answer = await made(`{ type: number, ${bounds} }`, { prefer });
      expect([answer.status, answer.json, answer.found]).toEqual([200, value, null]);
    }
  });

  test('Numbers of many seeds keep a decimal step', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const answer = await made('{ type: number, multipleOf: 0.1, minimum: 0, maximum: 9 }', {
        prefer: `dynamic=true, seed=${seed}`,
      });
      expect([answer.status, answer.found]).toEqual([200, null]);
      expect(String(answer.json)).toMatch(/^\d(?:\.\d)?$/);
    }
  });
});

describe('patterns that look around', () => {
  test.each([
    '^.*(?<=\\.json)$',
    '^[a-z]+(?<!x)$',
    '^(?=.{4,253}$)(?:(?!-)[a-z0-9-]{1,63}\\.)+[a-z]{2,6}$',
    '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,20}$',
  ])('A text that matches %s is made', async (pattern) => {
    for (const prefer of ['dynamic=true, seed=a', 'dynamic=true, seed=b', 'dynamic=false']) {
      const answer = await made(`{ type: string, minLength: 6, pattern: '${pattern}' }`, { prefer });
      expect([answer.status, answer.found]).toEqual([200, null]);
      expect(answer.json).toMatch(new RegExp(pattern));
    }
  });
});

describe('a schema that no body can keep', () => {
  test.each([
    ['contradictory types', '{ allOf: [{ type: string }, { type: integer }] }'],
    [
      'contradictory members',
      '{ allOf: [{ type: object, required: [a], properties: { a: { const: 1 } } }, { properties: { a: { const: 2 } } }] }',
    ],
    ['a forbidden required member', '{ type: object, required: [a], properties: { a: false } }'],
    ['the schema false', 'false'],
    ['a pattern and a length', "{ type: string, pattern: '^abc$', minLength: 9 }"],
    [
      'a circle of required members',
      "{ $ref: '#/components/schemas/Node' }",
      'Node: { type: object, required: [next], properties: { next: { $ref: "#/components/schemas/Node" } } }',
    ],
    ['too many items', '{ type: array, minItems: 3, maxItems: 2, items: { type: integer } }'],
  ])('The mock answers the closest body with a violation: %s', async (_name, schema, more = '') => {
    for (const prefer of ['dynamic=true, seed=a', 'dynamic=false']) {
      const answer = await made(schema, { prefer, more });
      expect(answer.status).toBe(200);
      expect(answer.json).toBeDefined();
      expect(JSON.parse(answer.found ?? '[]')[0]).toMatchObject({ severity: 'Error' });
    }
  });

  test('With --errors the mock refuses to send a body that breaks its schema', async () => {
    const answer = await made('{ allOf: [{ type: string }, { type: integer }] }', { options: { errors: true } });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.found ?? '[]')).toMatchObject([{ location: ['response', 'body'], severity: 'Error' }]);
  });
});

describe('a union of many kinds', () => {
  const KINDS = Array.from({ length: 105 }, (_, index) => `kind${index}`);
  const UNION = `{ oneOf: [${KINDS.map((kind) => `{ $ref: '#/components/schemas/${kind}' }`).join(', ')}], discriminator: { propertyName: kind } }`;
  const member = (kind: string): string =>
    `${kind}: { type: object, required: [kind, size], properties: { kind: { type: string }, size: { type: integer }, inner: { $ref: '#/components/schemas/any' }, list: { type: array, items: { $ref: '#/components/schemas/any' } } } }`;
  const more = [`any: ${UNION}`, ...KINDS.map(member)].join(', ');

  test('A union of 105 kinds that hold each other is answered with a valid body', async () => {
    const schema = "{ type: array, items: { $ref: '#/components/schemas/any' } }";
    for (const prefer of ['dynamic=false', 'dynamic=true, seed=a']) {
      const answer = await made(schema, { more, prefer });
      expect([answer.status, answer.found]).toEqual([200, null]);
    }
  });
});
