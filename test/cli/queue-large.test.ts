import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startWorker } from '../support/fleet.js';
import { REDIS, startRedis, WITHOUT } from '../support/redis.js';

/** `npm run endurance` sets it: five gigabytes take minutes, and much room in the temporary folder. */
const IS_LONG = process.env.ENDURANCE_SECONDS !== undefined;
const BYTES = 5e9;

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'docproof-large-'));

const BASES = ['--base-url', 'http://127.0.0.1:4010', '--base-url', 'http://127.0.0.1:4010/beta'];
/** Exchanges, some with violations. */
const LINES = readFileSync('contracts/captures/owner.ndjson', 'utf8').trim().split('\n');

/** Writes a capture of about so many bytes. @returns how many exchanges it has */
async function writeCapture(file: string, bytes: number): Promise<number> {
  const block = `${LINES.join('\n')}\n`.repeat(500);
  const blocks = Math.ceil(bytes / block.length);
  const out = createWriteStream(file);
  for (let at = 0; at < blocks; at += 1) if (!out.write(block)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  return blocks * 500 * LINES.length;
}

/** The most memory that a process had, in MiB. */
function peakOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  // A process that has ended has none.
  return Number(kilobytes ?? 0) / 1024;
}

describe.skipIf(!IS_LONG || REDIS === undefined || process.platform !== 'linux')(
  `One object of five gigabytes, by many workers (npm run endurance)${WITHOUT}`,
  { timeout: 1_800_000 },
  () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;

    beforeAll(async () => {
      redis = await startRedis();
    });

    afterAll(async () => {
      await redis?.stop();
      rmSync(FOLDER, { recursive: true });
    });

    const checked = async (bytes: number): Promise<{ coordinator: number; workers: number }> => {
      const name = `${bytes / 1e6}`;
      const capture = join(FOLDER, `${name}.ndjson`);
      const entries = await writeCapture(capture, bytes);
      const queue = `${redis.url}/0?prefix=${name}`;
      const workers = [startWorker(queue, '--workers', '1'), startWorker(queue, '--workers', '1')];
      onTestFinished(async () => {
        for (const worker of workers) await worker.kill('SIGKILL');
      });
      const flags = ['--queue', queue, '--results', join(FOLDER, `results-${name}`), '--format', 'json'];
      const child = spawn(process.execPath, [MAIN, 'check', 'spec/openapi.yaml', capture, ...BASES, ...flags], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let coordinator = 0;
      const looking = setInterval(() => {
        if (child.exitCode === null) coordinator = Math.max(coordinator, peakOf(child));
      }, 100);
      let report = '';
      child.stdout.on('data', (chunk) => {
        report += chunk;
      });
      await once(child, 'close');
      clearInterval(looking);
      expect(JSON.parse(report).summary.entries).toBe(entries);
      const peak = Math.max(...workers.map((worker) => peakOf(worker.child)));
      for (const worker of workers) await worker.kill('SIGTERM');
      rmSync(capture);
      return { coordinator, workers: peak };
    };

    test('The coordinator and its workers hold about as much memory as for a tenth of it', async () => {
      const tenth = await checked(BYTES / 10);
      const whole = await checked(BYTES);
      expect(whole.coordinator).toBeLessThan(tenth.coordinator * 1.5);
      expect(whole.workers).toBeLessThan(tenth.workers * 1.5);
      console.log('MiB at the most', { tenth, whole });
    });
  },
);
