import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { lamps, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('Why a request got 400 is told after one click: rule, document line, and the marked value in its body', async () => {
  const { post, page: address } = await lamps();
  await post('{"name":"desk","watts":1000}');
  const page = await openInspector(browser, address);
  await page.locator('.row', { hasText: '400' }).click();
  const pane = page.getByRole('region', { name: 'The selected exchange' });
  expect(await pane.locator('h2').textContent()).toBe('POST /lamps → 400');
  const why = pane.locator('.found-list').first();
  expect(await why.locator('h3').textContent()).toBe('Why: 1 error');
  expect(await why.textContent()).toMatch(/request body \/watts.*maximum/);
  expect(await why.textContent()).toContain('/properties/watts/maximum');
  const marked = pane.getByRole('region', { name: 'request' }).locator('.marked');
  expect(await marked.textContent()).toBe('  "watts": 1000\n');
  expect(page.url()).toMatch(/#\/exchanges\/1$/);
});

test('An open exchange says step by step why it got its answer', async () => {
  const { post, page: address } = await lamps();
  await post('{"name":"desk"}', { prefer: 'code=429' });
  const page = await openInspector(browser, address);
  await page.locator('.row').click();
  const steps = page.locator('.decisions li');
  await steps.first().waitFor();
  const words = (await steps.allTextContents()).map((text) => text.split(' ', 1)[0]);
  expect(words.slice(0, 3)).toEqual(['route', 'credentials', 'request']);
  expect(await page.locator('.decisions').textContent()).toContain('429');
});

test('An address of an exchange opens it, and one that is not kept says so', async () => {
  const { list, page: address } = await lamps();
  await list('?first');
  await list('?second');
  const page = await openInspector(browser, `${address}#/exchanges/2`);
  await page.locator('.pane h2', { hasText: '/lamps?second' }).waitFor();
  await page.goto(`${address}#/exchanges/1`);
  await page.locator('.pane h2', { hasText: '/lamps?first' }).waitFor();
  await page.goBack();
  await page.locator('.pane h2', { hasText: '/lamps?second' }).waitFor();
});

test('An exchange is copied as cURL, fetch, HTTP and a test, without its secrets', async () => {
  const { mock, post, page: address } = await lamps();
  await post('{"name":"it\'s"}', { authorization: 'Bearer abcdefghijklmnop' });
  const page = await openInspector(browser, address, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.row').click();
  const copied = async (name: string): Promise<string> => {
    await page.getByRole('button', { name: 'Copy as' }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.toast', { hasText: `Copied: ${name}` }).waitFor();
    return page.evaluate('navigator.clipboard.readText()');
  };
  const texts = [await copied('cURL'), await copied('fetch'), await copied('HTTP'), await copied('Test')];
  const [curl = '', call = '', http = '', test = ''] = texts;
  expect(curl).toContain(`curl -X POST ${mock.url}/lamps \\\n`);
  expect(curl).toContain(`--data-raw '{"name":"it'\\''s"}'`);
  expect(call).toContain(`fetch("${mock.url}/lamps", {\n  method: "POST",\n`);
  expect(http).toMatch(/^POST \/lamps HTTP\/1\.1\n[\s\S]*\nHTTP\/1\.1 201\n[\s\S]*\n\n\{"id":7\}\n$/);
  expect(test).toContain('expect(response.status).toBe(201);');
  expect(texts.join()).not.toContain('abcdefghijklmnop');
  expect(texts.join()).toContain('[redacted]');
});

test('A body is shown as it was sent where somebody asks for that', async () => {
  const { post, page: address } = await lamps();
  await post('{ "name" :\t"desk" }');
  const page = await openInspector(browser, address);
  await page.locator('.row').click();
  const request = page.getByRole('region', { name: 'request' });
  expect(await request.locator('pre.json').textContent()).toBe('{\n  "name": "desk"\n}\n');
  await request.getByRole('button', { name: 'as sent' }).click();
  expect(await request.locator('pre.text').textContent()).toBe('{ "name" :\\u0009"desk" }');
});

test('A body that is not text is said to be shown in base64, with its size', async () => {
  const { mock, page: address } = await lamps();
  await fetch(`${mock.url}/lamps`, {
    method: 'POST',
    body: Uint8Array.of(255, 254, 0, 1),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const page = await openInspector(browser, `${address}#/exchanges/1`);
  const request = page.getByRole('region', { name: 'request' });
  await request.getByText('4 bytes that are not text, in base64:').waitFor();
  await request.getByText('//4AAQ==').waitFor();
});

test('On a screen of 320 pixels the list and the open exchange take turns, and nothing is wider than the screen', async () => {
  const { post, page: address } = await lamps();
  await post('{"name":7}');
  const page = await openInspector(browser, address, { viewport: { width: 320, height: 640 } });
  const width = () => page.evaluate('document.documentElement.scrollWidth');
  await page.locator('.row').waitFor();
  expect(await width()).toBeLessThanOrEqual(320);
  await page.locator('.row').click();
  await page.locator('.pane h2', { hasText: '→ 400' }).waitFor();
  expect(await page.locator('.list').isVisible()).toBe(false);
  expect(await width()).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: '← All exchanges' }).click();
  await page.locator('.row').waitFor();
});

test('The list is made wider and narrower by the keys', async () => {
  const { post, page: address } = await lamps();
  await post('{"name":"x"}');
  const page = await openInspector(browser, address);
  await page.locator('.row').click();
  const width = async () => (await page.locator('.side').boundingBox())?.width ?? 0;
  const before = await width();
  await page.getByRole('separator').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(width).toBeGreaterThan(before + 50);
});
