import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFilter,
  fromFragment,
  SEVERITIES,
  type Selection,
  toFragment,
  VIEWS,
} from '../../src/inspector/report/filter.js';
import type { PageFault } from '../../src/report/html/data.js';

const INITIAL: Selection = {
  view: 'violations',
  search: '',
  operation: '',
  keyword: '',
  severities: ['error', 'warning'],
  sort: 'operation',
  verdict: '',
};

const FAULT: PageFault = {
  operation: 'GET /pets',
  place: 'response body /name',
  keyword: 'type',
  severity: 'error',
  message: 'must be string, but is number',
  count: 1,
  seen: 'a.har #3 (status 200)',
  schema: '#/components/schemas/pet',
  value: { kind: 'Cat' },
  examples: [],
  in: 'response',
};

const FAULTS: readonly PageFault[] = [
  FAULT,
  { ...FAULT, keyword: 'enum', count: 7 },
  { ...FAULT, operation: 'POST /pets', severity: 'warning', count: 3 },
  { ...FAULT, severity: 'accepted' },
];

const SIZES = { faults: FAULTS.length, exchanges: 2 };

describe('the address of a report', () => {
  test('The address of a report keeps the view, filters, order and fault that the reader chose', () => {
    fc.assert(
      fc.property(
        fc.record({
          view: fc.constantFrom(...VIEWS),
          search: fc.string({ unit: 'grapheme' }),
          operation: fc.string(),
          keyword: fc.string(),
          severities: fc.subarray([...SEVERITIES]),
          sort: fc.constantFrom<Selection['sort']>('operation', 'count'),
          fault: fc.nat(3),
          verdict: fc.constantFrom('', 'pass', 'fail'),
          exchange: fc.nat(1),
        }),
        (selection) => {
          expect(fromFragment(`#${toFragment(selection, INITIAL)}`, INITIAL, SIZES)).toEqual(selection);
        },
      ),
    );
  });

  test.each([
    '',
    '#',
    '#fault=4',
    '#fault=-1&view=x&sort=y',
    '#exchange=2',
    '#%E0%A4%A',
    '#severity=error,warning,nothing',
  ])('An address without known settings shows everything: %s', (fragment) => {
    expect(fromFragment(fragment, INITIAL, SIZES)).toEqual(INITIAL);
  });
});

describe('a report’s filter', () => {
  const filter = createFilter(FAULTS);

  test('The filter of a report finds faults with all words of the search, in any order and any case', () => {
    expect(filter({ ...INITIAL, search: 'CAT  number post' })).toEqual([2]);
    expect(filter({ ...INITIAL, search: 'dog' })).toEqual([]);
  });

  test('The filter of a report selects by operation, keyword and severity', () => {
    expect(filter(INITIAL)).toEqual([0, 1, 2]);
    expect(filter({ ...INITIAL, operation: 'GET /pets' })).toEqual([0, 1]);
    expect(filter({ ...INITIAL, keyword: 'enum' })).toEqual([1]);
    expect(filter({ ...INITIAL, severities: ['accepted'] })).toEqual([3]);
    expect(filter({ ...INITIAL, severities: [] })).toEqual([]);
  });

  test('The filter of a report puts the most frequent faults first on request', () => {
    expect(filter({ ...INITIAL, sort: 'count' })).toEqual([1, 2, 0]);
  });
});
