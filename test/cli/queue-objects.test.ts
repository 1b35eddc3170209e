import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openObjects } from '../../src/objects/index.js';
import { run } from '../support/command.js';
import { startWorkerIn } from '../support/fleet.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';
import { S3_CREDENTIALS, type S3Server, startS3 } from '../support/s3-server.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'docproof-queue-objects-'));
const BASES = ['--base-url', 'http://127.0.0.1:4010', '--base-url', 'http://127.0.0.1:4010/beta'];

const seeded: { log: { entries: unknown[] } } = JSON.parse(readFileSync('contracts/captures/seeded.har', 'utf8'));
const large = JSON.stringify({
  ...seeded,
  log: { ...seeded.log, entries: Array.from({ length: 60 }, () => seeded.log.entries).flat() },
});

describe.skipIf(REDIS === undefined)(`Workers beyond this machine${WITHOUT}`, { timeout: 120_000 }, () => {
  let redis: RedisServer;
  let s3: S3Server;
  let env: Record<string, string> = {};

  beforeAll(async () => {
    redis = await startRedis();
    s3 = await startS3('captures', 'results');
    env = {
      ...S3_CREDENTIALS,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const store = await openObjects('s3://captures/');
    await store.write('s3://captures/2026/a.har', Buffer.from(large));
    await store.write('s3://captures/2026/b.har.gz', gzipSync(large));
    await store.write('s3://captures/2026/c.ndjson', readFileSync('contracts/captures/owner.ndjson'));
    await store.close();
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await s3.stop();
    await redis.stop();
    rmSync(FOLDER, { recursive: true });
  });

  test('Captures and results in buckets give the report of one thread, and are not judged again', async () => {
    const worker = startWorkerIn({ env }, `${redis.url}/0`, '--workers', '2');
    onTestFinished(() => worker.kill('SIGTERM'));
    const check = ['check', 'spec/openapi.yaml', 's3://captures/2026/**', ...BASES, '--format', 'json'];
    const alone = await run(check, { env });
    const spread = ['--queue', `${redis.url}/0`, '--results', 's3://results/checks', '--shard-size', '1'];
    const together = await run([...check, ...spread], { env });
    expect(alone.code).toBe(1);
    expect([together.code, together.stderr]).toEqual([alone.code, alone.stderr]);
    expect(together.stdout === alone.stdout).toBe(true);
    const judged = worker.log.filter(({ event }) => event === 'judged').length;
    expect(judged).toBeGreaterThan(3);
    const again = await run([...check, ...spread], { env });
    expect(again.stdout === alone.stdout).toBe(true);
    expect(worker.log.filter(({ event }) => event === 'judged')).toHaveLength(judged);
  });

  test('A worker tells its numbers, that it lives, and whether it takes shards', async () => {
    const queue = `${redis.url}/0?prefix=numbers`;
    const worker = startWorkerIn({}, queue, '--workers', '1', '--metrics', '0');
    await worker.until('metrics');
    const url = worker.log.find(({ event }) => event === 'metrics')?.url ?? '';
    const read = async (path: string): Promise<readonly [number, string]> => {
      const response = await fetch(`${url}/_docproof/${path}`);
      return [response.status, await response.text()];
    };
    expect(await read('health')).toEqual([200, 'up\n']);
    expect(await read('ready')).toEqual([200, 'ready\n']);
    expect((await read('other'))[0]).toBe(404);
    const results = join(FOLDER, 'results-numbers');
    const flags = ['--queue', queue, '--results', results, '--quiet'];
    await run(['check', 'spec/openapi.yaml', 'contracts/captures/owner.ndjson', ...BASES, ...flags]);
    const [status, text] = await read('metrics');
    expect(status).toBe(200);
    expect(text).toContain('docproof_worker_shards_total{outcome="judged"} 1\n');
    expect(text).toContain('docproof_worker_exchanges_total 2\n');
    expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
    await worker.kill('SIGTERM');
    const taken = await run(['worker', '--queue', queue, '--metrics', 'here'], { patience: 30_000 });
    expect([taken.code, taken.stderr]).toEqual([
      2,
      expect.stringContaining('here is neither a port nor a host and port'),
    ]);
  });

  // V8 of Node 24 ends the whole process where a thread has no memory left for JSON: a worker is started again then.
  const endsAll = /^v24\./.test(process.version);
  test.skipIf(endsAll)('A shard whose thread runs out of memory is judged alone three times, then unread', async () => {
    // Objects take many times their text in memory; no list is so long that V8 ends the whole process.
    const list = (item: string, times: number): string => `[${Array.from({ length: times }, () => item).join(',')}]`;
    const json = list(list(list('{"a":1}', 100), 100), 300);
    const deep = `{"request":{"method":"GET","url":"http://127.0.0.1:4010/x"},"response":{"status":200,"json":${json}}}`;
    const [line = ''] = readFileSync('contracts/captures/owner.ndjson', 'utf8').split('\n');
    writeFileSync(join(FOLDER, 'deep.ndjson.gz'), gzipSync(`${deep}\n`));
    writeFileSync(join(FOLDER, 'plain.ndjson'), `${line}\n`);
    const queue = `${redis.url}/0?prefix=memory`;
    const worker = startWorkerIn({ env: { NODE_OPTIONS: '--max-old-space-size=128' } }, queue, '--workers', '1');
    onTestFinished(() => worker.kill('SIGTERM'));
    const captures = [join(FOLDER, 'deep.ndjson.gz'), join(FOLDER, 'plain.ndjson')];
    const flags = ['--queue', queue, '--results', join(FOLDER, 'results-memory'), '--format', 'json'];
    const ran = await run(['check', 'spec/openapi.yaml', ...captures, ...BASES, ...flags], { patience: 100_000 });
    expect(ran.code).toBe(2);
    const { summary } = JSON.parse(ran.stdout);
    expect(summary).toMatchObject({ entries: 2, checked: 1 });
    expect(summary.unread[0].detail).toContain(
      'a worker ended 3 times while it judged them and nothing else (its thread ran out of memory)',
    );
    expect(worker.log.filter(({ event }) => event === 'suspect')).toHaveLength(3);
  });
});
