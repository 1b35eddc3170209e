import { expect, test } from 'vitest';
import { brokenSamples } from '../../src/check/lint/broken-samples.js';
import { placesOf } from '../../src/check/lint/places.js';
import { createSampleJudge } from '../../src/check/lint/sample-judge.js';
import type { Contract } from '../../src/contract/index.js';
import { contractOf } from '../support/contract.js';

/** A document whose components have these schemas, in the order of the list. */
function withSchemas(schemas: readonly object[]): Promise<Contract> {
  const components = { schemas: Object.fromEntries(schemas.map((schema, index) => [`s${index}`, schema])) };
  const paths = { '/x': { get: { responses: { 200: { description: 'ok' } } } } };
  return contractOf(JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components }));
}

/** The same contract, whose schemas note which ones are asked for a verdict or an explanation. */
function watched(contract: Contract): { readonly contract: Contract; readonly asked: string[] } {
  const asked: string[] = [];
  const { schemas } = contract;
  const watching: Contract['schemas'] = {
    ...schemas,
    verdict(pointer, direction, value) {
      asked.push(`${pointer} ${direction}`);
      return schemas.verdict(pointer, direction, value);
    },
    explain(pointer, direction, value) {
      asked.push(`${pointer} ${direction} explained`);
      return schemas.explain(pointer, direction, value);
    },
  };
  return { contract: { ...contract, schemas: watching }, asked };
}

test('Schemas that say the same are compiled once for all their examples, and each finding names its own schema', async () => {
  const same = Array.from({ length: 50 }, (_, index) => ({
    description: `${index}`,
    type: 'integer',
    example: `v${index}`,
  }));
  const { contract, asked } = watched(await withSchemas([...same, { type: 'integer', minimum: 3, example: 2 }]));
  const found = brokenSamples(contract, placesOf(contract)).examples();
  expect(found.map(({ found: { pointer, against } }) => [pointer, against])).toEqual([
    ...same.map((_, index) => [`/components/schemas/s${index}/example`, `/components/schemas/s${index}/type`]),
    ['/components/schemas/s50/example', '/components/schemas/s50/minimum'],
  ]);
  expect(new Set(asked.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['/components/schemas/s0', '/components/schemas/s50']),
  );
});

test('All rules share one look at the examples of a document', async () => {
  const { contract, asked } = watched(await withSchemas([{ type: 'integer', example: 'x' }]));
  const samples = brokenSamples(contract, placesOf(contract));
  expect(samples.examples()).toHaveLength(1);
  const before = asked.length;
  expect(samples.examples()).toHaveLength(1);
  expect(asked.length).toBe(before);
});

test('Examples beyond the work that lint does for them are counted, and not skipped', async () => {
  const schemas = Array.from({ length: 40 }, (_, index) => ({ type: 'integer', maximum: index, example: 'x' }));
  const contract = await withSchemas(schemas);
  // Each schema is compiled four times at most: for verdicts and explanations of requests and responses.
  const samples = brokenSamples(contract, placesOf(contract), 100_000);
  const found = samples.examples().length;
  const { count, first } = samples.unjudged();
  expect(found).toBeGreaterThan(5);
  expect(count).toBe(40 - found);
  expect(first).toBe(`/components/schemas/s${found}/example`);
});

test('A judge of examples does so much work and no more, however many examples there are', async () => {
  const { contract, asked } = watched(await withSchemas([{ type: 'integer' }]));
  const { faultsOf } = createSampleJudge(contract, 10_000);
  const schema = '/components/schemas/s0';
  for (let index = 0; index < 1_000; index += 1) faultsOf({ value: `v${index}`, schema, directions: ['response'] });
  expect(faultsOf({ value: 1, schema, directions: ['response'] })).toBeUndefined();
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.length).toBeLessThan(1_000);
});
