import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { LAMPS, lamps, openInspector } from '../../support/inspector.js';
import { openResult } from '../../support/open-result.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const TEXTS = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  ']]></style><svg onload=alert(1)>',
  "'\"><iframe srcdoc='<script>alert(1)</script>'>",
  'javascript:alert(1)',
  '\u2028alert(1)\u202e',
  '__proto__',
  '{"__proto__":{"a":1}}',
];

test('The inspector neither runs what clients send nor turns it into markup, wherever it is shown', async () => {
  const { mock, post, page: address } = await lamps();
  for (const text of TEXTS) {
    const ascii = text.replace(/[^ -~]/g, '?');
    await post(JSON.stringify({ name: 7, [text]: [text] }), { 'x-text': ascii, cookie: `a=${ascii}` });
    await post(text);
    await fetch(`${mock.url}/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}`, { method: 'GET' });
  }
  // All rows have room, so that all are in the page.
  const page = await openInspector(browser, address, { viewport: { width: 1280, height: 2000 } });
  await expect.poll(() => page.locator('.row').count()).toBe(3 * TEXTS.length);
  for (let at = 0; at < 3 * TEXTS.length; at += 1) {
    await page.locator('.row').nth(at).click();
    await page.locator('.pane h2').waitFor();
    const closed = page.locator('.pane details:not([open]) > summary:visible');
    while ((await closed.count()) > 0) await closed.first().click();
    expect(await page.locator('img, svg, iframe, object, embed').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('.pane').textContent()).not.toMatch(/[\u2028\u202e]/);
  }
  // As an address could bring it.
  for (const text of TEXTS) {
    await page.goto(`${address}#/exchanges/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}`);
    await page.goto(`${address}#/${encodeURIComponent(text)}`);
  }
  expect(await page.locator('img, svg, iframe').count()).toBe(0);
});

test('The page of a check neither runs what was captured nor turns it into markup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-hostile-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const capture = join(folder, 'capture.ndjson');
  const document = join(folder, 'openapi.yaml');
  await writeFile(document, LAMPS);
  const lines = TEXTS.map((text) =>
    JSON.stringify({
      request: {
        method: 'POST',
        url: '/lamps',
        headers: { 'content-type': 'application/json', 'x-a': text },
        body: text,
      },
      response: { status: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify([text]) },
    }),
  );
  await writeFile(capture, `${lines.join('\n')}\n`);
  const { child, address } = await openResult([document, capture]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const page = await openInspector(browser, address, { viewport: { width: 1280, height: 1600 } });
  const isHarmless = async (): Promise<void> => {
    expect(await page.locator('img, svg, iframe, object, embed').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
  };
  await page.locator('.row').first().waitFor();
  for (const row of await page.locator('.row').all()) await row.click();
  await isHarmless();
  await page.goto(`${address}#/exchanges`);
  await expect.poll(() => page.locator('.row').count()).toBe(TEXTS.length);
  for (const row of await page.locator('.row').all()) {
    await row.click();
    await page.locator('.pane h2').waitFor();
    await isHarmless();
  }
});

test('Another origin can neither embed the inspector nor read what it shows', async () => {
  const { list, page: address } = await lamps();
  await list();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('http://evil.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${address}"></iframe>` }),
  );
  await page.goto('http://evil.test/');
  const read = await page.evaluate(
    `fetch(${JSON.stringify(`${address}exchanges`)}).then(() => 'read', () => 'refused')`,
  );
  expect(read).toBe('refused');
  expect(await page.frameLocator('iframe').getByText('Docproof').count()).toBe(0);
  await context.close();
});
