import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCapture, compareDocuments, InputError } from '../../src/api/index.js';
import type { Contract } from '../../src/contract/index.js';
import { type Exchange, headersOf, type JsonValue, NO_BODY, type Outcome } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { anySchema, contractWith } from '../support/random-schemas.js';

function answer(body: JsonValue, index = 0, url = '/things'): Exchange {
  return {
    source: 'a.har',
    index,
    request: { method: 'GET', url, headers: {}, body: NO_BODY },
    response: {
      status: 200,
      headers: headersOf([['content-type', 'application/json']]),
      body: { state: 'present', content: JSON.stringify(body) },
    },
  };
}

async function* streamOf(exchanges: readonly Exchange[]): AsyncGenerator<Exchange> {
  yield* exchanges;
}

async function verdicts(contract: Contract, exchanges: readonly Exchange[]): Promise<boolean[]> {
  const failing: boolean[] = [];
  const onOutcome = (outcome: Outcome): void => {
    failing.push('verdict' in outcome && outcome.verdict === 'fail');
  };
  await checkCapture(contract, streamOf(exchanges), { onOutcome });
  return failing;
}

const anyBody = fc.oneof(
  fc.dictionary(fc.constantFrom('id', 'email', 'kind', 'x'), fc.constantFrom<JsonValue>('a', 7, null, [1]), {
    maxKeys: 3,
  }),
  fc.constantFrom<JsonValue>([], 'a', 3, null),
);

describe('two documents', () => {
  test('A comparison of two equal documents finds no changed verdict and no changed rule', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anySchema, anySchema),
        fc.array(anyBody, { minLength: 1, maxLength: 4 }),
        async ([A, B], bodies) => {
          const make = (): Contract => contractWith({ A, B, C: {}, D: {} });
          const compared = await compareDocuments(
            make(),
            make(),
            streamOf(bodies.map((body, index) => answer(body, index))),
          );
          expect(compared.summary).toMatchObject({ broken: 0, mended: 0 });
          expect([compared.operations, compared.touched]).toEqual([[], []]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('A comparison counts exactly the verdicts that differ between the checks of both documents', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anySchema, anySchema),
        fc.array(anyBody, { minLength: 1, maxLength: 6 }),
        async ([A, B], bodies) => {
          const [before, after] = [
            contractWith({ A, B: {}, C: {}, D: {} }),
            contractWith({ A: B, B: {}, C: {}, D: {} }),
          ];
          const exchanges = bodies.map((body, index) => answer(body, index));
          const [was, is] = [await verdicts(before, exchanges), await verdicts(after, exchanges)];
          const { summary } = await compareDocuments(before, after, streamOf(exchanges));
          expect([summary.broken, summary.mended, summary.failing]).toEqual([
            was.filter((fails, index) => !fails && is[index]).length,
            was.filter((fails, index) => fails && !is[index]).length,
            was.filter((fails, index) => fails && is[index]).length,
          ]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const document = (server: string, limit: string): string => `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: '${server}' }]
paths:
  /things:
    get:
      parameters: [{ name: limit, in: query, schema: ${limit} }]
      responses: { '200': { description: ok, content: { application/json: {} } } }
`;

test('A server that is missing in the new document breaks its clients', async () => {
  const [before, after] = [
    await contractOf(document('https://a.example/v1', '{}')),
    await contractOf(document('https://a.example/v2', '{}')),
  ];
  const exchanges = [answer({}, 0, 'https://a.example/v1/things'), answer({}, 1, 'https://other.example/things')];
  const { summary } = await compareDocuments(before, after, streamOf(exchanges));
  expect(summary).toMatchObject({ entries: 2, compared: 1, broken: 1 });
  await expect(compareDocuments(before, after, streamOf(exchanges.slice(1)))).rejects.toBeInstanceOf(InputError);
});

test('A fault is not fixed by a new document that no longer describes its path', async () => {
  const [before, after] = [
    await contractOf(document('/', '{ type: integer }')),
    await contractOf(document('/', '{ type: integer }').replace('/things:', '/other:')),
  ];
  const { operations } = await compareDocuments(before, after, streamOf([answer({}, 0, '/things?limit=x')]));
  expect(operations).toMatchObject([{ newFaults: [{ keyword: 'undocumented-path' }], goneFaults: [] }]);
});

test('Rules that OpenAPI 3.0 and 3.1 only write in different ways are not a change', async () => {
  const old = document('/', '{ type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, maximum: 50 }');
  const [before, after] = [
    await contractOf(old.replace('3.1.0', '3.0.3')),
    await contractOf(document('/', '{ type: [integer, "null"], exclusiveMinimum: 1, maximum: 40 }')),
  ];
  const { touched } = await compareDocuments(before, after, streamOf([answer({}, 0, '/things?limit=2')]));
  expect(touched).toMatchObject([{ name: 'query limit', rules: [{ rule: 'maximum', before: 50, after: 40 }] }]);
});

test('A comparison shows the changed rules of a parameter only where the parameter was sent', async () => {
  const [before, after] = [
    await contractOf(document('/', '{ type: integer, maximum: 50, enum: [1, 2] }')),
    await contractOf(document('/', '{ type: [integer, "null"], maximum: 10, enum: [1, 3] }')),
  ];
  const touched = async (url: string) =>
    (await compareDocuments(before, after, streamOf([answer({}, 0, url)]))).touched;
  expect(await touched('/things')).toEqual([]);
  expect(await touched('/things?limit=2')).toMatchObject([
    {
      kind: 'parameter',
      name: 'query limit',
      change: 'changed',
      rules: [
        { rule: 'type', before: 'integer', after: 'integer or null' },
        { rule: 'maximum', before: 50, after: 10 },
        { rule: 'enum', before: [1, 2], after: [1, 3] },
      ],
    },
  ]);
});
