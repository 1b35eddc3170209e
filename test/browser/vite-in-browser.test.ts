import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { createServer } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { docproof } from '../../src/integrations/vite/index.js';
import { launchBrowser } from '../support/browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const DOCUMENT = `openapi: 3.1.0
info: { title: tents, version: '1' }
paths:
  /tents:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: string } }, example: [Ida] } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name] } } } }
      responses: { '201': { description: made } }
`;

const PAGE = `<!doctype html><title>Tents</title><output id="tents"></output><button>Send</button>
<script type="module">
  const tents = await (await fetch('/api/tents')).json();
  document.querySelector('#tents').textContent = tents.join(', ');
  document.querySelector('button').onclick = () => fetch('/api/tents', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
</script>`;

test('A page of Vite shows the new answer when the document changes, and over it what breaks the contract', async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'docproof-vite-page-')));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  await writeFile(join(root, 'index.html'), PAGE);
  await writeFile(join(root, 'api.yaml'), DOCUMENT);
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [docproof({ document: 'api.yaml', reload: true, overlay: true })],
    server: { port: 0, host: '127.0.0.1' },
    optimizeDeps: { noDiscovery: true },
  });
  onTestFinished(() => server.close());
  await server.listen();
  const address = server.httpServer?.address();
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  await page.locator('#tents', { hasText: 'Ida' }).waitFor({ timeout: 30_000 });
  await writeFile(join(root, 'api.yaml'), DOCUMENT.replace('[Ida]', '[Ida, Zoe]'));
  await page.locator('#tents', { hasText: 'Ida, Zoe' }).waitFor({ timeout: 30_000 });
  await page.getByRole('button').click();
  const message = page.locator('vite-error-overlay .message-body');
  await message.waitFor({ timeout: 30_000 });
  expect(await message.textContent()).toContain('must have property "name"');
  expect(await page.locator('#tents').textContent()).toBe('Ida, Zoe');
});
