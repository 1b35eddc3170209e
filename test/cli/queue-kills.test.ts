import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../support/command.js';
import { resultsIn, type StartedWorker, startWorker } from '../support/fleet.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

/** `npm run endurance` kills more often, and pauses for longer. */
const IS_LONG = process.env.ENDURANCE_SECONDS !== undefined;
const KILLS = IS_LONG ? 30 : 5;
const REDIS_PAUSE = IS_LONG ? 40_000 : 4_000;
const FILES = IS_LONG ? 600 : 80;

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'docproof-kills-'));
const file = (name: string): string => join(FOLDER, name);
const BASES = ['--base-url', 'http://127.0.0.1:4010', '--base-url', 'http://127.0.0.1:4010/beta'];
/** In seconds, so that nobody waits for long. */
const LOCK = ['--lock', '2'];

const seeded: { log: { entries: unknown[] } } = JSON.parse(readFileSync('contracts/captures/seeded.har', 'utf8'));

function harOf(times: number): string {
  const entries = Array.from({ length: times }, () => seeded.log.entries).flat();
  return JSON.stringify({ ...seeded, log: { ...seeded.log, entries } });
}

let expected = '';

beforeAll(async () => {
  mkdirSync(file('captures'));
  for (let at = 0; at < FILES; at += 1)
    writeFileSync(file(`captures/${String(at).padStart(4, '0')}.har`), harOf(4 + (at % 5)));
  writeFileSync(file('captures/large.har'), harOf(120));
  await run(['check', 'spec/openapi.yaml', file('captures'), ...BASES, '--format', `ndjson=${file('alone.ndjson')}`]);
  expected = readFileSync(file('alone.ndjson'), 'utf8');
}, 120_000);

afterAll(() => rmSync(FOLDER, { recursive: true }));

/** A check that runs. */
interface Coordinator {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

describe.skipIf(REDIS === undefined)(
  `Checks on many machines, of which some are killed${WITHOUT}`,
  { timeout: 300_000 },
  () => {
    let runs = 0;

    /** A fleet of its own: Redis, a place of results, and what is started. */
    const fleet = async (...flags: string[]) => {
      runs += 1;
      const redis: RedisServer = await startRedis(...flags);
      const queue = `${redis.url}/0`;
      const results = file(`results-${runs}`);
      const report = file(`report-${runs}.ndjson`);
      const workers: StartedWorker[] = [];
      const checks: Coordinator[] = [];
      onTestFinished(async () => {
        for (const { child, ended } of checks) {
          child.kill('SIGKILL');
          await ended;
        }
        for (const { child, ended } of workers) {
          child.kill('SIGKILL');
          await ended;
        }
        await redis.stop();
      });
      return {
        redis,
        results,
        worker(...more: string[]): StartedWorker {
          const worker = startWorker(queue, '--workers', '2', ...LOCK, ...more);
          workers.push(worker);
          return worker;
        },
        check(captures = file('captures')): Coordinator {
          const spread = ['--queue', queue, '--results', results, '--shard-size', '1', ...LOCK];
          const args = ['check', 'spec/openapi.yaml', captures, ...BASES, ...spread, '--format', `ndjson=${report}`];
          const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
          let stderr = '';
          child.stderr.on('data', (chunk) => {
            stderr += chunk;
          });
          const ended = once(child, 'exit').then(([code]): number | null => code);
          const coordinator = { child, ended, said: () => stderr };
          checks.push(coordinator);
          return coordinator;
        },
        judged: () => workers.flatMap(({ log }) => log).filter(({ event }) => event === 'judged').length,
        async isWhole({ ended, said }: Coordinator): Promise<void> {
          expect([await ended, said()]).toEqual([1, expect.not.stringContaining('error')]);
          const found = readFileSync(report, 'utf8');
          expect(found.length).toBe(expected.length);
          expect(found === expected).toBe(true);
          // Each shard's result is there once: as many as there are shards, and no half of one.
          const names = await resultsIn(results);
          expect(new Set(names).size).toBe(names.length);
          expect(names).toHaveLength(SHARDS);
          const others = readdirSync(join(results, 'results'), { recursive: true, encoding: 'utf8' });
          expect(others.filter((name) => name.endsWith('.json')).length).toBe(SHARDS);
        },
      };
    };

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
        await victim.kill('SIGKILL');
      }
      expect(kills).toBe(KILLS);
      const before = judged();
      expect(before).toBeLessThan(SHARDS);
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
      expect(judged()).toBeLessThanOrEqual(SHARDS + 15);
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
      const hasty = worker('--grace', '0');
      await hasty.until('begun', 3);
      hasty.child.kill('SIGTERM');
      expect(await hasty.ended).toEqual([0, null]);
      worker();
      await isWhole(checking);
    });

    test('A shard that ends its worker three times while it runs alone is unread, with the reason, and the exit code is 2', async () => {
      const { worker, check, results } = await fleet();
      writeFileSync(file('slow.har.gz'), gzipSync(harOf(3_000)));
      const checking = check(file('slow.har.gz'));
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
      const report = readFileSync(file(`report-${runs}.ndjson`), 'utf8');
      expect(report).toContain('were not judged: a worker ended 3 times while it judged them and nothing else');
      expect(await resultsIn(results).catch(() => [])).toEqual([]);
    });
  },
);

/** One for each file, and those of the large one. */
const SHARDS = FILES + Math.ceil(harOf(120).length / (1 << 20));
