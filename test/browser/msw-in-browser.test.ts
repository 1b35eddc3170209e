import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundle } from '../../src/api/index.js';
import { launchBrowser } from '../support/browser.js';
import { contractOf } from '../support/contract.js';
import { pageWith, saying, serveSite } from './core-site.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const DOCUMENT = `openapi: 3.1.0
info: { title: kites, version: '1' }
paths:
  /kites:
    get:
      operationId: listKites
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: string } }, example: [Ida] } } }
        '503': { description: calm, content: { application/json: { example: { error: calm } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string, pattern: '^[A-Z]' } } } } } }
      responses:
        '201': { description: made, headers: { Set-Cookie: { schema: { type: string }, example: kite=new } }, content: { application/json: { schema: { type: object }, example: { id: 1 } } } }
        '422': { description: wrong, content: { application/problem+json: { schema: { type: object } } } }
  /picture:
    get: { responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary } } } } } }
  /gusts:
    get: { responses: { '200': { description: ok, content: { text/event-stream: { itemSchema: { type: object, properties: { data: { type: string } } }, example: [{ data: one }, { data: two }] } } } } }
`;

/** A module of npm for pages, with all that it needs. */
async function forPages(source: string): Promise<string> {
  const built = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL('../../', import.meta.url)) },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}

test('In a page with the worker of MSW, requests get documented answers, cookies and streams, and stale handlers are told', async () => {
  const contract = await contractOf(DOCUMENT);
  const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
  const script = (text: string) => ({ type: 'text/javascript' as const, text });
  const site = await serveSite({
    '/': pageWith('/page.js'),
    '/mockServiceWorker.js': script(await readFile(worker, 'utf8')),
    '/document.json': { type: 'application/json', text: bundle(contract, 'json') },
    '/mocks.js': script(
      await forPages(
        "export * from 'docproof/msw'; export { http, HttpResponse } from 'msw'; export { setupWorker } from 'msw/browser';",
      ),
    ),
    '/page.js':
      saying(`const { createContract, handlers, http, HttpResponse, judgeTraffic, setupWorker } = await import('/mocks.js');
      const contract = await createContract(await (await fetch('/document.json')).json());
      const found = [];
      const onViolation = ({ in: side, location, keyword }, { operation }) => found.push([operation, side, location, keyword]);
      const mocks = handlers(contract, { baseUrl: '/api', onViolation, overrides: { listKites: [{ status: 503 }] } });
      const worker = setupWorker(...mocks);
      const traffic = judgeTraffic(worker, contract, { baseUrl: '/api', onViolation });
      await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
      const ask = async (path, init) => { const answer = await fetch(path, init); return [answer.status, await answer.text()]; };
      const post = (value) => ({ method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
      const answers = [await ask('/api/kites'), await ask('/api/kites'), await ask('/api/kites', post({ name: 'Bo' }))];
      const wrong = (await ask('/api/kites', post({ name: 'bo' })))[0];
      const png = [...new Uint8Array(await (await fetch('/api/picture')).arrayBuffer())].slice(0, 4);
      const events = await new Promise((resolve, reject) => {
        const data = [];
        const source = new EventSource('/api/gusts');
        source.onmessage = (event) => { data.push(event.data); if (data.length === 2) { source.close(); resolve(data); } };
        source.onerror = () => reject(new Error('no events'));
      });
      const elsewhere = (await ask('/kites'))[0];
      worker.use(http.get('/api/kites', () => HttpResponse.json([7])));
      await ask('/api/kites');
      await traffic.settled();
      say({ answers, wrong, png, events, elsewhere, cookie: document.cookie, found });`),
  });
  onTestFinished(() => site.close());
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${site.url}/`);
  const output = page.locator('#said:not(:empty)');
  await output.waitFor({ state: 'attached', timeout: 60_000 });
  expect(JSON.parse((await output.textContent()) ?? '')).toEqual({
    answers: [
      [503, '{"error":"calm"}'],
      [200, '["Ida"]'],
      [201, '{"id":1}'],
    ],
    wrong: 422,
    png: [0x89, 0x50, 0x4e, 0x47],
    events: ['one', 'two'],
    elsewhere: 404,
    cookie: 'kite=new',
    found: [
      ['POST /kites', 'request', '/name', 'pattern'],
      ['GET /kites', 'response', '/0', 'type'],
    ],
  });
});
