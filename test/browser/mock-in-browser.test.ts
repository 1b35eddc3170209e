import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, checkCapture, loadContract, type RunningServer, startMock } from '../../src/api/index.js';
import { launchBrowser } from '../support/browser.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>A page on another origin</title><link rel="icon" href="data:,"><h1>A page on another origin</h1>';

let contract: Contract;
let mock: RunningServer;
let site: Server;
let siteUrl: string;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  contract = await loadContract();
  mock = await startMock(contract, { port: 0 });
  site = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const address = site.address();
  siteUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  folder = await mkdtemp(join(tmpdir(), 'docproof-browser-'));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await mock?.close();
  await new Promise((resolve) => site.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** What a page's own script sees of an answer. */
interface Seen {
  readonly status: number;
  readonly body: unknown;
  readonly location: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string | null;
}

/** Posts the bodies from a page on another origin, in order, and records what went over the wire. */
async function postFromPage(
  calls: readonly { path: string; body: string; headers: Record<string, string> }[],
  har: string,
): Promise<Seen[]> {
  const context = await browser.newContext({ recordHar: { path: har, content: 'embed', mode: 'full' } });
  const page = await context.newPage();
  await page.goto(siteUrl);
  const seen = await page.evaluate(
    async ({ calls, base }) => {
      const answers: Seen[] = [];
      for (const { path, body, headers } of calls) {
        const response = await fetch(`${base}${path}`, { method: 'POST', headers, body });
        answers.push({
          status: response.status,
          body: await response.json(),
          location: response.headers.get('location'),
          requestId: response.headers.get('request-id'),
          clientRequestId: response.headers.get('client-request-id'),
        });
      }
      return answers;
    },
    { calls, base: mock.url },
  );
  await context.close();
  return seen;
}

describe('the mock for a page on another origin', () => {
  const clientRequestId = '6a1f0f5e-51f5-4f0b-8d3c-1f8b2a7c9d10';
  const calls = OPERATIONS.map(({ folder: name, path }) => ({
    path,
    body: payload(name, 'request.documented'),
    headers: { ...HEADERS, 'client-request-id': clientRequestId },
  }));

  test('A page on another origin posts the documented requests and reads the documented responses and headers', async () => {
    const seen = await postFromPage(calls, join(folder, 'documented.har'));
    for (const [index, { folder: name }] of OPERATIONS.entries()) {
      expect(seen[index]).toMatchObject({ status: 201, clientRequestId });
      expect(seen[index]?.body).toEqual(JSON.parse(payload(name, '201.documented')));
      expect(seen[index]?.location).toMatch(new RegExp(`^${mock.url}/.+/[0-9a-f-]{36}$`));
      expect(seen[index]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('The capture of a page on another origin has no findings except placeholders', async () => {
    const har = join(folder, 'documented.har');
    const options = { baseUrls: [mock.url] };
    const allowed = await checkCapture(contract, har, { ...options, placeholders: 'allow' });
    expect(allowed.summary).toMatchObject({
      checked: 5,
      passed: 5,
      errors: 0,
      warnings: 0,
      outOfScope: { 'other-server': 1 },
    });
    expect(allowed.coverage.percent).toBe(100);

    const warned = await checkCapture(contract, har, options);
    expect(warned.summary).toMatchObject({
      checked: 5,
      passed: 5,
      errors: 0,
      warnings: allowed.summary.placeholdersAllowed,
    });
    expect(new Set(warned.violations.map(({ keyword }) => keyword))).toEqual(new Set(['placeholder']));
    // 5 + 2 + 4 + 0 + 14 in the requests; the responses have one more: createdDateTime of the leaked credentials.
    expect(warned.violations.filter(({ in: side }) => side === 'request')).toHaveLength(25);
    expect(warned.violations.filter(({ in: side }) => side === 'response')).toHaveLength(26);
    if (process.env.UPDATE === '1') await keepCapture(har);
  });

  test('A page on another origin can read what is wrong with its request', async () => {
    const [seen] = await postFromPage(
      [{ path: '/identityRiskEvents', body: '{"riskLevel":"severe"}', headers: HEADERS }],
      join(folder, 'bad.har'),
    );
    expect(seen?.status).toBe(400);
    expect(JSON.stringify(seen?.body)).toContain('/riskLevel must be one of low, medium, high');
    const { summary } = await checkCapture(contract, join(folder, 'bad.har'), { baseUrls: [mock.url] });
    expect(summary).toMatchObject({ errors: 0, passed: 1 });
  });
});

/** The capture that CI checks, as if the mock had stood on its usual port. */
async function keepCapture(har: string): Promise<void> {
  const text = (await readFile(har, 'utf8'))
    .replaceAll(mock.url, 'http://127.0.0.1:4010')
    .replaceAll(new URL(mock.url).host, '127.0.0.1:4010');
  await writeFile(
    new URL('../../contracts/captures/browser.har', import.meta.url),
    text.replaceAll(siteUrl, 'http://127.0.0.1:8080'),
  );
}
