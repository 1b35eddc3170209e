import { expect, test } from 'vitest';
import { checkExchange } from '../../src/api/index.js';
import { type Exchange, NO_BODY } from '../../src/model/index.js';
import { createProxyJudge } from '../../src/proxy/judge.js';
import { contractOf } from '../support/contract.js';

const NOTES = `openapi: 3.0.3
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        '200':
          description: ok
          headers: { X-Count: { required: true, schema: { type: integer } } }
          content: { application/json: { schema: { type: array } } }
    post: { responses: { '201': { description: ok } } }
  /archive:
    post: { responses: { '201': { description: ok } } }
  /status:
    get: { responses: { '200': { description: ok } } }
    head: { responses: { '204': { description: ok } } }
`;

const ask = (url: string, status = 200, count = '3'): Exchange => ({
  source: 'a.har',
  index: 0,
  request: { method: 'HEAD', url, headers: {}, body: NO_BODY },
  response: { status, headers: { 'content-type': 'application/json', 'x-count': count }, body: NO_BODY },
});

test('A HEAD request is judged by the operation of GET where none of HEAD is documented, without a body', async () => {
  const contract = await contractOf(NOTES);
  const faults = async (exchange: Exchange): Promise<string[]> => {
    const judgement = await checkExchange(contract, exchange);
    return 'violations' in judgement
      ? judgement.violations.map(({ part, location, keyword }) => `${part} ${location} ${keyword}`)
      : ['out of scope'];
  };
  expect(await faults(ask('/notes?limit=2'))).toEqual([]);
  expect(await faults(ask('/notes?limit=x', 200, 'many'))).toEqual(['query limit type', 'header X-Count type']);
  expect(await faults(ask('/archive'))).toEqual(['operation  undocumented-method']);
  expect(await faults(ask('/status'))).toEqual(['status  undocumented-status']);
  expect(await faults(ask('/status', 204))).toEqual([]);
});

test('A proxy judges HEAD as a check does', async () => {
  const judge = createProxyJudge(await contractOf(NOTES), {
    validateRequest: 'error',
    errors: false,
    auth: true,
    readWrite: 'warn',
  });
  const violationsOf = (url: string): readonly string[] =>
    judge.request(ask(url).request).violations.map(({ keyword }) => keyword);
  expect(violationsOf('/notes?limit=2')).toEqual([]);
  expect(violationsOf('/notes?limit=x')).toEqual(['type']);
  expect(violationsOf('/archive')).toEqual(['undocumented-method']);
});
