import { describe, expect, test } from 'vitest';
import { resultPacker } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import type { Place } from '../../src/fleet/place.js';
import { type ResultEnd, readEnd, recordsOf } from '../../src/fleet/result.js';

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

const END: ResultEnd = {
  parts: 0,
  records: [
    { opened: 'a.har' },
    { exchange: 0, operation: 0, status: 200, path: '/lamps' },
    { source: 'a.har', index: 1, unread: 'malformed', detail: 'is no entry' },
  ],
  lengths: { entries: 2, lines: 0 },
  range: null,
  hasUnread: true,
  isInseparable: false,
  exchanges: 2,
  bytes: 90,
  counts: { mediaTypes: [['GET /', [['200 a/b', 1]]]], parameters: [], items: [], properties: [], enumMembers: [] },
};

const outcome = { source: 'a.har', exchange: 0, verdict: 'fail', operation: 'GET /', status: 200, reasons: [] };

const JUDGED = { exchange: 0, operation: 0, status: 200, path: '/' };

describe('the result of a shard', () => {
  test('A result that is whole is read, and one that is not there is none', async () => {
    expect(await readEnd(placeWith(JSON.stringify(END)), 'results/r', 'id')).toEqual(END);
    expect(await readEnd(placeWith(undefined), 'results/r', 'id')).toBeUndefined();
  });

  test.each<[string, string]>([
    ['an empty text', ''],
    ['a half', JSON.stringify(END).slice(0, 60)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '5'],
    ['an object without members', '{}'],
    ['no counts', JSON.stringify({ ...END, counts: undefined })],
    ['counts that are no pairs', JSON.stringify({ ...END, counts: { ...END.counts, properties: [1] } })],
    ['a negative number of parts', JSON.stringify({ ...END, parts: -1 })],
    ['a range of three', JSON.stringify({ ...END, range: [1, 2, 3] })],
    ['no lengths', JSON.stringify({ ...END, lengths: null })],
    ['a record of nothing', JSON.stringify({ ...END, records: [{}] })],
    ['an outcome of nothing', JSON.stringify({ ...END, records: [{ outcome: null }] })],
    ['an outcome without violations', JSON.stringify({ ...END, records: [{ outcome }] })],
    ['violations that are no list', JSON.stringify({ ...END, records: [{ ...JUDGED, violations: {} }] })],
    ['a violation of nothing', JSON.stringify({ ...END, records: [{ ...JUDGED, violations: [[]] }] })],
    ['a violation without words', JSON.stringify({ ...END, records: [{ ...JUDGED, violations: [[{ has: 0 }]] }] })],
    ['withheld credentials of nothing', JSON.stringify({ ...END, records: [{ ...JUDGED, withheld: [{}] }] })],
    ['a failure without a problem', JSON.stringify({ ...END, records: [{ failed: 'x' }] })],
  ])('A result that is damaged to %s is named, with a cure', async (_, text) => {
    await expect(readEnd(placeWith(text), 'results/r', 'id')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^results\/r\/id\.json: is damaged: it is (?:not JSON|no result)$/),
      cure: expect.stringContaining('Delete it'),
    });
  });

  test('A part of a result that is gone or damaged is named', async () => {
    for (const text of [undefined, '{}', '[7]']) {
      const reading = recordsOf(placeWith(text), 'results/r', 'id', { ...END, parts: 1 });
      await expect(reading.next()).rejects.toThrow(/^results\/r\/id\.0\.part\.json: is damaged/);
    }
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
