import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGenerator } from '../../src/generate/index.js';
import { isObject, type JsonValue } from '../../src/model/index.js';
import { contractWith, mediaOf, anySchema as schema } from '../support/random-schemas.js';

test('For any schema, a random body is valid, bounded and the same for the same seed, or the forbidding rule is named', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, fc.string(), async (A, B, C, D, seed) => {
      const contract = contractWith({ A, B, C, D });
      const { media, pointer } = mediaOf(contract);
      const made = await createGenerator(contract).invent(media, seed);
      expect(await createGenerator(contract).invent(media, seed)).toEqual(made);
      if ('impossible' in made) {
        expect(made.impossible.keyword).not.toBe('');
        return;
      }
      expect(contract.schemas.isValid(pointer, 'response', made.value)).not.toBe(false);
      expect(countOf(made.value)).toBeLessThan(10_000);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('A plain sample of any schema is valid, or no sample exists', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, async (A, B, C, D) => {
      const contract = contractWith({ A, B, C, D });
      const { media, pointer } = mediaOf(contract);
      const value = await createGenerator(contract).sample(media);
      if (value !== undefined) expect(contract.schemas.isValid(pointer, 'response', value)).not.toBe(false);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('Completing an example of any schema keeps all that the example has', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, schema, schema, fc.jsonValue(), async (A, B, C, D, partial) => {
      const contract = contractWith({ A, B, C, D });
      const { media } = mediaOf(contract);
      const example: JsonValue = JSON.parse(JSON.stringify(partial));
      expectKept(example, await createGenerator(contract).complete(media, example, 'seed'));
    }),
    { numRuns: 200, seed: 1 },
  );
});

function countOf(value: JsonValue): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + countOf(item), 1);
  if (!isObject(value)) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countOf(item ?? null), 1);
}

function expectKept(before: JsonValue, after: JsonValue | undefined): void {
  if (Array.isArray(before)) {
    expect(after).toHaveLength(before.length);
    for (const [index, item] of before.entries()) expectKept(item, Array.isArray(after) ? after[index] : undefined);
  } else if (isObject(before)) {
    for (const [name, member] of Object.entries(before))
      expectKept(member ?? null, isObject(after) ? after[name] : undefined);
  } else expect(after).toEqual(before);
}
