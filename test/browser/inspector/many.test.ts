import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { startServing } from '../../support/command.js';
import { openInspector } from '../../support/inspector.js';

const ALL = 10_000;
const A_SECOND = 2_000;
/** Requests that are written at once. */
const A_BATCH = 100;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Sends that many requests over one connection, so many a second. @returns when all were answered */
async function flood(port: number, number: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let answered = 0;
  let rest = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const text = rest + chunk;
    answered += text.split('HTTP/1.1 4').length - 1;
    rest = text.slice(-9).includes('HTTP/1.1 4') ? '' : text.slice(-9);
  });
  const began = performance.now();
  for (let sent = 0; sent < number; sent += A_BATCH) {
    const texts = Array.from({ length: A_BATCH }, (_, at) => {
      const body = JSON.stringify({ riskLevel: 'severe', number: sent + at });
      return `POST /identityRiskEvents?n=${sent + at} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    });
    socket.write(texts.join(''));
    await sleep(Math.max(0, began + ((sent + A_BATCH) / A_SECOND) * 1000 - performance.now()));
  }
  await expect.poll(() => answered, { timeout: 60_000 }).toBe(number);
}

async function megabytesOf(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

const elements = (page: Page): Promise<number> => page.evaluate('document.getElementsByTagName("*").length');

test('The inspector stays usable with 10,000 exchanges at 2,000 a second, with few elements, and its server takes bounded memory', async () => {
  const { child, port, url } = await startServing(['mock']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const page = await openInspector(browser, `${url}/_docproof/`);
  await page.evaluate(`
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ entryTypes: ['longtask'] });
  `);
  const before = await megabytesOf(child.pid);
  const counts: number[] = [];
  const counting = setInterval(() => void elements(page).then((number) => counts.push(number), stop), 200);
  const stop = (): void => clearInterval(counting);
  onTestFinished(stop);
  const began = performance.now();
  await flood(port, ALL);
  const seconds = (performance.now() - began) / 1000;
  await expect
    .poll(() => page.locator('.filters .found').textContent(), { timeout: 60_000 })
    .toMatch(/^10,000 exchanges/);
  stop();
  expect(counts.length).toBeGreaterThan(3);
  expect(Math.max(...counts)).toBeLessThan(1500);
  // The list still answers: the newest is shown, the first is found, opened, and its detail read.
  await page.locator('.row', { hasText: `n=${ALL - 1}` }).waitFor();
  const asked = performance.now();
  await page.getByRole('searchbox').fill('n=4321');
  await expect.poll(() => page.locator('.row').count()).toBe(1);
  await page.locator('.row').click();
  await page.locator('.pane h2', { hasText: 'n=4321' }).waitFor();
  expect(performance.now() - asked).toBeLessThan(15_000);
  expect(await elements(page)).toBeLessThan(1500);
  const grown = (await megabytesOf(child.pid)) - before;
  expect(grown).toBeLessThan(400);
  const tasks: number[] = await page.evaluate('window.longTasks');
  console.log(
    `${Math.round(ALL / seconds)} exchanges/s; at most ${Math.max(...counts)} elements; ${tasks.length} long tasks, the longest ${Math.round(Math.max(0, ...tasks))} ms; the server took ${Math.round(grown)} MB more`,
  );
}, 240_000);
