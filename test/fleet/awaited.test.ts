import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { awaitShards, type QueuedShard } from '../../src/fleet/awaited.js';
import { openPlace } from '../../src/fleet/place.js';
import { type PlannedObject, shardOf } from '../../src/fleet/plan.js';
import { openQueue } from '../../src/fleet/queue.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

const OBJECT: PlannedObject = { url: 'u', source: 'a.har', size: 9, version: '1', isOptional: false };

function queued(part: number): QueuedShard {
  const cut = { format: 'HAR', note: '', step: 1 };
  const shard = shardOf('r', { ...OBJECT, cut }, part);
  const job = { results: 'r', page: 'p', at: 0, part, isBrief: false, alone: 0, isSuspect: false, isAgain: false };
  return { shard, job };
}

describe.skipIf(REDIS === undefined)(`Shards in a queue${WITHOUT}`, () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.stop());

  test('A shard that the plan does not have is judged before all that wait, for the report waits for it', async () => {
    const queue = await openQueue(`${redis.url}/0`, '1', { onError: () => undefined, onBack: () => undefined });
    onTestFinished(() => queue.close());
    const folder = await mkdtemp(join(tmpdir(), 'docproof-awaited-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const place = await openPlace(folder);
    const shards = awaitShards(queue, await queue.events(), {
      place,
      run: 'r',
      patience: 10_000,
      onEnded: () => undefined,
    });
    await shards.add([0, 1, 2, 3].map(queued));
    const end = shards.end(queued(4));
    await vi.waitFor(async () => expect(await queue.queue.getWaitingCount()).toBe(5));
    const taken: number[] = [];
    const worker = queue.worker(
      async ({ data }) => {
        taken.push(data.part ?? -1);
        return { ended: 'it was enough' };
      },
      { concurrency: 1, lock: 10_000 },
    );
    onTestFinished(() => worker.close());
    expect(await end).toMatchObject({ part: 4, lost: expect.stringContaining('it was enough') });
    await vi.waitFor(() => expect(taken).toHaveLength(5));
    expect(taken[0]).toBe(4);
  });
});
