import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { placesOf } from '../../src/check/lint/places.js';
import type { Contract } from '../../src/contract/index.js';
import { contractOf } from '../support/contract.js';

const LENGTH = 10_000;

/** A document of so many parts, of which each one leads to the next one. */
function chainOf(kind: 'schemas' | 'responses', link: (next: string) => object, last: object): Promise<Contract> {
  const parts = Array.from({ length: LENGTH }, (_, index) => [
    `s${index}`,
    index + 1 < LENGTH ? link(`#/components/${kind}/s${index + 1}`) : last,
  ]);
  const first = { $ref: `#/components/${kind}/s0` };
  const response =
    kind === 'responses' ? first : { description: 'ok', content: { 'application/json': { schema: first } } };
  return contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { responses: { 200: response } } } },
      components: { [kind]: Object.fromEntries(parts) },
    }),
  );
}

const CHAINS = [
  ['$ref', 'schemas', (next: string) => ({ $ref: next }), { type: 'integer' }],
  ['allOf', 'schemas', (next: string) => ({ allOf: [{ $ref: next }] }), { type: 'integer' }],
  ['properties', 'schemas', (next: string) => ({ properties: { next: { $ref: next } } }), { type: 'integer' }],
  ['$ref', 'responses', (next: string) => ({ $ref: next }), { description: 'ok' }],
] as const;

test.each(CHAINS)(
  'Lint gets to the end of a chain of 10,000 parts, each with %s, under %s',
  async (word, kind, link, last) => {
    const contract = await chainOf(kind, link, last);
    const found = lintDocument(contract);
    // What is built on thousands of schemas is not held against all of them, which is said with a count.
    expect(
      found.every(({ message }) => /^\d+ schemas, .* are not held against those that they are/.test(message)),
    ).toBe(true);
    expect(found).toHaveLength(['$ref schemas', 'allOf schemas'].includes(`${word} ${kind}`) ? 1 : 0);
    const places = placesOf(contract);
    const at = kind === 'schemas' ? places.of('Schema') : places.references;
    expect(at.map(({ pointer }) => pointer)).toContain(`/components/${kind}/s${LENGTH - (kind === 'schemas' ? 1 : 2)}`);
  },
);

test.each(['allOf', 'anyOf', 'prefixItems'])(
  'Lint looks at the first thousand entries of %s where the schema is too large to be compiled, and says that it is',
  async (keyword) => {
    const entries = Array.from({ length: 100_001 }, () => ({ type: 'object' }));
    const schema = { [keyword]: entries };
    const content = { 'application/json': { schema } };
    const contract = await contractOf(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths: { '/x': { get: { responses: { 200: { description: 'ok', content } } } } },
      }),
    );
    expect(placesOf(contract).of('Schema')).toHaveLength(1_001);
    expect(contract.loadWarnings().map(({ rule }) => rule)).toEqual(['oversized-schema']);
  },
);
