import { copyFile, mkdtemp, realpath, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startServing } from '../support/command.js';

const DOCUMENT = fileURLToPath(new URL('fixtures/lamps.yaml', import.meta.url));

/** A mock in several processes. Each request has its own connection, so that all processes get some. */
const serving = (...flags: readonly string[]) => servingOf(DOCUMENT, ...flags);

async function servingOf(document: string, ...flags: readonly string[]) {
  const { child, url, ended } = await startServing(['mock', document, '-m', ...flags]);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  onTestFinished(stop);
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
  return { url, send, stop };
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

test('The feed has the exchanges of all processes, each once and in order, as soon as they have ended', async () => {
  const { send } = await serving();
  await Promise.all(Array.from({ length: 20 }, () => send('GET', '/lamps')));
  const list = async (query = '') => {
    const { said } = await send('GET', `/_docproof/exchanges?limit=1000${query}`);
    const { exchanges, matching, dropped } = said as {
      exchanges: { id: number; startedDateTime: string }[];
      matching: number;
      dropped: number;
    };
    return { exchanges, matching, dropped };
  };
  // Before anybody asked, each process kept some: what is under way costs no message.
  expect(await list()).toMatchObject({ matching: 20, dropped: 0 });
  for (let round = 0; round < 5; round += 1) {
    await send('DELETE', '/_docproof/exchanges');
    for (let at = 0; at < 3; at += 1) await send('GET', `/lamps?n=${at}`);
    const { exchanges } = await list();
    expect(exchanges).toMatchObject([{ target: '/lamps?n=0' }, { target: '/lamps?n=1' }, { target: '/lamps?n=2' }]);
  }
  await send('DELETE', '/_docproof/exchanges');
  const all = Array.from({ length: 600 }, (_, at) => at);
  for (let at = 0; at < all.length; at += 50)
    await Promise.all(all.slice(at, at + 50).map((n) => send('GET', `/lamps?n=${n}`)));
  const { exchanges, matching } = await list();
  expect(matching).toBe(600);
  expect(exchanges.map(({ id }) => id)).toEqual([...exchanges.map(({ id }) => id)].sort((one, other) => one - other));
  const [first] = exchanges;
  expect(await send('GET', `/_docproof/exchanges/${first?.id}`)).toMatchObject({
    status: 200,
    said: { response: { body: '[1]' }, verdict: 'pass', example: 'default' },
  });
  expect(await send('POST', `/_docproof/exchanges/${first?.id}/replay`)).toMatchObject({
    status: 200,
    said: { id: expect.any(Number) },
  });
  expect((await list()).matching).toBe(601);
});

test('A program that watches hears of what any process answered, and of the end of them all', async () => {
  const { url, send, stop } = await serving('--inspector');
  let text = '';
  let isEnded = false;
  const watching = request(`${url}/_docproof/events`, { agent: false }, (response) => {
    response.on('data', (chunk) => {
      text += chunk;
    });
    response.on('end', () => {
      isEnded = true;
    });
  });
  watching.on('error', () => undefined);
  watching.end();
  await expect.poll(() => text, { timeout: 10_000 }).toContain(': the feed');
  await Promise.all(Array.from({ length: 10 }, (_, at) => send('GET', `/lamps?n=${at}`)));
  await expect.poll(() => [...text.matchAll(/^event: exchange$/gm)].length, { timeout: 10_000 }).toBe(10);
  await stop();
  await expect.poll(() => [isEnded, text.includes('event: end')], { timeout: 10_000 }).toEqual([true, true]);
});

test('Pages of several processes are guarded as those of one, and are off where nobody asked for them', async () => {
  const { url, send } = await serving();
  const foreign = await fetch(`${url}/_docproof/exchanges`, { headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  const page = { method: 'DELETE', headers: { origin: url } };
  expect((await fetch(`${url}/_docproof/exchanges`, page)).status).toBe(403);
  const { said } = await send('GET', '/_docproof/token');
  const { token } = said as { token: string };
  const allowed = { method: 'DELETE', headers: { origin: url, 'x-docproof-token': token } };
  expect((await fetch(`${url}/_docproof/exchanges`, allowed)).status).toBe(204);
  expect(await send('GET', '/_docproof/server')).toMatchObject({
    said: { mode: 'mock', features: expect.arrayContaining(['exchanges', 'faults']) },
  });
  const off = await serving('--no-inspector');
  expect((await off.send('GET', '/_docproof/exchanges')).status).toBe(404);
  expect((await off.send('GET', '/_docproof/health')).status).toBe(200);
});

test('An answer that a page saves is the answer of all processes, and of one that takes the place of another', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'many-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'lamps.yaml');
  await copyFile(DOCUMENT, file);
  const { send } = await servingOf(file, '--allow-write');
  const bodies = async (path: string) =>
    new Set(await Promise.all(Array.from({ length: 20 }, async () => JSON.stringify((await send('GET', path)).said))));
  const [usual] = await bodies('/lamps?colour=red');
  await send('POST', '/_docproof/overrides', { operation: 'listLamps', answer: { body: [4711] } });
  await send('GET', '/lamps?colour=red');
  const { said } = await send('GET', '/_docproof/exchanges?text=4711');
  const [kept] = (said as { exchanges: { id: number }[] }).exchanges;
  const saved = await send('POST', `/_docproof/exchanges/${kept?.id}/example`, { write: true });
  expect(saved).toMatchObject({ status: 200, said: { written: true, applied: true } });
  expect(await bodies('/lamps?colour=red')).toEqual(new Set(['[4711]']));
  expect(await bodies('/lamps?colour=blue')).toEqual(new Set([usual]));
});
