import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  checkCapture,
  type ListenOptions,
  loadBaseline,
  loadContract,
  startMock,
  startProxy,
} from '../../../src/api/index.js';
import { launchBrowser } from '../../support/browser.js';
import { LAMPS, openInspector } from '../../support/inspector.js';
import { listen } from '../../support/listen.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** The lamps as a file in a separate folder, with a header that cannot be sent. */
async function lampsFile() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'inspector-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, LAMPS.replace("'429': {", "'429': { headers: { Trailer: { schema: { type: string } } },"));
  return { folder, file, contract: await loadContract(file) };
}

async function mocking(options: ListenOptions = { allowWrite: true }) {
  const made = await lampsFile();
  const mock = await startMock(made.contract, { port: 0, ...options });
  onTestFinished(() => mock.close());
  return { ...made, mock, ...asking(mock.url) };
}

function asking(url: string) {
  const headers = { 'content-type': 'application/json' };
  const post = async (body: string) => (await fetch(`${url}/lamps`, { method: 'POST', body, headers })).text();
  const list = async (query = '') => (await fetch(`${url}/lamps${query}`)).text();
  return { post, list, page: `${url}/_docproof/` };
}

const rows = (page: Page) => page.locator('.exchanges .row');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

test('In three clicks an answer that was seen becomes the answer of the mock', async () => {
  const { mock, folder, list, page: address } = await mocking();
  mock.answers.once('listLamps', { body: [4, 5] });
  expect([await list('?tone=warm'), await list('?tone=warm')]).toEqual(['[4,5]', '[1]']);
  const page = await openInspector(browser, address);
  await rows(page).first().click();
  await button(page, 'Save as example').click();
  await expect.poll(() => dialog(page).locator('.diff .added').count()).toBeGreaterThan(5);
  await button(page, 'Write').click();
  await expect.poll(() => dialog(page).getByRole('status').textContent()).toContain('The mock answers so from now on.');
  expect([await list('?tone=warm'), await list('?tone=cold'), await list()]).toEqual(['[4,5]', '[1]', '[1]']);
  expect(await readFile(join(folder, 'openapi.saved.yaml'), 'utf8')).toContain('tone: warm');
  await button(page, 'Done').click();
  expect(await dialog(page).count()).toBe(0);
});

test('The name of an example is shown in the change before it is written, and a wrong one is refused', async () => {
  const { list, page: address } = await mocking();
  await list();
  const page = await openInspector(browser, `${address}#/exchanges/1`);
  await button(page, 'Save as example').click();
  const name = page.getByLabel('Name of the example');
  await name.fill('two words');
  await expect.poll(() => dialog(page).textContent()).toContain('letters, digits');
  expect(await button(page, 'Write').isDisabled()).toBe(true);
  await name.fill('empty-shelf');
  await expect.poll(() => dialog(page).locator('.diff').textContent()).toContain('empty-shelf:');
  expect(await button(page, 'Write').isDisabled()).toBe(false);
  await page.keyboard.press('Escape');
  expect(await dialog(page).count()).toBe(0);
  // The exchange is still open: Escape closed the dialog alone.
  expect(await button(page, 'Save as example').isVisible()).toBe(true);
});

test('A request is sent again with one click, and the new exchange opens', async () => {
  const { post, page: address } = await mocking();
  await post('{"name":7,"password":"hunter2"}');
  const page = await openInspector(browser, `${address}#/exchanges/1`);
  await button(page, 'Replay').click();
  await expect.poll(() => page.locator('.detail .kind').textContent()).toContain('#2');
  expect(page.url()).toContain('#/exchanges/2');
  await expect.poll(() => rows(page).count()).toBe(2);
  expect(await page.content()).not.toContain('hunter2');
});

test('Faults go into the baseline with their reason, and a check then lets them pass', async () => {
  const { folder, post, page: address } = await mocking();
  await post('{"name":"desk","watts":400}');
  const page = await openInspector(browser, `${address}#/exchanges/1`);
  await button(page, 'Add to baseline').click();
  expect(await button(page, 'Write').isDisabled()).toBe(true);
  await page.getByLabel('Why they may stay').fill('known since May');
  await expect.poll(() => dialog(page).locator('.diff').count()).toBe(1);
  await button(page, 'Write').click();
  await expect.poll(() => dialog(page).getByRole('status').textContent()).toContain('--baseline');
  expect(await loadBaseline(join(folder, 'baseline.yaml'))).toMatchObject([
    { location: '/watts', keyword: 'maximum', reason: 'known since May' },
  ]);
});

test('Without --allow-write the page shows and copies a change, and says how to have it written', async () => {
  const { list, page: address } = await mocking({});
  await list();
  const page = await openInspector(browser, `${address}#/exchanges/1`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await button(page, 'Save as example').click();
  await expect.poll(() => dialog(page).locator('.diff').count()).toBe(1);
  expect(await button(page, 'Write').isDisabled()).toBe(true);
  expect(await dialog(page).textContent()).toContain('--allow-write');
  await button(page, 'Copy the change').click();
  await expect
    .poll(() => page.evaluate('navigator.clipboard.readText()'))
    .toMatch(/^--- \/dev\/null\n\+\+\+ b\/openapi\.saved\.yaml\n/);
});

test('The traffic page draws coverage live, and gives the exchanges as HAR, NDJSON and report', async () => {
  const { folder, contract, list, post, page: address } = await mocking();
  await list();
  const page = await openInspector(browser, `${address}#/traffic`);
  await expect.poll(() => page.locator('.meter').first().textContent()).toContain('1 of 2');
  await post('{"name":"desk"}');
  await expect.poll(() => page.locator('.meter').first().textContent(), { timeout: 15_000 }).toContain('2 of 2');
  for (const format of ['HAR', 'NDJSON']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `Download ${format}` }).click(),
    ]);
    const saved = join(folder, download.suggestedFilename());
    expect(saved).toMatch(`exchanges.${format.toLowerCase()}`);
    await download.saveAs(saved);
    expect((await checkCapture(contract, saved)).summary).toMatchObject({ entries: 2, passed: 2 });
  }
  const [report] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Open the report' }).click(),
  ]);
  await expect.poll(() => report.title()).toContain('PASSED');
  expect(await report.locator('body').textContent()).toContain('Lamps');
});

test('What the traffic has and the document does not is shown as an overlay, and saved', async () => {
  const { folder, post, page: address } = await mocking();
  await post('{"name":"desk","shape":"<img src=x onerror=alert(1)>"}');
  const page = await openInspector(browser, `${address}#/traffic`);
  await button(page, 'Show the overlay').click();
  await expect.poll(() => page.locator('.traffic pre').first().textContent()).toContain('shape');
  await button(page, 'Save the overlay').click();
  await expect.poll(() => dialog(page).locator('.diff').count()).toBe(1);
  await button(page, 'Write').click();
  await expect.poll(() => dialog(page).getByRole('status').textContent()).toContain('--overlay');
  expect(await readFile(join(folder, 'openapi.drift.yaml'), 'utf8')).toContain('shape');
});

test('The document page lists what was found when the document was loaded, with its lines and cures', async () => {
  const { page: address } = await mocking();
  const page = await openInspector(browser, `${address}#/document`);
  await expect.poll(() => page.locator('.problems li').count()).toBe(1);
  const problem = await page.locator('.problems').textContent();
  expect(problem).toContain('Trailer');
  expect(problem).toContain('take it out');
  expect(await page.locator('.problems .marked').textContent()).toContain('Trailer: { schema');
});

test('On a proxy the page makes a pause in the recording, goes on, and replays to the service', async () => {
  const { folder, contract } = await lampsFile();
  let asked = 0;
  const service = await listen((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('["one"]');
  });
  const record = join(folder, 'seen.ndjson');
  const proxy = await startProxy(contract, service, { port: 0, record });
  onTestFinished(() => proxy.close());
  const { list, page: inspector } = asking(proxy.url);
  await list();
  const page = await openInspector(browser, `${inspector}#/traffic`);
  await button(page, 'Pause the recording').click();
  await button(page, 'Go on recording').waitFor();
  await list();
  await button(page, 'Go on recording').click();
  await button(page, 'Pause the recording').waitFor();
  await list();
  expect((await readFile(record, 'utf8')).trim().split('\n')).toHaveLength(2);
  await page.goto(`${inspector}#/exchanges/1`);
  await button(page, 'Replay').click();
  await expect.poll(() => page.locator('.detail .kind').textContent()).toContain('#4');
  expect(asked).toBe(4);
});

test.each([320, 1280])('The pages and the dialog are accessible at %i pixels, by the rules of axe', async (width) => {
  const { post, page: address } = await mocking();
  await post('{"name":"desk"}');
  const page = await openInspector(browser, `${address}#/traffic`, { viewport: { width, height: 800 } });
  const broken = async () => {
    await page.evaluate(axe.source);
    const found: { id: string }[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
    return found.map(({ id }) => id);
  };
  await page.locator('.meters').waitFor();
  expect(await broken()).toEqual([]);
  await page.goto(`${address}#/document`);
  await page.locator('.problems li').waitFor();
  expect(await broken()).toEqual([]);
  await page.goto(`${address}#/exchanges/1`);
  await button(page, 'Save as example').click();
  await dialog(page).locator('.diff').waitFor();
  expect(await broken()).toEqual([]);
  const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  expect(isWide).toBe(false);
});
