import { describe, expect, test } from 'vitest';
import { resultPacker } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import type { Place } from '../../src/fleet/place.js';
import { factsOf, type ResultEnd, readEnd, recordsOf } from '../../src/fleet/result.js';

/** A place that has one text under every name. */
function placeWith(text: string | undefined): Place {
  return {
    url: 'memory:',
    store: {
      async *list() {},
      async *read() {},
      readWhole: async () => undefined,
      write: async () => undefined,
      nameOf: (url) => url,
      beside: () => undefined,
      close: async () => undefined,
    },
    at: (path) => path,
    text: async () => text,
    write: async () => undefined,
  };
}

const HEAD = {
  parts: [],
  lines: 1,
  lengths: { entries: 2, lines: 0 },
  range: null,
  hasUnread: true,
  isInseparable: false,
  exchanges: 2,
  bytes: 90,
  listing: { violations: [0, 0], leftOut: [0, 0] },
  counts: { mediaTypes: [['GET /', [['200 a/b', 1]]]], parameters: [], items: [], properties: [], enumMembers: [] },
};

const RECORDS = [
  { opened: 'a.har' },
  { exchange: 0, operation: 0, status: 200, path: '/lamps' },
  { source: 'a.har', index: 1, unread: 'malformed', detail: 'is no entry' },
];

const END = { ...HEAD, text: JSON.stringify(RECORDS) } as unknown as ResultEnd;

const written = (head: object, records: readonly unknown[] = RECORDS): string =>
  `${JSON.stringify(head)}\n${JSON.stringify(records)}\n`;

const outcome = { source: 'a.har', exchange: 0, verdict: 'fail', operation: 'GET /', status: 200, reasons: [] };

/** A violation of an exchange that no operation matches. */
const OF_OUTCOME = {
  ...{ source: 'a.har', exchange: 0, operation: 'GET /', status: 200, in: 'request', part: 'path', location: '' },
  ...{ keyword: 'undocumented-path', severity: 'error', message: 'is not documented', schema: '#/paths' },
};

const JUDGED = { exchange: 0, operation: 0, status: 200, path: '/' };

const TALLY = {
  ...{ entries: 9, passed: 9, failed: 0, inconclusive: 0, errors: 0, warnings: 0, accepted: 0, placeholdersAllowed: 0 },
  ...{ reasons: [], outOfScope: [], servers: [], operations: [['GET /', 9, 9, 0, 0, [[200, 9]]]] },
};

const SUM = {
  ...{ first: 0, last: 8, violations: 0, withheld: 0, carried: false, listed: [0, 0], list: '[]', held: '[]' },
  ...{ tally: TALLY, faults: '[]' },
};

const TRACES = { isQuiet: true, writes: 0, created: '', deleted: '', missing: '', answering: '' };

async function all(text: string): Promise<unknown[]> {
  const place = placeWith(text);
  const end = await readEnd(place, 'results/r', 'id');
  const records: unknown[] = [];
  if (end) for await (const some of recordsOf(place, 'results/r', 'id', end)) records.push(...some);
  return records;
}

describe('the result of a shard', () => {
  test('A result that is whole is read, and one that does not exist is not a result', async () => {
    expect(await readEnd(placeWith(written(HEAD)), 'results/r', 'id')).toEqual(END);
    expect(await all(written(HEAD))).toEqual(RECORDS);
    expect(await readEnd(placeWith(undefined), 'results/r', 'id')).toBeUndefined();
    const sums = [
      { sum: SUM, ifKeeping: SUM },
      { traces: TRACES, facts: 0, length: 7 },
      { traces: { ...TRACES, created: '[7]', missing: '[0,4711]' }, facts: 1, length: 7 },
    ];
    expect(await all(written(HEAD, sums))).toEqual(sums);
  });

  test.each<[string, string]>([
    ['an empty text', ''],
    ['a half of its head', written(HEAD).slice(0, 60)],
    ['its head', written(HEAD).slice(0, JSON.stringify(HEAD).length + 1)],
    ['a half', written(HEAD).slice(0, -20)],
    ['all but its last characters', written(HEAD).slice(0, -2)],
    ['null', 'null\n'],
    ['a list', '[]\n'],
    ['a number', '5\n'],
    ['an object without members', '{}\n'],
    ['no counts', written({ ...HEAD, counts: undefined })],
    ['counts that are no pairs', written({ ...HEAD, counts: { ...HEAD.counts, properties: [1] } })],
    ['a negative number of parts', written({ ...HEAD, parts: [-1] })],
    ['another number of lines', written({ ...HEAD, lines: 2 })],
    ['a range of three', written({ ...HEAD, range: [1, 2, 3] })],
    ['no lengths', written({ ...HEAD, lengths: null })],
    ['a record of nothing', written(HEAD, [{}])],
    ['an outcome of nothing', written(HEAD, [{ outcome: null }])],
    ['an outcome without violations', written(HEAD, [{ outcome }])],
    [
      'a violation of no place',
      written(HEAD, [{ outcome: { ...outcome, violations: [{ ...OF_OUTCOME, location: 7 }] } }]),
    ],
    ['a trace of nothing', written(HEAD, [{ outcome: { ...outcome, violations: [] }, trace: { path: 7 } }])],
    ['credentials of nothing', written(HEAD, [{ outcome: { ...outcome, violations: [] }, credentials: 'lost' }])],
    ['violations that are no list', written(HEAD, [{ ...JUDGED, violations: {} }])],
    ['a violation of nothing', written(HEAD, [{ ...JUDGED, violations: [[]] }])],
    ['a violation without words', written(HEAD, [{ ...JUDGED, violations: [[{ has: 0 }]] }])],
    ['withheld credentials of nothing', written(HEAD, [{ ...JUDGED, withheld: [{}] }])],
    ['a failure without a problem', written(HEAD, [{ failed: 'x' }])],
    ['a sum of nothing', written(HEAD, [{ sum: {} }])],
    ['a sum without operations', written(HEAD, [{ sum: { ...SUM, tally: { ...TALLY, operations: 1 } } }])],
    ['a sum without faults', written(HEAD, [{ sum: { ...SUM, faults: [] } }])],
    ['a second sum of nothing', written(HEAD, [{ sum: SUM, ifKeeping: 7 }])],
    ['no listing', written({ ...HEAD, listing: undefined })],
    ['a listing of one number', written({ ...HEAD, listing: { violations: [1], leftOut: [0, 0] } })],
    ...['x', '[', '[]', '[1', '1]', '[1,]', '[,1]', '[1,,2]', '[01]', '[1,02]', '[1.5]', '[-1]', '["1"]'].map(
      (created): [string, string] => [
        `hashes that are ${created}`,
        written(HEAD, [{ traces: { ...TRACES, created }, facts: 0, length: 7 }]),
      ],
    ),
    ['traces of nothing', written(HEAD, [{ traces: {}, facts: 0, length: 0 }])],
  ])('A result that is damaged to %s is named, with a cure', async (_, text) => {
    await expect(all(text)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^results\/r\/id\.json: is damaged: it is (?:not JSON|no result|cut|empty)$/),
      cure: expect.stringContaining('Delete it'),
    });
  });

  test('A part of a result that is gone or damaged is named', async () => {
    for (const text of [undefined, '{}', '[7]', '[]\n[]']) {
      const reading = recordsOf(placeWith(text), 'results/r', 'id', { ...END, parts: [1] });
      await expect(reading.next()).rejects.toThrow(/^results\/r\/id\.0\.part\.json: is damaged/);
    }
  });

  test('What exchanges say of others is named where it is gone or cut', async () => {
    const read = (text: string | undefined) => factsOf(placeWith(text), 'results/r', 'id', { facts: 2, length: 4 });
    expect(await read('[{}]')).toBe('[{}]');
    await expect(read('[{')).rejects.toThrow('results/r/id.2.facts.json: is damaged: it is cut');
    await expect(read(undefined)).rejects.toThrow('results/r/id.2.facts.json: is damaged: it is gone');
  });

  test('An operation that the document does not have is said, without a stack', () => {
    const paths = { '/lamps': { get: { responses: { 200: { description: 'all' } } } } };
    const root = { openapi: '3.1.0', info: { title: 'Lamps', version: '1' }, paths };
    const contract = createContract({ source: 'a.yaml', root, dialect: '3.1', files: [], binaries: new Map() });
    const packed = { exchange: 0, operation: 99, status: 200, path: '/' };
    expect(() => resultPacker(contract).unpacking()(packed, 'a.har', 0)).toThrow(
      'a.har: a result names operation 99, which the document does not have',
    );
    const unknown = { ...packed, operation: 0, violations: [[3, 'a']] as const };
    expect(() => resultPacker(contract).unpacking()(unknown, 'a.har', 0)).toThrow(
      'a.har: a result names violation 3, which does not come before it',
    );
  });
});
