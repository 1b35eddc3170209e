import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarised } from '../../src/check/coverage/report.js';
import { mergeRuns, sumOf } from '../../src/check/index.js';
import type { CoverageRun, OperationCoverage, PropertyCoverage } from '../../src/model/index.js';

const counts = (...keys: string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...keys), { minLength: 1 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, fc.nat(5)]))));

const operation: fc.Arbitrary<OperationCoverage> = fc.record({
  operation: fc.constantFrom('GET /a', 'POST /a'),
  exchanges: fc.nat(5),
  passed: fc.nat(5),
  failed: fc.nat(5),
  inconclusive: fc.nat(5),
  statuses: counts('200', '4XX', '__proto__'),
  mediaTypes: counts('200 application/json', 'request application/json'),
  parameters: fc.record({
    'query top': fc.record({ count: fc.nat(5), required: fc.constant(false), pointer: fc.constant('#/p') }),
  }),
});

const property: fc.Arbitrary<PropertyCoverage> = fc.record(
  {
    pointer: fc.constantFrom('#/x', '#/y'),
    in: fc.constantFrom('request', 'response'),
    name: fc.constant('/x'),
    required: fc.constant(true),
    count: fc.nat(5),
    values: counts('"a"', '"b"'),
  },
  { requiredKeys: ['pointer', 'in', 'name', 'required', 'count'] },
);

const run: fc.Arbitrary<CoverageRun> = fc
  .record({
    sources: fc.array(fc.constantFrom('a.har', 'b.har'), { maxLength: 2 }),
    operations: fc.uniqueArray(operation, { selector: (each) => each.operation }),
    properties: fc.uniqueArray(property, { selector: (each) => `${each.in} ${each.pointer}` }),
  })
  .map(({ sources, operations, properties }) => ({ sources, coverage: summarised(operations, properties) }));

const runs = fc.array(run, { maxLength: 3 });

describe('merging coverage', () => {
  test('Merged coverage does not depend on the order of the runs', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        expect(mergeRuns(a, b)).toEqual(mergeRuns(b, a));
      }),
    );
  });

  test('Merged coverage does not depend on the grouping of the runs', () => {
    fc.assert(
      fc.property(runs, runs, runs, (a, b, c) => {
        expect(mergeRuns(mergeRuns(a, b), c)).toEqual(mergeRuns(a, mergeRuns(b, c)));
      }),
    );
  });

  test('Merged coverage counts no run twice', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        expect(mergeRuns(mergeRuns(a, b), a, b)).toEqual(mergeRuns(a, b));
      }),
    );
  });

  test('The sums of merged coverage are the sums of its runs', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const merged = mergeRuns(list);
        const total = (each: CoverageRun['coverage']): number =>
          each.operations.reduce((sum, { exchanges, statuses }) => sum + exchanges + sumValues(statuses), 0) +
          each.properties.reduce((sum, { count, values }) => sum + count + sumValues(values ?? {}), 0);
        expect(total(sumOf(merged))).toBe(merged.reduce((sum, { coverage }) => sum + total(coverage), 0));
      }),
    );
  });
});

function sumValues(counted: Readonly<Record<string, number>>): number {
  return Object.values(counted).reduce((sum, each) => sum + each, 0);
}
