import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright';
import { createServer } from 'vite';

let server;
let browser;
before(async () => {
  const root = import.meta.dirname;
  await mkdir(join(root, 'public'), { recursive: true });
  // As "npx msw init public" does.
  await copyFile(
    createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'),
    join(root, 'public/mockServiceWorker.js'),
  );
  server = await createServer({ root, server: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
  await server.listen();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: process.env.CHROMIUM_PATH ? ['--no-sandbox', '--disable-gpu'] : [],
  });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('The page lists the lamps that a service worker answers with', async () => {
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls.local[0]);
  await page.getByText('red lamp').waitFor();
  assert.deepEqual(await page.getByRole('listitem').allTextContents(), ['red lamp', 'blue lamp']);
});
