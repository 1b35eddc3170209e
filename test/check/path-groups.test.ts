import { expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { unacceptedOf } from '../../src/check/index.js';
import type { AcceptedFault, Exchange } from '../../src/model/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`openapi: 3.1.0
info: { title: Clubs, version: '1' }
paths:
  /clubs/{clubName}:
    parameters: [{ name: clubName, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok } } }
`);

function check(paths: readonly string[], accepted: readonly AcceptedFault[] = []) {
  const exchanges = paths.map((path, index): Exchange => {
    const [method = '', url = ''] = path.split(' ');
    return {
      source: 'a.har',
      index,
      request: { method, url, headers: {}, body: NO_BODY },
      response: { status: 200, headers: {}, body: NO_BODY },
    };
  });
  const items = (async function* () {
    yield* exchanges;
  })();
  return checkCapture(contract, items, { accepted });
}

const BOATS = ['GET /boats/101/masts', 'GET /boats/102/masts', 'POST /boats/102/masts', 'GET /boats/103/masts'];

test('Undocumented paths are one fault for each template and method, as a suggestion derives it', async () => {
  const { faults, summary } = await check([...BOATS, 'GET /docks']);
  expect(faults.map(({ operation, count, message }) => ({ operation, count, message }))).toEqual([
    {
      operation: 'GET /boats/{boatId}/masts',
      count: 3,
      message: 'the document describes no path /boats/{boatId}/masts',
    },
    { operation: 'POST /boats/102/masts', count: 1, message: 'the document describes no path /boats/102/masts' },
    { operation: 'GET /docks', count: 1, message: 'the document describes no path /docks' },
  ]);
  expect(faults[0]).toMatchObject({ first: { exchange: 0 }, last: { exchange: 3 } });
  expect(summary.errors).toBe(5);
});

test('The documented name of a parameter is that of the template', async () => {
  const { faults } = await check(['GET /clubs/rowing/boats', 'GET /clubs/chess/boats']);
  expect(faults.map(({ operation }) => operation)).toEqual(['GET /clubs/{clubName}/boats']);
});

const known = (operation: string): AcceptedFault => ({
  operation,
  in: 'request',
  part: 'path',
  location: '',
  keyword: 'undocumented-path',
  reason: 'known',
});

test('A baseline accepts an undocumented path by its template, or literally as before', async () => {
  const byTemplate = await check(BOATS, [known('GET /boats/{boatId}/masts')]);
  expect(byTemplate.summary).toMatchObject({ errors: 1, accepted: 3 });
  const literal = await check(BOATS, [known('GET /boats/101/masts')]);
  expect(literal.summary).toMatchObject({ errors: 3, accepted: 1 });
  const other = await check(['GET /boats/1/2/masts'], [known('GET /boats/{boatId}/masts')]);
  expect(other.summary).toMatchObject({ errors: 1, accepted: 0 });
});

test('However many undocumented paths a capture has, those of one template are one fault that counts them all', async () => {
  const paths = Array.from({ length: 5_500 }, (_, number) => `GET /boats/b${number}/masts`);
  const { faults, summary } = await check(paths);
  expect(faults.map(({ operation, count, message, examples }) => [operation, count, message, examples.length])).toEqual(
    [['GET /boats/{boatId}/masts', 5_500, 'the document describes no path /boats/{boatId}/masts', 5]],
  );
  expect(faults[0]).toMatchObject({ first: { exchange: 0 }, last: { exchange: 5_499 } });
  expect(summary.errors).toBe(5_500);
});

test('Paths that fit no template are one fault a method after the first 5,000, and each is counted', async () => {
  const paths = Array.from({ length: 5_000 }, (_, number) => `GET /boats/b${number}/masts`);
  const { faults } = await check([...paths, 'GET /docks', 'GET /piers/new', 'PUT /docks', 'GET /boats/b1/masts']);
  expect(faults.map(({ operation, count, message }) => ({ operation, count, message }))).toEqual([
    {
      operation: 'GET /boats/{boatId}/masts',
      count: 5_001,
      message: 'the document describes no path /boats/{boatId}/masts',
    },
    { operation: 'GET /…', count: 2, message: 'the document describes none of these further paths' },
    { operation: 'PUT /…', count: 1, message: 'the document describes none of these further paths' },
  ]);
});

test('Documented paths with methods that they lack are one fault a method after the first 5,000', async () => {
  const paths = Array.from({ length: 5_003 }, (_, number) => `DELETE /clubs/c${number}`);
  const { faults, summary } = await check([...paths, 'DELETE /boats']);
  const last = faults.slice(5_000).map(({ operation, keyword, count }) => ({ operation, keyword, count }));
  expect(last).toEqual([
    { operation: 'DELETE /…', keyword: 'undocumented-method', count: 3 },
    { operation: 'DELETE /…', keyword: 'undocumented-path', count: 1 },
  ]);
  expect(summary.errors).toBe(5_004);
});

test('Methods without end share the last fault after the first thousand, and each is counted', async () => {
  const paths = Array.from({ length: 8_000 }, (_, number) => `M${number} /${'x'.repeat(number % 7)}`);
  const { faults, summary } = await check(paths);
  expect(faults.length).toBe(6_001);
  expect(faults.at(-1)?.operation).toBe('* /…');
  expect(faults.reduce((sum, { count }) => sum + count, 0)).toBe(8_000);
  expect(summary.errors).toBe(8_000);
});

test.each([
  [
    'paths that fit no template',
    [
      ...Array.from({ length: 5_000 }, (_, number) => `GET /boats/b${number}/masts`),
      ...['GET /docks', 'GET /piers/new', 'PUT /docks'],
    ],
  ],
  [
    'methods that documented paths lack',
    [...Array.from({ length: 5_003 }, (_, number) => `DELETE /clubs/c${number}`), 'DELETE /boats'],
  ],
  ['methods without end', Array.from({ length: 8_000 }, (_, number) => `M${number} /${'x'.repeat(number % 7)}`)],
])('A baseline with the fault of all further paths is accepted by the next check: %s', async (_, paths) => {
  const { faults, summary } = await check(paths);
  expect(summary.errors).toBe(paths.length);
  expect(faults.some(({ operation }) => operation.endsWith(' /…'))).toBe(true);
  const again = await check(paths, unacceptedOf(faults, 'known'));
  expect(again.summary).toMatchObject({ errors: 0, accepted: paths.length });
  expect(again.baseline?.vanished).toEqual([]);
});

test('The fault of all further paths accepts those of its method and keyword only', async () => {
  const { summary } = await check(['GET /docks', 'PUT /docks', 'GET /boats/1', 'DELETE /clubs/a'], [known('GET /…')]);
  expect(summary).toMatchObject({ errors: 2, accepted: 2 });
});
