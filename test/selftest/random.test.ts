import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selftest } from '../../src/api/index.js';
import { contractWith, anySchema as schema } from '../support/random-schemas.js';

test('A self-test of any schema finds each seeded fault at its place with its keyword, and nothing else', async () => {
  let seeded = 0;
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, async (A, B, C, D) => {
      const result = await selftest(contractWith({ A, B, C, D }), { perClass: 2 });
      seeded += result.seeded;
      expect(result.misjudged).toEqual([]);
    }),
    { numRuns: 120, seed: 7 },
  );
  expect(seeded).toBeGreaterThan(2_000);
}, 120_000);
