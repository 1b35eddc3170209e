import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyOf } from '../../src/check/index.js';
import type { Outcome } from '../../src/model/index.js';

const OPERATIONS = [
  { operation: 'GET /a', statuses: ['200', '4XX', 'default'] },
  { operation: 'POST /a', operationId: 'postA', statuses: ['201'] },
];

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
  fc.record({ source: fc.constant('a.har'), exchange: fc.nat(), outOfScope: fc.constantFrom('preflight', 'failed') }),
);

test('the sum does not depend on the order', () => {
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      const [forwards, backwards] = [outcomes, [...outcomes].reverse()].map((list) => {
        const tally = tallyOf(OPERATIONS);
        for (const item of list) tally.add(item);
        return { ...tally.summary(), ...tally.coverage() };
      });
      expect(backwards).toEqual(forwards);
      expect(forwards?.checked).toBe((forwards?.passed ?? 0) + (forwards?.failed ?? 0) + (forwards?.inconclusive ?? 0));
      expect(forwards?.entries).toBe(outcomes.length);
    }),
  );
});

test('a status counts for what documents it: exact before range before default', () => {
  const tally = tallyOf(OPERATIONS);
  for (const status of [200, 404, 499, 500]) {
    tally.add({
      source: 'a',
      exchange: 0,
      verdict: 'pass',
      operation: 'GET /a',
      status,
      reasons: [],
      violations: [],
      placeholdersAllowed: 0,
    });
  }
  expect(tally.coverage()).toMatchObject({
    operationsSeen: 1,
    percent: 50,
    operations: [{ statuses: { '200': 1, '4XX': 2, default: 1 } }, { exchanges: 0 }],
  });
});
