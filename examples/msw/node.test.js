import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { createContract, handlers } from 'docproof/msw';
import { setupServer } from 'msw/node';
import { lamps } from './client.js';

const contract = await createContract(await readFile(new URL('openapi.json', import.meta.url), 'utf8'));
const mocks = handlers(contract, { baseUrl: 'https://lamps.test/api' });
const server = setupServer(...mocks);
before(() => server.listen({ onUnhandledRequest: 'error' }));
after(() => server.close());

test('The client lists the documented lamps', async () => {
  assert.deepEqual(await lamps('https://lamps.test/api'), [
    { id: 1, colour: 'red' },
    { id: 2, colour: 'blue' },
  ]);
});

test('The client passes on that the shop is busy', async () => {
  mocks.answers.once('listLamps', { status: 429 });
  await assert.rejects(lamps('https://lamps.test/api'), /429/);
});
