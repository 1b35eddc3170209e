import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright';
import { createServer } from 'vite';

let server;
let browser;
before(async () => {
  server = await createServer({ server: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
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

test('The shop lists what the document shows, adds a lamp, and says why it cannot add another', async () => {
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls.local[0]);
  await page.getByText('red lamp').waitFor();
  await page.getByRole('button', { name: 'Add a blue lamp' }).click();
  await page.getByText('red lamp').waitFor({ state: 'detached' });
  assert.deepEqual(await page.getByRole('listitem').allTextContents(), ['blue lamp']);
  await page.getByRole('button', { name: 'Add a green lamp' }).click();
  await page.getByText('The lamp shop cannot do that.').waitFor();
});

test('A path that the document does not have gets a problem, and not the page', async () => {
  const response = await fetch(new URL('/api/chairs', server.resolvedUrls.local[0]));
  assert.equal(response.status, 404);
  assert.match(response.headers.get('content-type'), /^application\/problem\+json/);
});
