import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Ran, run } from '../support/command.js';
import { resultsIn, type StartedWorker, startWorker } from '../support/fleet.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'docproof-queue-'));
const file = (name: string): string => join(FOLDER, name);
const SECRET = 'tok-Zq81hGq0aXv7LmPd3R5s';
const BASES = ['--base-url', 'http://127.0.0.1:4010', '--base-url', 'http://127.0.0.1:4010/beta'];

/** `npm run endurance` has more. */
const MANY = process.env.ENDURANCE_SECONDS === undefined ? 1_000 : 10_000;

const seeded: { log: { entries: { request: { url: string } }[] } } = JSON.parse(
  readFileSync('contracts/captures/seeded.har', 'utf8'),
);
const lines = readFileSync('contracts/captures/owner.ndjson', 'utf8').trim().split('\n');

/** A HAR of more than three megabytes; what is wrong with some entries is said with their places. */
function largeHar(): string {
  const entries: unknown[] = Array.from({ length: 90 }, () => seeded.log.entries).flat();
  entries.splice(700, 0, { request: {} });
  entries.splice(1500, 0, 7);
  const found = JSON.stringify({ ...seeded, log: { ...seeded.log, entries } }, null, 1);
  return found.replaceAll('/auditLogs/signIns', `/auditLogs/signIns?access_token=${SECRET}`);
}

beforeAll(() => {
  writeFileSync(file('large.har'), largeHar());
  writeFileSync(file('cut.har'), largeHar().slice(0, 2_500_000));
  writeFileSync(file('large.har.gz'), gzipSync(largeHar()));
  const many = Array.from({ length: 1_200 }, (_, at) =>
    at % 400 === 399 ? '{"request": 7}' : lines[at % lines.length],
  );
  writeFileSync(file('large.ndjson'), `${many.join('\n')}\n\n${lines[0]?.slice(0, 40)}`);
  mkdirSync(file('folder/below'), { recursive: true });
  for (let at = 0; at < 6; at += 1) writeFileSync(file(`folder/below/${at}.ndjson`), `${lines.join('\n')}\n`);
  writeFileSync(file('folder/large.har'), largeHar());
  writeFileSync(file('folder/notes.txt'), 'this is no capture');
  writeFileSync(file('folder/empty.har'), '{"log":{"version":"1.2","entries":[]}}');
  mkdirSync(file('none'));
  writeFileSync(file('none/notes.txt'), 'this is no capture');
});

afterAll(() => rmSync(FOLDER, { recursive: true }));

describe.skipIf(REDIS === undefined)(`Checks on many machines${WITHOUT}`, { timeout: 120_000 }, () => {
  let redis: RedisServer;
  let queue: string;
  let workers: readonly StartedWorker[];

  beforeAll(async () => {
    redis = await startRedis();
    queue = `${redis.url}/0`;
    workers = [startWorker(queue, '--workers', '1'), startWorker(queue, '--workers', '2')];
    await Promise.all(workers.map((worker) => worker.until('started')));
  });

  afterAll(async () => {
    for (const worker of workers) await worker.kill('SIGTERM');
    await redis.stop();
  });

  let runs = 0;
  /** Runs the same check in one thread and on the workers, with reports that list each exchange. */
  const both = (captures: readonly string[], ...flags: string[]) =>
    compared(['json', 'ndjson', 'html'], captures, flags);
  const compared = async (formats: readonly string[], captures: readonly string[], flags: readonly string[] = []) => {
    runs += 1;
    const results = file(`results-${runs}`);
    const ran = async (
      more: readonly string[],
      name: string,
    ): Promise<Ran & Readonly<Record<'json' | 'ndjson' | 'html', string>>> => {
      const reports = formats.flatMap((format) => ['--format', `${format}=${file(`${name}.${format}`)}`]);
      const done = await run(['check', 'spec/openapi.yaml', ...captures, ...BASES, ...flags, ...more, ...reports]);
      const read = (format: string): string => {
        try {
          return readFileSync(file(`${name}.${format}`), 'utf8');
        } catch {
          return '';
        }
      };
      const own = (text: string): string => text.replaceAll(file(`${name}.`), '');
      return {
        code: done.code,
        stdout: own(done.stdout),
        stderr: own(done.stderr),
        json: read('json'),
        ndjson: read('ndjson'),
        html: read('html'),
      };
    };
    const alone = await ran([], `alone-${runs}`);
    const spread = ['--queue', queue, '--results', results, '--shard-size', '1'];
    const together = await ran(spread, `together-${runs}`);
    return { alone, together, results, again: () => ran(spread, `again-${runs}`) };
  };

  test.each([
    ['a HAR', ['large.har']],
    ['a HAR that is cut', ['cut.har']],
    ['NDJSON with lines that cannot be read', ['large.ndjson']],
    ['a compressed HAR', ['large.har.gz']],
    ['a folder with files that are no captures, and files beside it', ['folder', 'large.ndjson']],
    ['a folder without any capture', ['none']],
    ['a capture without entries', ['folder/empty.har']],
  ])('The report of a check on workers is byte by byte that of one thread for %s', async (_, names) => {
    const { alone, together } = await both(names.map(file));
    expect(alone.stdout.length + alone.stderr.length).toBeGreaterThan(20);
    expect(differences(alone, together)).toEqual([]);
    // By sums, for no report lists each exchange.
    const summed = await compared(['json'], names.map(file));
    expect(differences(summed.alone, summed.together)).toEqual([]);
  });

  test('A file that is not there ends the check before anything is judged, with the words of one thread', async () => {
    const { alone, together, results } = await both([file('large.ndjson'), file('missing.har')]);
    expect([together.code, together.stderr]).toEqual([alone.code, alone.stderr]);
    expect(existsSync(join(results, 'results'))).toBe(false);
  });

  test('The same check again judges nothing, and a changed object is judged again, as far as it is cut', async () => {
    const { alone, results, again } = await both([file('large.har'), file('large.ndjson')]);
    const before = await resultsIn(results);
    const judged = (): number =>
      workers.reduce((sum, { log }) => sum + log.filter(({ event }) => event === 'judged').length, 0);
    const first = judged();
    expect(before.length).toBeGreaterThan(4);
    expect(differences(alone, await again())).toEqual([]);
    expect(judged()).toBe(first);
    const changed = new Date(Date.now() + 5_000);
    utimesSync(file('large.ndjson'), changed, changed);
    expect(differences(alone, await again())).toEqual([]);
    const more = (await resultsIn(results)).length - before.length;
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThan(before.length);
    expect(judged()).toBe(first + more);
  });

  test('Objects of one path, and contents that no version tells apart, are each judged', async () => {
    const passing = lines[1] ?? '';
    const failing = lines[0] ?? '';
    // Of one length: neither name nor size tells them apart.
    const contents: Record<string, string> = {
      a: `${passing.padEnd(failing.length)}\n`,
      b: `${failing.padEnd(passing.length)}\n`,
    };
    const server = createServer(({ url = '', headers }, response) => {
      const asked = new URL(url, here).searchParams.get('file') ?? 'a';
      const text = url === '/list' ? `${here}/get?file=a\n${here}/get?file=b\n` : (contents[asked] ?? '');
      const [, from = 0, to = text.length - 1] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
      if (headers.range) response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${text.length}` });
      response.end(Buffer.from(text).subarray(Number(from), Number(to) + 1));
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const all = await both([`${here}/list`]);
    expect(all.alone.stdout).toContain('1 passed, 1 failed');
    expect(differences(all.alone, all.together)).toEqual([]);
    const one = await both([`${here}/get?file=a`]);
    expect(one.together.code).toBe(0);
    contents.a = contents.b ?? '';
    expect((await one.again()).code).toBe(1);
  });

  test('A job that somebody made up in Redis writes nothing outside the place of results of the worker', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    const prefix = 'made-up';
    const mine = file('results-mine');
    const worker = startWorker(`${queue}?prefix=${prefix}`, '--workers', '1', '--results', mine);
    onTestFinished(() => worker.kill('SIGTERM'));
    await worker.until('started');
    const made = new Queue(`check-${version}`, { connection: { port: redis.port }, prefix });
    const other = pathToFileURL(file('results-other')).href;
    const job = { page: 'x', at: 0, part: null, alone: 0, isSuspect: false, isAgain: false };
    const id = '0123456789abcdef'.repeat(2);
    await made.add('shard', { ...job, results: other }, { jobId: id });
    await made.add('shard', { ...job, results: pathToFileURL(mine).href }, { jobId: `../../${id}` });
    await made.add('shard', { ...job, results: pathToFileURL(mine).href }, { jobId: id.replace('0', 'f') });
    await worker.until('failed', 3);
    await vi.waitFor(() => expect(existsSync(join(mine, 'failures'))).toBe(true), 10_000);
    expect((await made.getJob(id))?.failedReason).toMatch(/^bad-option at .*, whose --results names another place$/);
    await made.close();
    expect(existsSync(file('results-other'))).toBe(false);
    expect(existsSync(file(`${id}.json`))).toBe(false);
    expect(readdirSync(join(mine, 'failures'))).toEqual([`${id.replace('0', 'f')}.json`]);
  });

  test('A dry run says how many shards, bytes and what they cost, and judges nothing', async () => {
    const results = file('results-dry');
    const flags = ['--queue', queue, '--results', results, '--shard-size', '1'];
    const dry = await run(['check', 'spec/openapi.yaml', file('large.har'), ...BASES, ...flags, '--dry-run']);
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    expect(dry.stdout).toMatch(/^1 object, [\d,]+ bytes\n([45]) shards: 0 done, \1 left\n/);
    await run(['check', 'spec/openapi.yaml', file('large.har'), ...BASES, ...flags]);
    const after = await run(['check', 'spec/openapi.yaml', file('large.har'), ...BASES, ...flags, '--dry-run']);
    expect(after.stdout).toMatch(/\n([45]) shards: \1 done, 0 left\n/);
  });

  test('Neither Redis nor the place of results has a secret of the captures, and Redis has nothing of them', async () => {
    const client = new Redis(redis.port, '127.0.0.1');
    onTestFinished(() => client.disconnect());
    const monitor = await client.monitor();
    const seen: string[] = [];
    monitor.on('monitor', (_: string, args: string[]) => seen.push(args.join(' ')));
    const { together, results } = await both([file('large.har')]);
    expect(together.code).toBe(1);
    const summed = await compared(['json'], [file('large.har')]);
    expect(summed.together.code).toBe(1);
    const sent = seen.join('\n');
    expect((await resultsIn(results)).filter((name) => !sent.includes(name.slice(0, 32)))).toEqual([]);
    for (const word of [SECRET, 'signIns', 'large.har', '127.0.0.1:4010']) expect(sent.includes(word)).toBe(false);
    monitor.disconnect();
    for (const place of [results, summed.results]) {
      const [folder = ''] = readFolders(place);
      const names = readdirSync(join(place, 'results', folder));
      const texts = names.map((name) => readFileSync(join(place, 'results', folder, name), 'utf8'));
      expect(texts.join('')).toContain('signIns');
      expect(texts.filter((text) => text.includes(SECRET))).toEqual([]);
    }
    expect(await resultsIn(summed.results)).not.toEqual([]);
  });

  test('A prefix keeps the checks of two teams apart, and a key of pseudonyms is asked of the workers', async () => {
    writeFileSync(file('redact.key'), 'a key of more than sixteen bytes');
    const team = `${queue}?prefix=team-b`;
    const others = [startWorker(team, '--redact-key', file('redact.key')), startWorker(`${queue}?prefix=team-c`)];
    onTestFinished(async () => {
      for (const worker of others) await worker.kill('SIGTERM');
    });
    const check = ['check', 'spec/openapi.yaml', file('large.har'), ...BASES, '--redact-key', file('redact.key')];
    const alone = await run([...check, '--format', 'json']);
    const flags = ['--shard-size', '1', '--format', 'json'];
    const spread = await run([...check, '--queue', team, '--results', file('results-key'), ...flags]);
    expect(alone.stdout).toMatch(/\[redacted-[0-9a-f]{12}\]/);
    expect([spread.code, spread.stdout]).toEqual([alone.code, alone.stdout]);
    const other = `${queue}?prefix=team-c`;
    const keyless = await run([...check, '--queue', other, '--results', file('results-c'), ...flags]);
    expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('docproof worker --redact-key FILE')]);
    expect(others[1]?.log.some(({ event }) => event === 'judged')).toBe(false);
  });

  test(`${MANY} shards of a kilobyte each have a result, and cost Redis few calls each`, {
    timeout: 300_000,
  }, async () => {
    mkdirSync(file('many'));
    const body = {
      request: { method: 'GET', url: 'http://127.0.0.1:4010/auditLogs/signIns', headers: { accept: 'x'.repeat(800) } },
    };
    const small = JSON.stringify({ ...body, response: { status: 200, json: { a: 1 } } });
    for (let at = 0; at < MANY; at += 1)
      writeFileSync(file(`many/${String(at).padStart(5, '0')}.ndjson`), `${small}\n`);
    const client = new Redis(redis.port, '127.0.0.1');
    onTestFinished(() => client.disconnect());
    /** Calls of scripts: those are what BullMQ sends for a job. */
    const calls = async (): Promise<number> =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0);
    const before = await calls();
    const check = ['check', 'spec/openapi.yaml', file('many'), ...BASES, '--format', 'json'];
    const spread = await run([...check, '--queue', queue, '--results', file('results-many'), '--quiet']);
    const each = ((await calls()) - before) / MANY;
    expect(each).toBeLessThan(5);
    expect(new Set(await resultsIn(file('results-many'))).size).toBe(MANY);
    expect(JSON.parse(spread.stdout).summary).toMatchObject({ entries: MANY, checked: MANY });
    const alone = await run(check);
    expect([spread.code, spread.stdout === alone.stdout]).toEqual([alone.code, true]);
  });

  test('A check that is stopped takes back the shards that no worker has taken, and keeps the results', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    const prefix = 'stopped';
    const jobs = new Queue(`check-${version}`, { connection: { port: redis.port }, prefix });
    onTestFinished(() => jobs.close());
    const results = file('results-stopped');
    const flags = [
      ...BASES,
      '--queue',
      `${queue}?prefix=${prefix}`,
      '--results',
      results,
      '--shard-size',
      '1',
      '--quiet',
    ];
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    const check = spawn(process.execPath, [main, 'check', 'spec/openapi.yaml', file('large.har'), ...flags]);
    const ended = once(check, 'exit');
    await vi.waitFor(async () => expect(await jobs.getWaitingCount()).toBeGreaterThan(3), 60_000);
    check.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(await jobs.getJobCounts('waiting', 'active', 'delayed')).toEqual({ waiting: 0, active: 0, delayed: 0 });
    expect(existsSync(join(results, 'plans'))).toBe(true);
  });

  test('A worker says once that Redis is away, however often it tries, and then that it is back', async () => {
    const other = await startRedis();
    onTestFinished(() => other.stop());
    const worker = startWorker(`${other.url}/0`, '--workers', '1');
    onTestFinished(() => worker.kill('SIGKILL'));
    await worker.until('started');
    const gone = once(other.process(), 'exit');
    other.process().kill('SIGKILL');
    await gone;
    await worker.until('redis');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await other.restart();
    await worker.until('redis-back');
    const said = worker.log.map(({ event }) => event).filter((event) => event.startsWith('redis'));
    expect(said).toEqual(['redis', 'redis-back']);
  });

  test('What cannot work ends the start with a cure: no Redis, one that throws keys away, standard input', async () => {
    const check = (url: string, capture: string) =>
      run(['check', 'spec/openapi.yaml', capture, '--queue', url, '--results', file('results-bad')], {
        patience: 60_000,
      });
    const lost = await check('redis://:secret@127.0.0.1:1/0', file('large.ndjson'));
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining('redis://127.0.0.1:1/0: cannot be reached')]);
    expect(lost.stderr).not.toContain('secret');
    const wrong = await check('http://127.0.0.1/0', file('large.ndjson'));
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('is not the URL of a database in Redis')]);
    const missing = await check(`${redis.url}/999`, file('large.ndjson'));
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('Name one that it has')]);
    const input = await check(queue, '-');
    expect([input.code, input.stderr]).toEqual([2, expect.stringContaining('workers cannot read this')]);
    const evicting = await startRedis('--maxmemory', '50mb', '--maxmemory-policy', 'volatile-lru');
    onTestFinished(() => evicting.stop());
    const evicted = await check(`${evicting.url}/0`, file('large.ndjson'));
    expect([evicted.code, evicted.stderr]).toEqual([2, expect.stringContaining('maxmemory-policy noeviction')]);
  });
});

/** What two runs left behind differently: where, and the beginning of both. */
function differences(one: object, other: object): string[] {
  const others = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).flatMap(([name, value]) => {
    const [a, b] = [String(value), String(others.get(name))];
    if (a === b) return [];
    let at = 0;
    while (a[at] === b[at]) at += 1;
    return [`${name} at ${at}: ${a.slice(at, at + 200)} | ${b.slice(at, at + 200)}`];
  });
}

function readFolders(results: string): string[] {
  return readdirSync(join(results, 'results'));
}
