import { expect, test } from 'vitest';
import { openLedger } from '../../src/check/ledger.js';
import type { Unread } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`openapi: 3.1.0
info: { title: Clubs, version: '1' }
paths:
  /clubs: { get: { responses: { '200': { description: ok } } } }
`);

/** An entry that could not be read, which counts how often it is asked for its description. */
function unreadEntries() {
  const asked = new Set<number>();
  const entry = (index: number): Unread => ({
    source: 'a.har',
    index,
    unread: 'malformed',
    get detail() {
      asked.add(index);
      return `/log/entries/${index} holds https://user:hunter22@example.com/`;
    },
  });
  return { asked, entry };
}

test('Of thousands of entries that cannot be read, only those that are listed are redacted, and all are counted', () => {
  const { asked, entry } = unreadEntries();
  const ledger = openLedger(contract);
  for (let index = 0; index < 3_000; index += 1) ledger.add(entry(index));
  const { summary } = ledger.result();
  expect([summary.unread.length, summary.unreadLeftOut]).toEqual([1_000, 2_000]);
  expect(asked.size).toBe(1_000);
  expect(JSON.stringify(summary)).not.toContain('hunter22');
});

test('The description of an unread entry that is not listed is without secrets for a listener too', () => {
  const { entry } = unreadEntries();
  const ledger = openLedger(contract);
  const outcomes = Array.from({ length: 1_500 }, (_, index) => ledger.add(entry(index)));
  expect(outcomes.at(-1)).toMatchObject({ index: 1_499, detail: expect.stringContaining('example.com') });
  expect(JSON.stringify(outcomes)).not.toContain('hunter22');
});
