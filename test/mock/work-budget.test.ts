import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import { type JsonObject, type JsonValue, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const refer = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `Kind${index}`);

/** A document whose `GET /x` answers with the schema `Root`. */
function documentOf(schemas: JsonObject, version: string): string {
  const content = { 'application/json': { schema: refer('Root') } };
  return JSON.stringify({
    openapi: version,
    info: { title: 'Unions', version: '1' },
    paths: { '/x': { get: { responses: { '200': { description: 'ok', content } } } } },
    components: { schemas },
  });
}

/** A base that lists the schemas that are built on it by `allOf`; members lead to the base and to the next kind. */
function derived(count: number): JsonObject {
  const names = namesOf(count);
  const base = {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: { propertyName: 'kind' },
    oneOf: names.map(refer),
  };
  const kinds = names.map((name, index) => {
    const properties = {
      [`size${index}`]: { type: 'integer' },
      inner: refer('Root'),
      next: refer(names[(index + 1) % count] ?? name),
      list: { type: 'array', items: refer('Root') },
    };
    return [name, { allOf: [refer('Root'), { type: 'object', properties }] }] as const;
  });
  return { Root: base, ...Object.fromEntries(kinds) };
}

/** A `oneOf` without a discriminator, whose branches all hold, and hold the choice again. */
function recursive(count: number): JsonObject {
  const names = namesOf(count);
  const kinds = names.map((name, index) => {
    const properties = { [`size${index}`]: { type: 'integer' }, inner: refer('Root') };
    return [name, { type: 'object', properties }] as const;
  });
  return { Root: { oneOf: names.map(refer) }, ...Object.fromEntries(kinds) };
}

const CONTRADICTORY: JsonObject = {
  Root: { allOf: [refer('Kind0'), refer('Kind1')] },
  Kind0: { type: 'object', required: ['a'], properties: { a: { type: 'string' }, inner: refer('Root') } },
  Kind1: { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, list: refer('Root') } },
};

async function verdictOf(document: string, value: JsonValue): Promise<string> {
  const judged = judgeExchange(
    await contractOf(document),
    {
      source: 'test',
      index: 0,
      request: { method: 'GET', url: '/x', headers: {}, body: NO_BODY },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: JSON.stringify(value) },
      },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return judged.violations.length > 0 ? 'fail' : judged.reasons.join();
}

/** An object in an object, so many times. */
function nested(levels: number): JsonObject {
  return levels === 0 ? {} : { inner: nested(levels - 1) };
}

describe.each(['3.0.3', '3.1.0'])('unions in OpenAPI %s', (version) => {
  test('The mock answers a base that lists 105 schemas built on it', { timeout: 60_000 }, async () => {
    const { ask } = await serve(documentOf(derived(105), version));
    for (const prefer of ['dynamic=false', 'dynamic=true, seed=a']) {
      const answer = await ask('GET /x', { headers: { prefer } });
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ kind: expect.stringMatching(/^Kind\d+$/) });
    }
  });

  test('The mock answers a recursive choice of 30 that no body keeps with the closest body and a violation', {
    timeout: 60_000,
  }, async () => {
    const { ask } = await serve(documentOf(recursive(30), version));
    for (const prefer of ['dynamic=false', 'dynamic=true, seed=a']) {
      const answer = await ask('GET /x', { headers: { prefer } });
      expect(answer.status).toBe(200);
      expect(answer.json).toBeTypeOf('object');
      expect(answer.headers.get('sl-violations')).toContain('"severity":"Error"');
    }
  });

  test('The mock answers recursive members that contradict each other with a violation', async () => {
    const { ask } = await serve(documentOf(CONTRADICTORY, version));
    const answer = await ask('GET /x', { headers: { prefer: 'dynamic=true, seed=a' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('sl-violations')).toContain('"severity":"Error"');
  });

  test('A value whose branches judge the base again is judged', { timeout: 60_000 }, async () => {
    expect(await verdictOf(documentOf(derived(105), version), { kind: 'Kind1' })).toBe('');
    expect(await verdictOf(documentOf(derived(105), version), { kind: 7 })).toBe('fail');
  });

  test('A value whose choices exceed the budget of judging is inconclusive', { timeout: 60_000 }, async () => {
    const document = documentOf(recursive(30), version);
    expect(await verdictOf(document, nested(12))).toBe('too-large');
    expect(await verdictOf(document, { size0: 'text', inner: 1 })).toBe('fail');
  });
});

test('A generated body shares one allowance with all its validations, and is the same in every run', {
  timeout: 60_000,
}, async () => {
  const document = documentOf(recursive(30), '3.1.0');
  const bodies: JsonValue[] = [];
  for (const seeds of [['a'], ['b', 'c', 'a']]) {
    const contract = await contractOf(document);
    const { schemas } = contract;
    const spent: number[] = [];
    let begun = 0;
    const counting = {
      ...schemas,
      within<Result>(allowance: { left: number }, work: () => Result): Result {
        begun += 1;
        const before = allowance.left;
        const result = schemas.within(allowance, work);
        spent.push(before - allowance.left);
        return result;
      },
    };
    const generator = createGenerator({ ...contract, schemas: counting });
    let last: unknown;
    for (const seed of seeds) last = await generator.invent({ schema: '/components/schemas/Root' }, seed);
    expect(begun).toBe(seeds.length);
    for (const steps of spent) {
      expect(steps).toBeGreaterThan(1000);
      expect(steps).toBeLessThan(6_100_000);
    }
    bodies.push([JSON.stringify(last), spent.at(-1) ?? 0]);
  }
  expect(bodies[0]).toEqual(bodies[1]);
});
