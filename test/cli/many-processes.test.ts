import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startServing } from '../support/command.js';

const DOCUMENT = fileURLToPath(new URL('fixtures/lamps.yaml', import.meta.url));

/** A mock in several processes. Each request has a connection of its own, so that all processes get some. */
async function serving(...flags: readonly string[]) {
  const { child, url, ended } = await startServing(['mock', DOCUMENT, '-m', ...flags]);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const send = (method: string, path: string, body?: unknown) =>
    new Promise<{ status: number; said: unknown }>((resolve, reject) => {
      const asked = request(`${url}${path}`, { method, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, said: text === '' ? undefined : JSON.parse(text) }),
        );
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return { url, send };
}

test('An answer for a number of requests is given to exactly so many, by all processes together', async () => {
  const { send } = await serving();
  for (let round = 0; round < 5; round += 1) {
    const set = await send('POST', '/_docproof/overrides', {
      operation: 'listLamps',
      answer: { status: 503 },
      times: 7,
    });
    expect(set.status).toBe(204);
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await send('GET', '/lamps')).status));
    expect(statuses.filter((status) => status === 503)).toHaveLength(7);
    expect(statuses.filter((status) => status === 200)).toHaveLength(33);
  }
  await send('POST', '/_docproof/overrides', { operation: 'listLamps', answer: { status: 503 }, times: 'always' });
  const all = await Promise.all(Array.from({ length: 20 }, async () => (await send('GET', '/lamps')).status));
  expect(new Set(all)).toEqual(new Set([503]));
  await send('DELETE', '/_docproof/overrides');
  expect((await send('GET', '/lamps')).status).toBe(200);
});

test('A plan of faults that is set while several processes answer holds at all of them', async () => {
  const { send } = await serving('--fault', 'GET /lamps: 100% 503');
  const { said: first } = await send('GET', '/_docproof/faults');
  expect(await send('GET', '/_docproof/faults')).toEqual({ status: 200, said: first });
  const many = async () =>
    new Set(await Promise.all(Array.from({ length: 20 }, async () => (await send('GET', '/lamps')).status)));
  expect(await many()).toEqual(new Set([503]));
  await send('PUT', '/_docproof/faults', {});
  expect(await many()).toEqual(new Set([200]));
  expect((await send('DELETE', '/_docproof/faults')).said).toEqual(first);
  expect(await many()).toEqual(new Set([503]));
});
