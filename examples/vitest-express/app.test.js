import request from 'supertest';
import { expect, test } from 'vitest';
import { createApp } from './app.js';

test('A lamp that is added is listed and found, as documented', async () => {
  const app = createApp();
  await expect(await request(app).post('/api/lamps').send({ colour: 'red' })).toSatisfyContract();
  await expect(await request(app).get('/api/lamps')).toSatisfyContract();
  const found = await request(app).get('/api/lamps/1');
  await expect(found).toMatchOperation('getLamp');
  await expect(found).toSatisfyContract();
});

test('A lamp that is not there is a documented error', async () => {
  await expect(await request(createApp()).get('/api/lamps/7')).toBeDocumentedError(404);
});
