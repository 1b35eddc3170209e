const { loadContract, startMock } = require('docproof');
const { createClient } = require('./client.js');

let mock;
let client;
beforeAll(async () => {
  mock = await startMock(await loadContract('../openapi.yaml'), { port: 0 });
  client = createClient(`${mock.url}/api`);
});
afterAll(() => mock.close());

test('The client lists the documented lamps', async () => {
  const { lamps, response } = await client.list();
  expect(lamps).toEqual([
    { id: 1, colour: 'red' },
    { id: 2, colour: 'blue' },
  ]);
  await expect(response).toSatisfyContract();
});

test('The client sends a new lamp as documented', async () => {
  await expect(await client.add('blue')).toSatisfyContract();
});

test('The client says that the shop is busy', async () => {
  mock.answers.once('listLamps', { status: 429 });
  const { isBusy, response } = await client.list();
  expect(isBusy).toBe(true);
  await expect(response).toBeDocumentedError(429);
});
