import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run, type Started, startServing } from '../support/command.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'docproof-fleet-'));
const FILE = join(FOLDER, 'lamps.yaml');

const LAMPS = `openapi: 3.1.0
info: { title: Lamps, version: '1' }
paths:
  /lamps:
    get:
      operationId: listLamps
      responses: { '503': { description: busy }, '200': { description: all, content: { application/json: { schema: { type: array, items: &lamp
        { type: object, properties: { id: { type: integer }, name: { type: string } }, required: [id, name] } } } } } }
    post:
      operationId: addLamp
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: *lamp } } } }
  /lamps/{id}:
    get:
      operationId: getLamp
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: *lamp } } }
        '404': { description: none }
        '503': { description: busy }
`;

describe.skipIf(REDIS === undefined)(`Mocks that share a Redis${WITHOUT}`, { timeout: 90_000 }, () => {
  let redis: RedisServer;
  let part = 0;

  beforeAll(async () => {
    redis = await startRedis();
    await writeFile(FILE, LAMPS);
  });

  afterAll(async () => {
    await redis.stop();
    await rm(FOLDER, { recursive: true });
  });

  /** Mocks of one fleet, each a process of its own. */
  const fleet = async (count: number, ...flags: string[]): Promise<readonly Started[]> => {
    part += 1;
    const state = ['--state', `${redis.url}/0?prefix=fleet-${part}`];
    const started = await Promise.all(
      Array.from({ length: count }, () => startServing(['mock', FILE, ...state, ...flags])),
    );
    onTestFinished(async () => {
      for (const { child, ended } of started) {
        child.kill('SIGTERM');
        await ended;
      }
    });
    return started;
  };
  const post = async ({ url }: Started, name: string): Promise<{ id: number }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/lamps`, { method: 'POST', headers, body: JSON.stringify({ name }) });
    expect(response.status).toBe(201);
    return (await response.json()) as { id: number };
  };

  test('What one remembers all remember, and no id is given twice', async () => {
    const [one, two, three] = (await fleet(3)) as [Started, Started, Started];
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, at) => post([one, two, three][at % 3] ?? one, `lamp ${at}`)),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(30);
    for (const { url } of [one, two, three])
      expect((await (await fetch(`${url}/lamps`)).json()) as unknown[]).toHaveLength(30);
    expect(await (await fetch(`${two.url}/lamps/${made[0]?.id}`)).json()).toMatchObject({ name: 'lamp 0' });
    // A session is apart on all of them.
    const headers = { 'docproof-session': 'test-7' };
    expect((await (await fetch(`${three.url}/lamps`, { headers })).json()) as unknown[]).not.toHaveLength(30);
  });

  test('An answer that is set once at one is given once by all together', async () => {
    const mocks = await fleet(3);
    const override = { operation: 'listLamps', answer: { status: 503, undocumented: true, body: {} }, times: 2 };
    const headers = { 'content-type': 'application/json' };
    const set = await fetch(`${mocks[0]?.url}/_docproof/overrides`, {
      method: 'POST',
      headers,
      body: JSON.stringify(override),
    });
    expect(set.ok).toBe(true);
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => (await fetch(`${mocks[at % 3]?.url}/lamps`)).status),
    );
    expect(statuses.filter((status) => status === 503)).toHaveLength(2);
    expect(statuses.filter((status) => status === 200)).toHaveLength(28);
  });

  test('Faults are drawn by one seed: the calls of all together fail as those of one mock would', async () => {
    const draws = async (count: number): Promise<number> => {
      const mocks = await fleet(count, '--seed', 'lamps', '--fault', 'GET /lamps: 30% 503');
      let failed = 0;
      for (let at = 0; at < 40; at += 1)
        failed += Number((await fetch(`${mocks[at % count]?.url}/lamps`)).status === 503);
      return failed;
    };
    const [alone, together] = [await draws(1), await draws(2)];
    expect(alone).toBeGreaterThan(3);
    expect(together).toBe(alone);
  });

  test('With --multiprocess the processes of one machine share it with those of others', async () => {
    const [single] = (await fleet(1)) as [Started];
    const state = ['--state', `${redis.url}/0?prefix=fleet-${part}`];
    const several = await startServing(['mock', FILE, '-m', ...state]);
    onTestFinished(async () => {
      several.child.kill('SIGTERM');
      await several.ended;
    });
    const { id } = await post(single, 'shared');
    for (let turn = 0; turn < 6; turn += 1)
      expect(
        await (await fetch(`${several.url}/lamps/${id}`, { headers: { connection: 'close' } })).json(),
      ).toMatchObject({ name: 'shared' });
  });

  test('A Redis that cannot be reached, and a time to live without one, end the start with a cure', async () => {
    const lost = await run(['mock', FILE, '--port', '0', '--state', 'redis://:secret@127.0.0.1:1/0'], {
      patience: 20_000,
    });
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining('redis://127.0.0.1:1/0: cannot be reached')]);
    expect(lost.stderr).not.toContain('secret');
    const file = await run(['mock', FILE, '--port', '0', '--state-ttl', '60'], { patience: 20_000 });
    expect([file.code, file.stderr]).toEqual([2, expect.stringContaining('--state redis://HOST/0 --state-ttl 3600')]);
  });

  test('A mock is not ready while its Redis is paused or gone, lives on, and is ready when it is back', async () => {
    const own = await startRedis();
    onTestFinished(() => own.stop());
    const mock = await startServing(['mock', FILE, '--port', '0', '--state', `${own.url}/0`]);
    onTestFinished(async () => {
      mock.child.kill('SIGKILL');
      await mock.ended;
    });
    const status = async (page: string): Promise<number> => (await fetch(`${mock.url}/_docproof/${page}`)).status;
    const up = async () =>
      /^docproof_state_up (\d)$/m.exec(await (await fetch(`${mock.url}/_docproof/metrics`)).text())?.[1];
    expect([await status('ready'), await up()]).toEqual([200, '1']);
    own.process().kill('SIGSTOP');
    expect(await status('ready')).toBe(503);
    expect(await status('health')).toBe(200);
    own.process().kill('SIGCONT');
    await expect.poll(() => status('ready'), { timeout: 20_000 }).toBe(200);
    own.process().kill('SIGKILL');
    await expect.poll(() => status('ready'), { timeout: 20_000 }).toBe(503);
    expect(await up()).toBe('0');
    await own.restart();
    await expect.poll(() => status('ready'), { timeout: 20_000 }).toBe(200);
    expect(await up()).toBe('1');
  });
});
