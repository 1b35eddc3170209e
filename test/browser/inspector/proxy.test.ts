import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startProxy } from '../../../src/api/index.js';
import { launchBrowser } from '../../support/browser.js';
import { contractOf } from '../../support/contract.js';
import { LAMPS, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A proxy before a service whose answers are not as documented. */
async function proxying() {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-proxy-page-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const service = createServer((request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json');
    response.end(request.method === 'GET' ? '["one"]' : '{"id":7}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void service.close());
  const address = service.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const file = join(folder, 'recording.ndjson');
  const proxy = await startProxy(await contractOf(LAMPS), `http://127.0.0.1:${port}`, { port: 0, record: file });
  onTestFinished(() => proxy.close());
  return { url: proxy.url, file, list: () => fetch(`${proxy.url}/lamps`) };
}

test('The inspector of a proxy lists live traffic with what is wrong in the answers of the service', async () => {
  const { url, list } = await proxying();
  await list();
  const page = await openInspector(browser, `${url}/_docproof/`);
  await page.locator('.row', { hasText: '/lamps' }).click();
  const pane = page.locator('.pane');
  await pane.locator('h2', { hasText: 'GET /lamps → 200' }).waitFor();
  expect(await pane.locator('.kind').textContent()).toContain('answered by the service');
  expect(await pane.locator('.found-list').first().textContent()).toMatch(/response body \/0 must be integer/);
  expect(await pane.getByRole('region', { name: 'response' }).locator('.marked').textContent()).toContain('"one"');
  await list();
  await expect.poll(() => page.locator('.row').count()).toBe(2);
  expect(await page.getByRole('button', { name: 'Next answer' }).count()).toBe(0);
});

test('The inspector of a proxy pauses its recording and goes on, gives captures, and shows an overlay that accepts what was seen', async () => {
  const { url, list, file } = await proxying();
  await list();
  const page = await openInspector(browser, `${url}/_docproof/#/traffic`);
  const lines = async () => (await readFile(file, 'utf8')).trim().split('\n').length;
  await expect.poll(lines).toBe(1);
  await page
    .getByRole('button', { name: /pause|off|stop/i })
    .first()
    .click();
  await page
    .locator('.toast, [role=status]', { hasText: /paus|off|not/i })
    .first()
    .waitFor();
  await list();
  await page
    .getByRole('button', { name: /go on|resume|on\b|start/i })
    .first()
    .click();
  await list();
  await expect.poll(lines).toBe(2);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /HAR/ }).click();
  const har = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
  expect(har.log.entries).toHaveLength(3);
  await page.getByRole('button', { name: 'Show the overlay' }).click();
  await page.locator('pre', { hasText: 'overlay: 1.0.0' }).waitFor();
});
