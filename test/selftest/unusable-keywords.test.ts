import { expect, test } from 'vitest';
import { selftest, writeSelftest } from '../../src/api/index.js';
import type { Contract } from '../../src/contract/index.js';
import { contractOf } from '../support/contract.js';

const KEYWORDS = [
  "pattern: '(?i)^[a-z]+$'",
  "minLength: '3'",
  'maxLength: -1',
  'required: true',
  'multipleOf: 0',
  'items: null',
  "additionalProperties: 'no'",
  'properties: { a: null }',
  'dependentRequired: { a: b }',
  'enum: []',
  'enum: low',
  'type: strnig',
  'type: [string, nul]',
  'allOf: []',
  'not: 3',
  '$ref: 1',
  'if: 3, then: { type: string }',
  "oneOf: [{ type: string, minLength: '4' }, { type: integer }]",
  'type: array, items: { type: integer }, contains: 4',
  'type: string, format: 7, maxLength: 3',
];

const contractWith = (keyword: string, version: string, required: string): Promise<Contract> =>
  contractOf(`openapi: ${version}
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      parameters: [{ name: q, in: query, schema: { ${keyword} } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
components:
  schemas:
    Thing:
      type: object
      required: ${required}
      properties:
        n: { type: integer, minimum: 1 }
        m: { ${keyword} }
`);

test.each(KEYWORDS)(
  'A keyword that cannot be used makes the self-test neither miss a fault nor raise a false alarm: %s',
  async (keyword) => {
    for (const [version, required] of [
      ['3.0.3', '[n]'],
      ['3.1.0', '[n, m]'],
    ] as const) {
      const result = await selftest(await contractWith(keyword, version, required));
      expect(result.misjudged).toEqual([]);
      expect([result.caught, result.falseAlarms]).toEqual([result.seeded, 0]);
    }
  },
);

test('The report of a self-test lists the keywords that cannot be used', async () => {
  const result = await selftest(await contractWith("minLength: '3'", '3.1.0', '[n]'));
  const detail = 'minLength must be a whole number from 0 up, but is "3"';
  expect(result.unusableKeywords).toEqual([
    { pointer: '/paths/~1things/post/parameters/0/schema/minLength', detail },
    { pointer: '/components/schemas/Thing/properties/m/minLength', detail },
  ]);
  const text = writeSelftest('text', result);
  expect(text).toContain('Keywords that cannot be used: values that depend on them got no faults');
  expect(text).toContain(`  #/components/schemas/Thing/properties/m/minLength  ${detail}`);
  // The faults of the other member are seeded and caught all the same.
  expect(result.classes.find((row) => row.class === 'minimum')).toMatchObject({ notSeeded: 0 });
});

test('The report of a self-test of a sound document says nothing of keywords', async () => {
  const result = await selftest(await contractWith('type: string', '3.1.0', '[n]'));
  expect(result.unusableKeywords).toBeUndefined();
  expect(writeSelftest('text', result)).not.toContain('cannot be used');
});
