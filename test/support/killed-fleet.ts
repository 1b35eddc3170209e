import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { run } from './command.js';
import { resultsIn, type StartedWorker, startWorkerIn } from './fleet.js';
import type { RedisServer } from './redis.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const BASES = ['--base-url', 'http://127.0.0.1:4010', '--base-url', 'http://127.0.0.1:4010/beta'];
/** In seconds, so that nobody waits for long. */
const LOCK = ['--lock', '2'];

const seeded: { log: { entries: unknown[] } } = JSON.parse(readFileSync('contracts/captures/seeded.har', 'utf8'));

/** The seeded capture, so many times, in one HAR file. */
export function harOf(times: number): string {
  const entries = Array.from({ length: times }, () => seeded.log.entries).flat();
  return JSON.stringify({ ...seeded, log: { ...seeded.log, entries } });
}

/** Captures in a folder, and the report that one thread makes of them. */
export interface Captures {
  /** A place in the folder. */
  file(name: string): string;
  readonly expected: string;
  /** How many shards of 1 MB they have: one for each file, and those of the large one. */
  readonly shards: number;
  remove(): void;
}

/** Writes so many small captures and a large one, and checks them in one thread. The caller removes them. */
export async function writeCaptures(files: number): Promise<Captures> {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-kills-'));
  const file = (name: string): string => join(folder, name);
  const large = harOf(120);
  mkdirSync(file('captures'));
  for (let at = 0; at < files; at += 1)
    writeFileSync(file(`captures/${String(at).padStart(4, '0')}.har`), harOf(4 + (at % 5)));
  writeFileSync(file('captures/large.har'), large);
  await run(['check', 'spec/openapi.yaml', file('captures'), ...BASES, '--format', `ndjson=${file('alone.ndjson')}`]);
  return {
    file,
    expected: readFileSync(file('alone.ndjson'), 'utf8'),
    shards: files + Math.ceil(large.length / (1 << 20)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A check that runs. */
export interface Coordinator {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

/** A place of results, and what is started for it: all of it ends with the test. */
export interface KilledFleet {
  readonly results: string;
  readonly report: string;
  /** @param on what comes before its command */
  worker(flags?: readonly string[], on?: readonly string[]): StartedWorker;
  check(captures?: string, on?: readonly string[]): Coordinator;
  /** How often a shard was judged. */
  judged(): number;
  /** Waits for a check, and holds its report against that of one thread. */
  isWhole(checking: Coordinator): Promise<void>;
}

let fleets = 0;

/** A fleet with its own queue. */
export function killedFleet(redis: RedisServer, { file, expected, shards }: Captures): KilledFleet {
  fleets += 1;
  const queue = `${redis.url}/0`;
  const results = file(`results-${fleets}`);
  const report = file(`report-${fleets}.ndjson`);
  const workers: StartedWorker[] = [];
  const checks: Coordinator[] = [];
  onTestFinished(async () => {
    for (const { child, ended } of [...checks, ...workers]) {
      child.kill('SIGKILL');
      await ended;
    }
    await redis.stop();
  });
  return {
    results,
    report,
    worker(flags = [], on = []) {
      const worker = startWorkerIn({ on }, queue, '--workers', '2', ...LOCK, ...flags);
      workers.push(worker);
      return worker;
    },
    check(captures = file('captures'), on = []) {
      const spread = ['--queue', queue, '--results', results, '--shard-size', '1', ...LOCK];
      const own = ['check', 'spec/openapi.yaml', captures, ...BASES, ...spread, '--format', `ndjson=${report}`];
      const [program = '', ...args] = [...on, process.execPath, MAIN, ...own];
      const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
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
    async isWhole({ ended, said }) {
      expect([await ended, said()]).toEqual([1, expect.not.stringContaining('error')]);
      const found = readFileSync(report, 'utf8');
      expect(found.length).toBe(expected.length);
      expect(found === expected).toBe(true);
      // Each shard's result is there once: as many as there are shards, and no half of one.
      const names = await resultsIn(results);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toHaveLength(shards);
      const others = readdirSync(join(results, 'results'), { recursive: true, encoding: 'utf8' });
      expect(others.filter((name) => name.endsWith('.json')).length).toBe(shards);
    },
  };
}
