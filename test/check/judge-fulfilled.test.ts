import { expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } } } }
`);

const mocked = (body: string, index: number): Exchange => ({
  source: 'a.har',
  index,
  request: { method: 'GET', url: '/pets', headers: {}, body: NO_BODY },
  response: {
    status: 200,
    headers: headersOf([['content-type', 'application/json']]),
    body: { state: 'present', content: body },
  },
  caveats: ['fulfilled-by-test'],
});

function check(options: { judgeFulfilled?: boolean }) {
  const items = (async function* () {
    yield mocked('{"id":"a"}', 0);
    yield mocked('{"name":"stale"}', 1);
  })();
  return checkCapture(contract, items, { outcomes: true, ...options });
}

test("A check leaves out the answers of a test's own mocks, and says so", async () => {
  const { summary } = await check({});
  expect(summary).toMatchObject({ inconclusive: 2, inconclusiveReasons: { 'fulfilled-by-test': 2 }, errors: 0 });
});

test("A check that is asked to judge a test's own mocks finds the stale one", async () => {
  const { summary, outcomes = [] } = await check({ judgeFulfilled: true });
  expect(summary).toMatchObject({ passed: 1, failed: 1, inconclusive: 0, inconclusiveReasons: {} });
  expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
  expect(outcomes[1]?.violations).toMatchObject([{ keyword: 'required', missing: 'id' }, { severity: 'warning' }]);
});
