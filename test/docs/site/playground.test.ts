import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { type ServedSite, serveSite } from './site.js';

let browser: Browser;
let site: ServedSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The playground without a network: whatever it asks for after it was loaded fails, and is listed. */
async function openOffline(): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.url}/playground.html`);
  await page.getByText('2 operations').waitFor();
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await context.setOffline(true);
  return { page, asked };
}

const documentOf = (page: Page) => page.getByLabel(/^OpenAPI 3\.0/);
const captureOf = (page: Page) => page.getByLabel(/^A HAR/);
/** Requests but those for what the page itself has made. */
const sent = (asked: readonly string[]) => asked.filter((url) => !/^(?:blob|data):/.test(url));

describe('The playground', () => {
  test('It answers, judges, and reads another document without a network, and asks for nothing', async () => {
    const { page, asked } = await openOffline();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Answer 201' }).waitFor();
    expect(await page.locator('#playground-mock ~ div').textContent()).toContain('"name":"desk"');

    await page.getByLabel('Body').fill('{"name":"desk","watts":1000}');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Answer 422' }).waitFor();
    await page.getByText('[maximum]').first().waitFor();

    await page.getByRole('button', { name: 'Judge' }).click();
    await page.getByRole('heading', { name: '3 exchanges, 2 break the contract' }).waitFor();

    // Patterns, formats and generated bodies need engines that other pages load when they are needed.
    await documentOf(page).fill(`openapi: 3.0.3
info: { title: Users, version: '2' }
paths:
  /users/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^u[0-9]+$' } }]
      responses:
        '200':
          description: one
          content:
            application/json:
              schema: { type: object, required: [mail], properties: { mail: { type: string, format: email } } }
`);
    await page.getByText('Users 2').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Answer 200' }).waitFor();
    await captureOf(page).fill(
      'GET /users/x HTTP/1.1\nHost: a\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"mail":"no"}\n',
    );
    await page.getByRole('button', { name: 'Judge' }).click();
    await page.getByText('[pattern]').waitFor();
    await page.getByText('[format]').waitFor();
    expect(sent(asked)).toEqual([]);
  }, 120_000);

  test.each([
    ['no YAML', 'openapi: 3.1.0\ninfo: {', 'openapi.yaml:2'],
    ['no OpenAPI', '[1, 2]', 'openapi.yaml'],
    ['nested without end', `openapi: 3.1.0\npaths: ${'['.repeat(20_000)}`, 'openapi.yaml'],
    ['a bomb of aliases', bomb(), 'openapi.yaml'],
    [
      'Swagger 2.0',
      '{"swagger":"2.0","info":{"title":"a","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok"}}}}}}',
      'docproof bundle',
    ],
    [
      'markup',
      'openapi: 3.1.0\ninfo: { title: "<img src=x onerror=document.title=1>", version: "1" }\npaths: { /a: { get: { responses: { "200": { description: ok } } } } }\n',
      '<img src=x',
    ],
  ])('A document that is %s is said to be wrong, or shown as text', async (_, text, said) => {
    const { page } = await openOffline();
    await documentOf(page).fill(text);
    await page.getByRole('status').filter({ hasText: said }).waitFor();
    expect(await page.title()).toContain('Playground');
    await page.context().close();
  });

  test('What takes too long is stopped, the page goes on, and a document is read again', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // The page's own limit, which this test can shorten: it waits for nothing that is slow by luck.
    await page.addInitScript(
      'const set = setTimeout; window.setTimeout = (run, ms, ...more) => set(run, ms === 15000 ? (window.limit ?? ms) : ms, ...more);',
    );
    await page.goto(`${site.url}/playground.html`);
    await page.getByText('2 operations').waitFor();
    await page.evaluate('window.limit = 1');
    await documentOf(page).fill(small('slow', 300));
    await page.getByText('took longer than 15 seconds and was stopped').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.evaluate('window.limit = undefined');
    await documentOf(page).fill(small('good', 1));
    await page.getByText('good 1').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Answer 204' }).waitFor();

    // A question that is stopped later leaves the document: the next worker reads it again.
    const line = '{"request":{"method":"GET","url":"/a0"},"response":{"status":204}}\n';
    await captureOf(page).fill(line.repeat(490));
    await page.evaluate('window.limit = 1');
    await page.getByRole('button', { name: 'Judge' }).click();
    await page.getByText('took longer than 15 seconds and was stopped').waitFor();
    await page.evaluate('window.limit = undefined');
    await captureOf(page).fill('GET /a0 HTTP/1.1\nHost: a\n\nHTTP/1.1 204 No Content\n\n');
    await page.getByRole('button', { name: 'Judge' }).click();
    await page.getByRole('heading', { name: '1 exchange, 0 break the contract' }).waitFor();
    await context.close();
  }, 120_000);
});

/** A document of so many operations without bodies. */
function small(title: string, count: number): string {
  const paths = Array.from(
    { length: count },
    (_, n) => `  /a${n}: { get: { responses: { '204': { description: ok } } } }`,
  );
  return `openapi: 3.1.0\ninfo: { title: ${title}, version: '1' }\npaths:\n${paths.join('\n')}\n`;
}

/** A list of lists of lists, each with ten aliases of the one before: a billion members where they are written out. */
function bomb(): string {
  const lists = Array.from({ length: 9 }, (_, n) => `x-${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`);
  return `x-0: &a0 [lol]\n${lists.join('\n')}\npaths: *a9\n`;
}
