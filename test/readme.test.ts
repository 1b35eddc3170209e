import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type RunningServer, startMock } from '../src/api/index.js';
import { blocksOf, commandsOf, isShown } from './support/sessions.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');

/** The commands that README shows with their output. */
const SESSIONS = blocksOf(README)
  .filter(({ language }) => language === 'console')
  .flatMap(commandsOf)
  .map(({ line, output = '' }) => ({ line, output }));

/** The servers that README starts, by the ports that it gives them. */
const servers = new Map<string, RunningServer>();
beforeAll(async () => {
  const contract = await loadContract();
  const mock = await startMock(contract, { port: 0 });
  servers.set('http://127.0.0.1:4010', mock);
});
afterAll(() => Promise.all([...servers.values()].map((server) => server.close())));

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

  test.each(SESSIONS)('The README shows what this command prints: $line', async ({ line, output }) => {
    let command = line.replace('npx docproof', `"${process.execPath}" dist/cli/main.js`);
    for (const [url, server] of servers) command = command.replaceAll(url, server.url);
    const ran = await promisify(execFile)('sh', ['-c', command], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1' },
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
    expect(shown.length).toBeGreaterThanOrEqual(4);
    for (const line of shown) expect([...figures.values()]).toContain(line);
  });
});
