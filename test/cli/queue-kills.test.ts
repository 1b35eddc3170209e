import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Logged, resultsIn } from '../support/fleet.js';
import { type Captures, harOf, type KilledFleet, killedFleet, writeCaptures } from '../support/killed-fleet.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

/** `npm run endurance` kills more often, and pauses for longer. */
const IS_LONG = process.env.ENDURANCE_SECONDS !== undefined;
const KILLS = IS_LONG ? 30 : 5;
const REDIS_PAUSE = IS_LONG ? 40_000 : 4_000;
const FILES = IS_LONG ? 600 : 80;

let captures: Captures;

beforeAll(async () => {
  captures = await writeCaptures(FILES);
}, 120_000);

afterAll(() => captures.remove());

/** Whether a worker has a shard that is alone in it, and ended another worker so before. */
function isAloneAgain(log: readonly Logged[]): boolean {
  const last = log.findLast(({ event }) => event === 'suspect');
  return (
    last !== undefined &&
    last.alone !== 1 &&
    !log.some(({ event, shard }) => event === 'judged' && shard === last.shard)
  );
}

/** A fleet with its own Redis. */
async function fleet(...flags: string[]): Promise<KilledFleet & { readonly redis: RedisServer }> {
  const redis = await startRedis(...flags);
  return { redis, ...killedFleet(redis, captures) };
}

describe.skipIf(REDIS === undefined)(
  `Checks on many machines, of which some are killed${WITHOUT}`,
  { timeout: 300_000 },
  () => {
    test('Workers that are killed at any time change nothing of the report', async () => {
      const { worker, check, isWhole, judged } = await fleet();
      const checking = check();
      let isOver = false;
      void checking.ended.then(() => {
        isOver = true;
      });
      let kills = 0;
      for (let draw = 7; kills < KILLS && !isOver; kills += 1) {
        const victim = worker();
        await victim.until('begun', 1 + (draw % 9));
        draw = (draw * 73) % 101;
        await pause(draw);
        // A shard whose worker is killed three times while it runs alone is unread, as the last test says.
        while (isAloneAgain(victim.log)) await pause(20);
        await victim.kill('SIGKILL');
      }
      expect(kills).toBe(KILLS);
      const before = judged();
      expect(before).toBeLessThan(captures.shards);
      worker();
      worker();
      await isWhole(checking);
    });

    test('A coordinator that is killed and started again goes on where it was', async () => {
      const { worker, check, isWhole, judged } = await fleet();
      const first = check();
      const one = worker();
      await one.until('judged', 20);
      first.child.kill('SIGKILL');
      expect(await first.ended).toBe(null);
      await one.until('judged', 25);
      await isWhole(check());
      // What was judged before is not judged again, except what ended while the second one looked what there is.
      expect(judged()).toBeLessThanOrEqual(captures.shards + 15);
    });

    test('A Redis that is killed and comes back with its file ends no check', async () => {
      const { redis, worker, check, isWhole } = await fleet('--appendonly', 'yes', '--appendfsync', 'always');
      const checking = check();
      const one = worker();
      await one.until('judged', 10);
      redis.process().kill('SIGKILL');
      await pause(1_500);
      await redis.restart();
      await isWhole(checking);
    });

    test('A Redis that comes back empty ends no check: the place of results says what is done', async () => {
      const { redis, worker, check, isWhole } = await fleet();
      const checking = check();
      const one = worker();
      await one.until('judged', 10);
      redis.process().kill('SIGKILL');
      await pause(500);
      await redis.restart();
      await isWhole(checking);
    });

    test('A Redis that does not answer for longer than any lock ends no check', async () => {
      const { redis, worker, check, isWhole } = await fleet();
      const checking = check();
      const [one] = [worker(), worker()];
      await one.until('judged', 10);
      redis.process().kill('SIGSTOP');
      await pause(REDIS_PAUSE);
      redis.process().kill('SIGCONT');
      await isWhole(checking);
    });

    test('A worker that is cut off until its lock is gone, and comes back, changes nothing of the report', async () => {
      const { worker, check, isWhole } = await fleet();
      const checking = check();
      const [one, other] = [worker(), worker()];
      await one.until('begun', 3);
      one.child.kill('SIGSTOP');
      await pause(5_000);
      one.child.kill('SIGCONT');
      await other.until('judged', 5);
      await isWhole(checking);
    });

    test('SIGTERM lets a worker finish what it has begun, or give it back, and ends it with 0', async () => {
      const { worker, check, isWhole } = await fleet();
      const checking = check();
      const patient = worker();
      await patient.until('begun', 3);
      patient.child.kill('SIGTERM');
      expect(await patient.ended).toEqual([0, null]);
      const count = (those: string): number => patient.log.filter(({ event }) => event === those).length;
      expect(count('judged')).toBe(count('begun'));
      const hasty = worker(['--grace', '0']);
      await hasty.until('begun', 3);
      hasty.child.kill('SIGTERM');
      expect(await hasty.ended).toEqual([0, null]);
      worker();
      await isWhole(checking);
    });

    test('A shard that ends its worker three times while it runs alone is unread, with the reason, and the exit code is 2', async () => {
      const { worker, check, results, report } = await fleet();
      const slow = captures.file('slow.har.gz');
      writeFileSync(slow, gzipSync(harOf(3_000)));
      const checking = check(slow);
      const first = worker();
      await first.until('begun');
      await first.kill('SIGKILL');
      for (let alone = 1; alone <= 3; alone += 1) {
        const next = worker();
        await next.until('suspect');
        expect(next.log.filter(({ event }) => event === 'suspect')).toEqual([expect.objectContaining({ alone })]);
        await next.kill('SIGKILL');
      }
      worker();
      expect([await checking.ended, checking.said()]).toEqual([2, expect.any(String)]);
      expect(readFileSync(report, 'utf8')).toContain(
        'were not judged: a worker ended 3 times while it judged them and nothing else',
      );
      expect(await resultsIn(results).catch(() => [])).toEqual([]);
    });
  },
);
