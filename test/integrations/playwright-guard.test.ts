import { beforeAll, expect, test } from 'vitest';
import { type RanProject, runSpec } from './playwright-project.js';
import { GUARDED } from './playwright-specs.js';

let ran: RanProject;

beforeAll(async () => {
  ran = await runSpec(GUARDED, { use: "contractHar: 'retain-on-failure'" });
}, 400_000);

test('A stale route fails its test with operation, pointer, value, rule and documented line', () => {
  const { stale } = ran.tests;
  expect(ran.errors, ran.output).toEqual([]);
  expect(stale?.errors, ran.output).toEqual([
    `Error: 1 violation of the contract

✗ GET /lamps/{id} → 200: response body /colour  [enum]
    must be one of red, blue
    value       "green"
    rule        #/components/schemas/lamp/properties/colour/enum
    documented  openapi.yaml:47:19`,
  ]);
  expect(stale?.attachments['contract-violations']).toContain('openapi.yaml:47:19');
  expect(JSON.parse(stale?.attachments['contract-violations.json'] ?? '')).toMatchObject([
    { operation: 'GET /lamps/{id}', location: '/colour', keyword: 'enum', value: 'green' },
  ]);
});

test('A route that answers as documented passes, and attaches nothing that people see', () => {
  expect(ran.tests.true).toMatchObject({ status: 'passed', errors: [] });
  expect(Object.keys(ran.tests.true?.attachments ?? {})).toEqual(['_docproof-coverage']);
});

test('The error of the test itself comes first, and the violation beside it', () => {
  expect(ran.tests.both?.errors).toEqual([
    expect.stringContaining('Expected: "another"'),
    expect.stringContaining('1 violation of the contract'),
  ]);
});

test('A test that is expected to fail may fail by a violation', () => {
  expect(ran.tests['expected to fail']).toMatchObject({ status: 'failed', outcome: 'expected' });
});

test('A request that breaks the contract fails its test, unless the test accepts that', () => {
  expect(ran.tests['wrong request']?.errors).toEqual([
    expect.stringMatching(/POST \/lamps → 201: request body \/colour {2}\[enum\]/),
  ]);
  expect(ran.tests.accepted).toMatchObject({ status: 'passed', errors: [] });
});

test('The guard judges popups and contexts that the test makes itself', () => {
  expect(ran.tests.popup?.errors).toEqual([expect.stringMatching(/response body.*\[required\]/)]);
  expect(ran.tests['own context']?.errors).toEqual([expect.stringContaining('[undocumented-status]')]);
});

test('A page that is closed early is judged all the same', () => {
  expect(ran.tests['closed early']?.errors).toEqual([expect.stringContaining('value       "green"')]);
});

test('Requests to other servers, and requests that break off, fail no test', () => {
  expect(ran.tests['other servers']).toMatchObject({ status: 'passed', errors: [], attachments: {} });
  expect(ran.tests['broken off']).toMatchObject({ status: 'passed', errors: [] });
});

test('A HAR without secrets is attached to the tests that fail, and to no other', () => {
  const { entries } = JSON.parse(ran.tests.stale?.attachments['contract-har'] ?? '').log;
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    request: { method: 'GET', url: 'http://lamps.test/v1/lamps/7' },
    response: { status: 200, content: { text: '{"id":7,"colour":"green"}' } },
  });
  expect(ran.tests.true?.attachments).not.toHaveProperty('contract-har');
});
