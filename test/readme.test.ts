import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, startMock } from '../src/api/index.js';
import { startWorker } from './support/fleet.js';
import { REDIS, startRedis } from './support/redis.js';
import { blocksOf, commandsOf, isShown } from './support/sessions.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');

/** The commands that README shows with their output. */
const SESSIONS = blocksOf(README)
  .filter(({ language }) => language === 'console')
  .flatMap(commandsOf)
  .map(({ line, output = '' }) => ({ line, output }))
  // What runs in the background is started below.
  .filter(({ line }) => !line.endsWith('&'));

/** The servers that README starts, by the ports that it gives them. */
const servers = new Map<string, { readonly url: string; close(): Promise<void> }>();

/** Where results of checks on many machines go. */
const RESULTS = mkdtempSync(join(tmpdir(), 'docproof-readme-'));

beforeAll(async () => {
  const contract = await loadContract();
  const mock = await startMock(contract, { port: 0 });
  servers.set('http://127.0.0.1:4010', mock);
  if (REDIS === undefined) return;
  const redis = await startRedis();
  const worker = startWorker(`${redis.url}/0`);
  servers.set('redis://127.0.0.1:6379', {
    url: redis.url,
    async close() {
      await worker.kill('SIGTERM');
      await redis.stop();
    },
  });
});
afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.close()));
  rmSync(RESULTS, { recursive: true, force: true });
});

/** What differs from run to run. */
function settled(text: string): string {
  return text
    .replace(/"(client-)?request-id":"[0-9a-f-]{36}"/g, '"$1request-id":"…"')
    .replace(/"date":"[^"]+"/g, '"date":"…"')
    .trim();
}

/** A row of bench/results/mock.json. */
interface Measured {
  readonly server: string;
  readonly requestsPerSecond: number;
  /** In milliseconds. */
  readonly startToFirstAnswer: number;
}

describe('README', () => {
  test('The README shows a session for each of its three readers', () => {
    expect(SESSIONS.length).toBeGreaterThanOrEqual(4);
  });

  test.for(SESSIONS)('The README shows what this command prints: $line', async ({ line, output }, { skip }) => {
    skip(line.includes('redis:') && REDIS === undefined, 'there is no redis-server');
    let command = line.replace('npx docproof', `"${process.execPath}" dist/cli/main.js`);
    for (const [url, server] of servers) command = command.replaceAll(url, server.url);
    const ran = await promisify(execFile)('sh', ['-c', command], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', DOCPROOF_RESULTS: RESULTS },
    }).catch((error: { stdout: string }) => error);
    if (!isShown(settled(ran.stdout), settled(output))) expect(settled(ran.stdout)).toBe(settled(output));
  });

  test('Every link of the README to a file leads to a file that exists', () => {
    const targets = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(`${ROOT}${target}`))).toEqual([]);
  });

  test('The README can be read in two minutes: it has at most 120 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  test('The README gives the figures of the last benchmark', () => {
    const { servers } = JSON.parse(readFileSync(`${ROOT}bench/results/mock.json`, 'utf8'));
    const figures = new Map<string, string>(
      servers.map(({ server, requestsPerSecond, startToFirstAnswer }: Measured) => [
        server,
        `| ${server} | ${requestsPerSecond.toLocaleString('en')} | ${startToFirstAnswer} ms |`,
      ]),
    );
    const shown = README.split('\n').filter((line) => / \| \d+ ms \|$/.test(line));
    expect(shown.length).toBeGreaterThanOrEqual(3);
    for (const line of shown) expect([...figures.values()]).toContain(line);
  });
});
