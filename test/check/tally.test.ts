import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { type Examined, mergeRuns, openLedger, sumOf } from '../../src/check/index.js';
import {
  type CaptureItem,
  type Exchange,
  headersOf,
  type Outcome,
  type ViolationRecord,
} from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: A, version: '1' }
paths:
  /a:
    get: { responses: { '200': { description: fine }, 4XX: { description: bad }, default: { description: odd } } }
    post:
      operationId: postA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
      parameters: [{ name: dry, in: query, schema: { type: boolean } }]
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
        '202': { description: taken, content: { text/plain: {} } }
components:
  schemas:
    thing:
      required: [name]
      properties:
        name: { type: string }
        mood: { enum: [calm, wild, null] }
        tags: { type: array, items: { enum: [a, b] } }
        within: { $ref: '#/components/schemas/thing' }
`);

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    source: fc.constant('a.har'),
    exchange: fc.nat(),
    verdict: fc.constantFrom('pass', 'fail', 'inconclusive'),
    operation: fc.constantFrom('GET /a', 'POST /a', 'PUT /b'),
    status: fc.constantFrom(200, 201, 404, 500),
    reasons: fc.subarray(['body-cut', 'body-omitted'] as const),
    violations: fc.constant([]),
    placeholdersAllowed: fc.nat(3),
  }),
  fc.record({
    source: fc.constant('a.har'),
    exchange: fc.nat(),
    outOfScope: fc.constantFrom('preflight', 'failed'),
    operation: fc.constant('OPTIONS /a'),
    status: fc.constantFrom(0, 204),
  }),
);

test('The summary of a check does not depend on the order of the exchanges', () => {
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      const [forwards, backwards] = [outcomes, [...outcomes].reverse()].map((list) => {
        const ledger = openLedger(contract);
        for (const item of list) ledger.add('unread' in item ? item : { outcome: item });
        const { summary, coverage } = ledger.result();
        return { ...summary, ...coverage };
      });
      expect(backwards).toEqual(forwards);
      expect(forwards?.checked).toBe((forwards?.passed ?? 0) + (forwards?.failed ?? 0) + (forwards?.inconclusive ?? 0));
      expect(forwards?.entries).toBe(outcomes.length);
    }),
  );
});

test('A status counts for its exact response first, then for its range, then for the default', () => {
  const ledger = openLedger(contract);
  for (const status of [200, 404, 499, 500]) {
    ledger.add({
      outcome: {
        source: 'a',
        exchange: 0,
        verdict: 'pass',
        operation: 'GET /a',
        status,
        reasons: [],
        violations: [],
        placeholdersAllowed: 0,
      },
    });
  }
  expect(ledger.result().coverage).toMatchObject({
    operationsSeen: 1,
    percent: 50,
    operations: [{ statuses: { '200': 1, '4XX': 2, default: 1 } }, { exchanges: 0 }],
  });
});

function posted(index: number, request: object, response: object, url = '/a?dry=true'): Exchange {
  const json = headersOf([['content-type', 'application/json']]);
  const body = (value: object) => ({ state: 'present', content: JSON.stringify(value) }) as const;
  return {
    source: 'a.har',
    index,
    request: { method: 'POST', url, headers: json, body: body(request) },
    response: { status: 201, headers: json, body: body(response) },
  };
}

async function* items(...exchanges: CaptureItem[]): AsyncGenerator<CaptureItem> {
  yield* exchanges;
}

describe('coverage', () => {
  test('Coverage lists statuses that were seen and not documented, apart from the documented ones', async () => {
    const teapot = (index: number): Exchange => {
      const exchange = posted(index, { name: 'x' }, { name: 'x' });
      return { ...exchange, response: { ...exchange.response, status: 418 } };
    };
    const { coverage } = await checkCapture(
      contract,
      items(posted(0, { name: 'x' }, { name: 'x' }), teapot(1), teapot(2)),
    );
    const [, operation] = coverage.operations;
    expect(operation).toMatchObject({ statuses: { '201': 1, '202': 0 }, undocumentedStatuses: { '418': 2 } });
    expect(coverage.operations[0]).not.toHaveProperty('undocumentedStatuses');
    expect(coverage.totals.statuses).toEqual({ seen: 1, total: 2 });
    const run = { sources: ['a.har'], coverage };
    const other = { sources: ['b.har'], coverage };
    expect(sumOf(mergeRuns([run], [other])).operations[1]?.undocumentedStatuses).toEqual({ '418': 4 });
  });

  test('Coverage counts media types, parameters, properties and enumeration members in requests and responses', async () => {
    const { coverage } = await checkCapture(
      contract,
      items(
        posted(0, { name: 'x', mood: 'calm' }, { name: 'x', tags: ['a', 'a'], within: { name: 'y', mood: 'wild' } }),
        posted(1, { name: 'x', mood: 'odd' }, { name: 'x' }, '/a'),
      ),
    );
    expect(coverage.operations[1]).toMatchObject({
      exchanges: 2,
      statuses: { '201': 2, '202': 0 },
      mediaTypes: { 'request application/json': 2, '201 application/json': 2, '202 text/plain': 0 },
      parameters: { 'query dry': { count: 1, required: false, pointer: '#/paths/~1a/post/parameters/0' } },
    });
    const seen = coverage.properties.map(({ in: side, name, count, required, values }) =>
      [side, name, required ? 'required' : '', count, values && JSON.stringify(values)].filter(Boolean).join(' '),
    );
    expect(seen).toEqual([
      'request /name required 2',
      'request /mood 2 {"\\"calm\\"":1,"\\"wild\\"":0}',
      'request /tags',
      'request /tags/* {"\\"a\\"":0,"\\"b\\"":0}',
      'request /within',
      'response /name required 3',
      'response /mood 1 {"\\"calm\\"":0,"\\"wild\\"":1}',
      'response /tags 1',
      'response /tags/* 2 {"\\"a\\"":2,"\\"b\\"":0}',
      'response /within 1',
    ]);
    expect(coverage.totals).toEqual({
      statuses: { seen: 1, total: 2 },
      mediaTypes: { seen: 2, total: 3 },
      parameters: { seen: 1, total: 1 },
      properties: { seen: 7, total: 10 },
      enumMembers: { seen: 3, total: 8 },
    });
  });
});

describe('faults', () => {
  const record: ViolationRecord = {
    source: 'a.har',
    exchange: 0,
    operation: 'GET /a',
    status: 200,
    in: 'response',
    part: 'body',
    location: '/0/name',
    keyword: 'type',
    severity: 'error',
    message: 'must be string',
    schema: '#/x',
  };
  const withViolations = (exchange: number, violations: readonly ViolationRecord[]): Examined => ({
    outcome: {
      source: 'a.har',
      exchange,
      verdict: 'fail',
      operation: 'GET /a',
      status: 200,
      reasons: [],
      placeholdersAllowed: 0,
      violations,
    },
  });

  test('Ten thousand equal violations are one fault with a count, the first, the last and a few examples', () => {
    const ledger = openLedger(contract);
    for (let exchange = 0; exchange < 10_000; exchange += 1)
      ledger.add(withViolations(exchange, [{ ...record, exchange, location: `/${exchange % 3}/name` }]));
    const { faults } = ledger.result();
    expect(faults).toMatchObject([
      { location: '/*/name', count: 10_000, first: { exchange: 0 }, last: { exchange: 9999 } },
    ]);
    expect(faults[0]?.examples.map(({ exchange }) => exchange)).toEqual([0, 1, 2, 3, 4]);
  });

  test('Faults stay countable when there are too many violations to keep', () => {
    const ledger = openLedger(contract);
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...record, location: `/${index}/name` }));
    for (let exchange = 0; exchange < 60; exchange += 1) ledger.add(withViolations(exchange, many));
    const { summary, violations, violationsLeftOut, faults } = ledger.result();
    expect(violations.length + violationsLeftOut).toBe(60_000);
    expect(violations.length).toBe(10_000);
    expect(summary.errors).toBe(60_000);
    expect(faults[0]?.count).toBe(60_000);
  });
});
