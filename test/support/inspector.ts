import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';
import { type ListenOptions, startMock } from '../../src/api/index.js';
import { contractOf } from './contract.js';

/** A small API, of which one operation refuses what it describes otherwise. */
export const LAMPS = `openapi: 3.1.0
info: { title: Lamps, version: '3' }
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { type: integer } }, example: [1] } } }
    post:
      operationId: addLamp
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties: { name: { type: string }, password: { type: string }, watts: { type: integer, maximum: 100 } }
            example: { name: desk, watts: 40 }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 7 } } } }
        '400': { description: wrong, content: { application/json: { schema: { type: object }, example: { why: no } } } }
        '429': { description: too many, content: { application/json: { schema: { type: object }, example: { wait: 3 } } } }
`;

/** A mock of the lamps with what sends requests to it. */
export async function lamps(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(LAMPS), { port: 0, ...options });
  onTestFinished(() => mock.close());
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${mock.url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const list = (query = '') => fetch(`${mock.url}/lamps${query}`);
  return { mock, post, list, page: `${mock.url}/_docproof/` };
}

/** Opens the inspector in a separate tab. What the page complains of fails the test. */
export async function openInspector(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // What the server refuses, the page shows; the browser tells of it, too.
    if (!message.text().includes('a status of 422')) complaints.push(message.text());
  });
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) complaints.push(`asked for ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(address);
  await page.getByRole('tablist', { name: 'Pages' }).waitFor({ timeout: 15_000 });
  return page;
}
