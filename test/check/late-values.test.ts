import { expect, test } from 'vitest';
import { inThisThread, itemExaminer, type RunOptions, type RunSettings, runCheck } from '../../src/check/index.js';
import { pseudonyms } from '../../src/io/index.js';
import { type Exchange, headersOf, type Outcome, type ViolationRecord } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { NO_RULES } from '../support/no-rules.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: { properties: { id: { readOnly: true }, note: { readOnly: true } } } } } }
      responses: { '201': { description: made } }
`);

const SETTINGS: RunSettings = { rules: NO_RULES, evidence: false, redact: {} };

/** More violations than a result has room for, each with its own value. */
const COUNT = 6_000;
const SECRET = 'AKIAIOSFODNN7EXAMPLE';

async function* exchanges(): AsyncGenerator<Exchange> {
  for (let index = 0; index < COUNT; index += 1)
    yield {
      source: 'a.ndjson',
      index,
      request: {
        method: 'POST',
        url: '/things',
        headers: headersOf([['content-type', 'application/json']]),
        body: { state: 'present', content: JSON.stringify({ id: `id ${index}`, note: `${SECRET} ${index}` }) },
      },
      response: { status: 201, headers: headersOf([]), body: { state: 'absent' } },
    };
}

/** An executor that leaves no value for later. */
async function* atOnce() {
  const examiner = itemExaminer(contract, SETTINGS, pseudonyms);
  for await (const exchange of exchanges()) yield* examiner.examine(exchange);
}

const later = (options: RunOptions = {}) =>
  runCheck(contract, inThisThread(pseudonyms)(contract, exchanges(), SETTINGS), options);
const early = (options: RunOptions = {}) => runCheck(contract, { results: atOnce(), counts: async () => [] }, options);

test('A result whose values were left for later lists the same redacted values as one without.', async () => {
  const { violations, violationsLeftOut, faults, summary } = await later();
  const expected = await early();
  expect(violations).toEqual(expected.violations);
  expect(faults).toEqual(expected.faults);
  expect(summary).toEqual(expected.summary);
  expect(violations).toHaveLength(10_000);
  expect(violationsLeftOut).toBe(2 * COUNT - 10_000);
  expect(violations.every(({ value }) => typeof value === 'string' && value !== '')).toBe(true);
  expect(JSON.stringify({ violations, faults })).not.toContain(SECRET);
});

test('Whoever hears of each outcome, or keeps them, has all values.', async () => {
  const heard: ViolationRecord[] = [];
  const onOutcome = (outcome: Outcome): void => {
    if ('verdict' in outcome) for (const violation of outcome.violations) heard.push({ ...violation });
  };
  const kept = await later({ outcomes: true });
  await later({ onOutcome });
  const expected = (await early({ outcomes: true })).outcomes?.flatMap(({ violations }) => violations);
  expect(heard).toHaveLength(2 * COUNT);
  expect(heard).toEqual(expected);
  expect(kept.outcomes?.flatMap(({ violations }) => violations)).toEqual(expected);
});
