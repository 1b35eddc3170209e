import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { project, simulate } from '../../bench/fleet/simulate.mjs';

const FREE = { mergeSeconds: 0, redisPerShard: 0, redisPerSecond: 1, listSeconds: 0, secondsAtStorage: 0 };

describe('the simulation of many workers', () => {
  test('Workers that wait for nothing are all busy, and twice as many take half the time', () => {
    const given = { ...FREE, shards: 10_000, shardSeconds: [1] };
    expect(simulate({ ...given, workers: 10 })).toMatchObject({ seconds: 1_000, efficiency: 1, bound: 'workers' });
    expect(simulate({ ...given, workers: 20 }).seconds).toBe(500);
  });

  test.each([
    ['merge', { mergeSeconds: 0.1 }, 1_000],
    ['Redis', { redisPerShard: 50, redisPerSecond: 500 }, 1_000],
    ['list', { listSeconds: 5_000 }, 5_000],
  ] as const)('What can be done by one only bounds the whole: %s', (bound, more, seconds) => {
    const found = simulate({ ...FREE, shards: 10_000, shardSeconds: [1], workers: 1_000, ...more });
    expect(found.bound).toBe(bound);
    expect(found.seconds).toBeGreaterThanOrEqual(seconds);
    expect(found.seconds).toBeLessThan(seconds * 1.02 + 11);
  });

  test('The time is at least that of each part alone, and at most that of all one after the other', () => {
    const part = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 300 }),
        part,
        part,
        (shardSeconds, workers, mergeSeconds, redisSeconds) => {
          const given = { ...FREE, shards: 400, shardSeconds, workers, mergeSeconds, redisPerShard: redisSeconds };
          const { seconds, efficiency } = simulate(given);
          const longest = Math.max(...shardSeconds);
          const parts = [400 * mergeSeconds, 400 * redisSeconds, (400 * Math.min(...shardSeconds)) / workers];
          for (const least of parts) expect(seconds).toBeGreaterThanOrEqual(least * 0.999_999);
          const most = 400 * (mergeSeconds + redisSeconds) + (400 / workers + 1) * longest;
          expect(seconds).toBeLessThanOrEqual(most * 1.000_001);
          expect(efficiency).toBeGreaterThan(0);
          expect(efficiency).toBeLessThanOrEqual(1.000_001);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('A projection for 10 TB says where it bends: beyond that more workers gain nothing', () => {
    const measured = { shardSeconds: [0.4, 0.5, 0.6], mergeSeconds: 0.01, redisPerShard: 30, redisPerSecond: 100_000 };
    const { shards, rows, bends } = project(measured);
    expect(shards).toBe(312_500);
    expect(rows.map(({ workers }) => workers)).toEqual([10, 50, 200]);
    expect(bends.merge).toBeCloseTo(60, 0);
    const [few, some, many] = rows;
    expect(few?.efficiency).toBeGreaterThan(0.97);
    expect(some?.efficiency).toBeGreaterThan(0.9);
    expect(many).toMatchObject({ bound: 'merge' });
    expect(many?.efficiency).toBeCloseTo(60 / 200, 1);
  });
});
