import { expect, test } from 'vitest';
import { keepViolations } from '../../src/check/kept-violations.js';
import type { ViolationRecord } from '../../src/model/index.js';

const ERROR: ViolationRecord = {
  source: 'a.har',
  exchange: 0,
  operation: 'GET /a',
  status: 200,
  in: 'response',
  part: 'body',
  location: '/id',
  keyword: 'type',
  severity: 'error',
  message: 'must be string, but is number',
  schema: '#/components/schemas/a/type',
};

test('Errors that come after many warnings are kept, and warnings make room for them', () => {
  const kept = keepViolations(5);
  for (let exchange = 0; exchange < 8; exchange += 1) kept.add({ ...ERROR, exchange, severity: 'warning' });
  for (let exchange = 8; exchange < 11; exchange += 1) kept.add({ ...ERROR, exchange });
  const { list: violations, leftOut } = kept.list();
  expect(violations.map(({ severity, exchange }) => `${severity} ${exchange}`)).toEqual([
    'warning 0',
    'warning 1',
    'error 8',
    'error 9',
    'error 10',
  ]);
  expect(leftOut).toBe(6);
});

test('Violations that a baseline accepts have room only after errors and warnings', () => {
  const kept = keepViolations(2);
  kept.add({ ...ERROR, accepted: 'known' });
  kept.add({ ...ERROR, exchange: 1, severity: 'warning' });
  kept.add({ ...ERROR, exchange: 2 });
  expect(kept.list().list.map(({ exchange }) => exchange)).toEqual([1, 2]);
});

test('Few violations are all kept, in the order in which they came', () => {
  const kept = keepViolations(10);
  const violations = [
    { ...ERROR, severity: 'warning' as const },
    ERROR,
    { ...ERROR, exchange: 3, severity: 'warning' as const },
  ];
  for (const violation of violations) kept.add(violation);
  expect(kept.list()).toEqual({ list: violations, leftOut: 0 });
});
