import { expect, test } from 'vitest';
import { baselineOf, unacceptedOf } from '../../src/check/baseline.js';
import { gatherFaults } from '../../src/check/faults.js';
import type { ViolationRecord } from '../../src/model/index.js';

const LACKING: ViolationRecord = {
  source: 'a.har',
  exchange: 0,
  operation: 'POST /pets',
  status: 201,
  in: 'request',
  part: 'body',
  location: '',
  keyword: 'required',
  severity: 'error',
  message: 'must have property "a"',
  missing: 'a',
  schema: '#/components/schemas/pet/required',
};

const lacking = (name: string, more: Partial<ViolationRecord> = {}): ViolationRecord => ({
  ...LACKING,
  missing: name,
  message: `must have property "${name}"`,
  ...more,
});

function faultsOf(...violations: ViolationRecord[]) {
  const faults = gatherFaults();
  for (const violation of violations) faults.add(violation);
  return faults.list();
}

test('An object that lacks five members has one fault, which names them and counts once', () => {
  const [fault, ...others] = faultsOf(...['a', 'b', 'c', 'd', 'e'].map((name) => lacking(name)));
  expect(others).toEqual([]);
  expect(fault).toMatchObject({
    count: 1,
    missing: 'a',
    missingMembers: ['a', 'b', 'c', 'd', 'e'],
    message: 'must have properties "a", "b", "c", "d", "e"',
  });
  expect(fault?.examples).toHaveLength(1);
});

test('Objects of a list that lack members are one fault, counted by object', () => {
  const [fault, ...others] = faultsOf(
    lacking('a', { location: '/0' }),
    lacking('b', { location: '/0' }),
    lacking('a', { location: '/1' }),
    lacking('a', { location: '/1', exchange: 1 }),
  );
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ count: 3, location: '/*', missingMembers: ['a', 'b'] });
});

test('Items of a sequence that break the same rule are one fault, apart from the same place outside of items', () => {
  const faults = faultsOf(
    lacking('a', { item: 3, offset: 90 }),
    lacking('b', { item: 3, offset: 90 }),
    lacking('a', { item: 7, offset: 200 }),
    lacking('a'),
  );
  expect(faults.map(({ item, count, missingMembers }) => ({ item, count, missingMembers }))).toEqual([
    { item: '*', count: 2, missingMembers: ['a', 'b'] },
    { item: undefined, count: 1, missingMembers: undefined },
  ]);
  expect(faultsOf(lacking('a', { item: 3, offset: 90 }))[0]?.item).toBe(3);
  const accepted = unacceptedOf(faults.slice(0, 1), 'known');
  expect(accepted.map(({ item, missing }) => [item, missing])).toEqual([
    ['*', 'a'],
    ['*', 'b'],
  ]);
  const baseline = baselineOf(accepted, '2026-01-01');
  expect(baseline.accept(lacking('b', { item: 11 })).accepted).toBe('known');
  expect(baseline.accept(lacking('b')).accepted).toBeUndefined();
});

test('An object that lacks one member has a fault as before', () => {
  const [fault] = faultsOf(lacking('a'), lacking('a', { exchange: 1 }));
  expect(fault).toMatchObject({ count: 2, missing: 'a', message: 'must have property "a"' });
  expect(fault).not.toHaveProperty('missingMembers');
});

test('A request that was refused for the same fault is not another finding', () => {
  const refused = { severity: 'warning', status: 422, exchange: 1 } as const;
  const [fault, ...others] = faultsOf(lacking('a'), lacking('a', refused), lacking('b', refused));
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ severity: 'error', count: 2, missingMembers: ['a', 'b'] });
  const [alone] = faultsOf(lacking('a', refused), lacking('b', refused));
  expect(alone).toMatchObject({ severity: 'warning', count: 1, missingMembers: ['a', 'b'] });
});

test('A list of faults is the same each time it is asked for', () => {
  const faults = gatherFaults();
  faults.add(lacking('a'));
  faults.add(lacking('a', { severity: 'warning', status: 400 }));
  expect(faults.list()).toEqual(faults.list());
});

test('A baseline accepts each member that an object lacks by itself', () => {
  const violations = ['a', 'b'].map((name) => lacking(name));
  const accepted = unacceptedOf(faultsOf(...violations), 'known');
  expect(accepted.map(({ missing }) => missing)).toEqual(['a', 'b']);
  const baseline = baselineOf(accepted, '2026-11-28');
  expect(violations.map((violation) => baseline.accept(violation).accepted)).toEqual(['known', 'known']);
  expect(baseline.accept(lacking('c')).accepted).toBeUndefined();
});
