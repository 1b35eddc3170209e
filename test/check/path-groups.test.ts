import { expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
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
