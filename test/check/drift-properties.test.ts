import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCapture, suggestOverlay } from '../../src/api/index.js';
import { type Contract, createContract } from '../../src/contract/index.js';
import { overlaidDocument, readOverlay } from '../../src/document/overlay/index.js';
import {
  type Exchange,
  type Fault,
  headersOf,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
} from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { anySchema, contractWith } from '../support/random-schemas.js';

/** JSON with the names that the random schemas have, and a few others. */
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, 7, -3.25, 1e21, 'a', 'x', '2020-01-01', 'EUR 5', 'unknownFutureValue', ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('id', 'email', 'kind', 'items', 'price', 'x', 'colour'), tie('value'), {
      maxKeys: 5,
    }),
  ),
}));

function answerOf(body: JsonValue, index: number, url = '/things', method = 'GET', status = 200): Exchange {
  return {
    source: 'a.har',
    index,
    request: { method, url, headers: {}, body: NO_BODY },
    response: {
      status,
      headers: headersOf([['content-type', 'application/json']]),
      body: { state: 'present', content: JSON.stringify(body) },
    },
  };
}

/** Whether a schema refers to itself for the same value: nobody can say what that describes. */
function isItself(schema: JsonValue | undefined, components: JsonObject, above: readonly JsonObject[] = []): boolean {
  if (!isObject(schema)) return false;
  if (above.includes(schema)) return true;
  const name = typeof schema.$ref === 'string' ? schema.$ref.slice(-1) : '';
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...lists, schema.then, schema.else, components[name]].some((part) =>
    isItself(part, components, [...above, schema]),
  );
}

/** Not seen in the light of other exchanges. */
function isOfOneExchange({ keyword }: Fault): boolean {
  return !/^(?:unre|answers-after|unfinished)/.test(keyword);
}

async function remaining(contract: Contract, exchanges: readonly Exchange[]): Promise<string[]> {
  const stream = async function* (): AsyncGenerator<Exchange> {
    yield* exchanges;
  };
  const { text, remaining: left } = await suggestOverlay(contract, stream);
  // What is written down is what was tried.
  const { document } = overlaidDocument(contract.document, readOverlay(text, 'overlay.yaml'));
  const { faults } = await checkCapture(createContract(document), stream());
  expect(new Set(faults.filter(isOfOneExchange).map(({ keyword }) => keyword))).toEqual(new Set(left.keys()));
  return [...left.keys()];
}

test.each(['3.0', '3.1'] as const)(
  'A suggested overlay accepts every body seen, whatever an OpenAPI %s document says of bodies',
  async (dialect) => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anySchema, anySchema, anySchema, anySchema),
        fc.array(anyValue, { minLength: 1, maxLength: 6 }),
        async ([A, B, C, D], bodies) => {
          const components = { A, B, C, D };
          fc.pre(!Object.values(components).some((schema) => isItself(schema, components)));
          // ajv's fast way takes an empty array for one that contains something, where `prefixItems` stands beside.
          fc.pre(!/prefixItems.*contains/.test(JSON.stringify(components)));
          const contract = contractWith(components, dialect);
          const left = await remaining(
            contract,
            bodies.map((body, index) => answerOf(body, index)),
          );
          expect(left.filter((keyword) => keyword !== 'unusable-schema')).toEqual([]);
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  },
  120_000,
);

test('A property named __proto__ is suggested like any other, and accepted by the suggestion', async () => {
  const contract = contractWith({ A: { properties: {}, additionalProperties: false } });
  const { actions, remaining: left } = await suggestOverlay(contract, async function* () {
    yield answerOf(JSON.parse('{"__proto__":1}'), 0);
  });
  expect({ actions, left: [...left.keys()] }).toEqual({ actions: 1, left: [] });
});

test('Property names that cannot be written into a document are described as the keys of a map', async () => {
  const contract = contractWith({ A: { properties: { a: { type: 'integer' } } } });
  const { actions, remaining: left } = await suggestOverlay(contract, async function* () {
    yield answerOf({ a: 1, '\u0007': 'text', b: { '\ud800': 1, c: 2 } }, 0);
  });
  expect({ actions, left: [...left.keys()] }).toEqual({ actions: 1, left: [] });
});

const segment = fc.constantFrom(
  'pets',
  'rex',
  '7',
  '22',
  'toys',
  'a%20b',
  '{x}',
  '',
  'v1.2',
  "('7')",
  '6e9d1f6e-6f0c-4d4b-9d8e-0a4a0f2f5b11',
);

test('A suggested overlay describes whichever paths, methods and statuses were seen', async () => {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /pets/{name}: { get: { responses: { '200': { description: ok, content: { application/json: {} } } } } }
  /pets/{name}/toys: { get: { parameters: [{ name: name, in: path, required: true, schema: { maxLength: 2 } }], responses: { '200': { description: ok, content: { application/json: {} } } } } }
`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          path: fc.array(segment, { minLength: 1, maxLength: 5 }),
          query: fc.constantFrom('', '?a=1', '?a=x&a=y', '?a=&b=true', '?c[d]=1'),
          method: fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS'),
          status: fc.constantFrom(200, 201, 302, 500),
          body: anyValue,
        }),
        { minLength: 1, maxLength: 30 },
      ),
      async (requests) => {
        const exchanges = requests.map(({ path, query, method, status, body }, index) =>
          answerOf(body, index, `/${path.join('/')}${query}`, method, status),
        );
        expect(await remaining(contract, exchanges)).toEqual([]);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 60) },
  );
}, 120_000);
