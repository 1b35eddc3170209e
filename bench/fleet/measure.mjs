// Worker processes on this machine, against --workers 2: the same captures, the same report, byte by byte.
import { spawn, spawnSync } from 'node:child_process';
import { once as happens } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { findRedis } from '../../test/redis/find-redis.mjs';
import { seedCapture } from '../cases/captures.mjs';
import { bundledDocument, DOCPROOF, temporary } from '../cases/context.mjs';
import { median } from '../measure.mjs';

const WEIGH = fileURLToPath(new URL('../weigh.mjs', import.meta.url));

/**
 * Measures a check by 1, 2 and 4 worker processes, each with one thread, and gives what a simulation needs.
 * @returns undefined where there is no Redis
 */
export async function measureFleet(size, rounds = 3) {
  const server = findRedis();
  if (server === undefined) return undefined;
  const redis = await startRedis(server);
  try {
    const capture = await seedCapture('ndjson', 200_000 * size);
    const tiny = await seedCapture('ndjson', 1);
    const runs = { threads: [], 1: [], 2: [], 4: [] };
    let again;
    let report;
    for (let round = 0; round < rounds; round += 1) {
      const threads = check([capture.file, '--workers', '2']);
      report ??= threads.stdout;
      runs.threads.push({ ...threads.figures, wall: threads.seconds });
      for (const count of [1, 2, 4]) {
        const results = join(temporary, `results-${round}-${count}`);
        const run = await checkByWorkers(redis, capture, results, count);
        if (run.stdout !== report) throw new Error(`${count} workers gave another report than --workers 2`);
        runs[count].push(run);
        // All is judged: what is left is to plan and to merge.
        if (count === 1) again = await mergeAlone(redis, { capture, tiny, results });
        rmSync(results, { recursive: true, force: true });
      }
      const said = Object.entries(runs).map(([key, done]) => `${key} ${done.at(-1).wall.toFixed(1)} s`);
      console.log(`  round ${round + 1} of ${rounds}: ${said.join(', ')}`);
    }
    return figuresOf(capture, runs, again);
  } finally {
    await redis.stop();
  }
}

function figuresOf(capture, runs, merging) {
  const busy = (key) => median(runs[key].map((run) => run.busyMilliseconds)) / 1000;
  const rows = Object.entries(runs).map(([key, done]) => ({
    program: key === 'threads' ? 'check --workers 2' : `check --queue, ${key} worker process${key === '1' ? '' : 'es'}`,
    seconds: round2(median(done.map(({ wall }) => wall))),
    busySeconds: round2(busy(key)),
    exchangesPerSecond: Math.round(capture.entries / median(done.map(({ wall }) => wall))),
  }));
  const one = runs[1].at(-1);
  const shards = one.shards.length;
  // By the processor's time, as all else: the clock of a busy machine tells of its other work, too.
  const each = Math.max(0.001, (one.workerMilliseconds - merging.workerStart) / 1000 / shards);
  const mean = one.shards.reduce((sum, seconds) => sum + seconds, 0) / shards;
  return {
    captureMegabytes: Math.round(capture.bytes / 1e6),
    exchanges: capture.entries,
    programs: rows,
    ratios: {
      busyOfOne: round2(
        median(runs[1].map((run, round) => run.busyMilliseconds / runs.threads[round].busyMilliseconds)),
      ),
      busyOfTwo: round2(
        median(runs[2].map((run, round) => run.busyMilliseconds / runs.threads[round].busyMilliseconds)),
      ),
      busyOfFour: round2(
        median(runs[4].map((run, round) => run.busyMilliseconds / runs.threads[round].busyMilliseconds)),
      ),
    },
    targets: [
      { ratio: 'busyOfTwo', atMost: 1.1, says: 'times the processor time of --workers 2: coordinator and two workers' },
    ],
    measured: {
      shards,
      // As they differ by the clock, around what one takes on average.
      shardSeconds: one.shards.map((seconds) => round3((seconds / mean) * each)),
      mergeSeconds: merging.seconds / shards,
      redisPerShard: round2(one.redisCalls / shards),
      // Redis does one thing at a time: as many as its processor time allows.
      redisPerSecond: Math.round(one.redisCalls / one.redisBusySeconds),
    },
  };
}

/** Runs docproof to its end, and gives what it said and took. */
function check(args, env = {}) {
  const figures = join(temporary, 'fleet-figures.ndjson');
  rmSync(figures, { force: true });
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', WEIGH, DOCPROOF, 'check', bundledDocument(), ...args, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...env, DOCPROOF_BENCH_FIGURES: figures } },
  );
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`check ended with ${status}: ${stderr.slice(-600)}`);
  return { stdout, seconds, figures: figuresIn(figures) };
}

/** The same, while workers run: nothing here may stand still. */
async function checkAside(args) {
  const figures = join(temporary, 'fleet-figures.ndjson');
  rmSync(figures, { force: true });
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', WEIGH, DOCPROOF, 'check', bundledDocument(), ...args, '--format', 'json'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DOCPROOF_BENCH_FIGURES: figures } },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const [status] = await happens(child, 'close');
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`check --queue ended with ${status}: ${stderr.slice(-600)}`);
  return { stdout, seconds, figures: figuresIn(figures) };
}

async function checkByWorkers(redis, capture, results, count) {
  mkdirSync(results, { recursive: true });
  const flags = ['--queue', redis.url, '--results', results];
  const workers = await Promise.all(Array.from({ length: count }, (_, index) => startWorker(redis, index)));
  const before = await redis.used();
  const { stdout, seconds, figures } = await checkAside([capture.file, ...flags]);
  const after = await redis.used();
  const shards = workers.flatMap(({ shards: judged }) => judged);
  const busy = await Promise.all(workers.map((worker) => worker.stop()));
  return {
    stdout,
    wall: seconds,
    busyMilliseconds: figures.busyMilliseconds + busy.reduce((sum, one) => sum + one, 0),
    workerMilliseconds: busy.reduce((sum, one) => sum + one, 0),
    shards,
    redisCalls: after.calls - before.calls,
    redisBusySeconds: after.busySeconds - before.busySeconds,
  };
}

/** The processor's time of planning and merging alone, without that of a start, and that of a worker's start. */
async function mergeAlone(redis, { capture, tiny, results }) {
  const flags = ['--queue', redis.url, '--results', results];
  const worker = await startWorker(redis, 0);
  await checkAside([tiny.file, ...flags]);
  const busy = (file) => median([0, 1, 2].map(() => check([file, ...flags]).figures.busyMilliseconds));
  const milliseconds = busy(capture.file) - busy(tiny.file);
  return { seconds: Math.max(0.001, milliseconds / 1000), workerStart: await worker.stop() };
}

async function startWorker(redis, index) {
  const figures = join(temporary, `worker-figures-${index}.ndjson`);
  rmSync(figures, { force: true });
  const child = spawn(
    process.execPath,
    ['--import', WEIGH, DOCPROOF, 'worker', '--queue', redis.url, '--workers', '1'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DOCPROOF_BENCH_FIGURES: figures } },
  );
  const shards = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)));
    lines.on('line', (line) => {
      const { event, ms } = JSON.parse(line);
      if (event === 'started') resolve();
      if (event === 'judged') shards.push(ms / 1000);
    });
  });
  return {
    shards,
    async stop() {
      child.removeAllListeners('exit');
      const ended = happens(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return figuresIn(figures).busyMilliseconds;
    },
  };
}

function figuresIn(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const figures = lines.map((line) => JSON.parse(line));
  return { busyMilliseconds: figures.reduce((sum, one) => sum + one.busyMilliseconds, 0) };
}

async function startRedis(program) {
  const port = await freePort();
  const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', temporary], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('redis-server ended')));
    child.stdout.on('data', (text) => {
      if (/ready to accept connections/i.test(String(text))) resolve();
    });
  });
  const client = new Redis(port, '127.0.0.1');
  return {
    url: `redis://127.0.0.1:${port}/0`,
    /** Commands that were called, and the processor time of Redis, since its start. */
    async used() {
      const calls = [...(await client.info('commandstats')).matchAll(/calls=(\d+)/g)];
      const cpu = [...(await client.info('cpu')).matchAll(/used_cpu_(?:sys|user):([\d.]+)/g)];
      const sum = (found) => found.reduce((total, [, value]) => total + Number(value), 0);
      return { calls: sum(calls), busySeconds: sum(cpu) };
    },
    async stop() {
      child.removeAllListeners('exit');
      client.disconnect();
      const ended = happens(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function round3(value) {
  return Math.round(value * 1000) / 1000;
}

function round2(value) {
  return Math.round(value * 100) / 100;
}
