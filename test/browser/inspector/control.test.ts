import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { startServing } from '../../support/command.js';
import { LAMPS, lamps, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What the page says it did. */
const said = (page: Page, words: string) => page.locator('.toast', { hasText: words }).waitFor();

test('A person gives the next request a 429 in three clicks, from the list of operations', async () => {
  const { post, page: address } = await lamps();
  const page = await openInspector(browser, address);
  // One, two, three.
  await page.getByRole('tab', { name: 'Operations' }).click();
  await page.getByRole('option', { name: /POST \/lamps/ }).click();
  await page.getByRole('button', { name: '429', exact: true }).click();
  await said(page, 'Set: 429');
  await page.getByText('1 answer set').waitFor();
  expect((await post('{"name":"a"}')).status).toBe(429);
  // It was given: the page says so by itself.
  await page.getByText('1 answer set').waitFor({ state: 'detached' });
  // Several are a sequence.
  for (const status of ['400', '429']) await page.getByRole('button', { name: status, exact: true }).click();
  await page.getByText('2 answers set').waitFor();
  const given = [];
  for (let at = 0; at < 3; at += 1) given.push((await post('{"name":"a"}')).status);
  expect(given).toEqual([400, 429, 201]);
});

test('A form sets body, delay and how often; the list has all of it, and takes one or all back', async () => {
  const { list, post, page: address } = await lamps();
  const page = await openInspector(browser, `${address}#/operations/${encodeURIComponent('GET /lamps')}`);
  const form = page.locator('.detail details');
  await form.locator('summary').click();
  await page.getByLabel('Body, as JSON').fill('[4, 5]');
  await page.getByLabel('Delay, in milliseconds').fill('1..2');
  await page.getByLabel('How often').selectOption('always');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await said(page, 'always');
  expect(await (await list()).json()).toEqual([4, 5]);
  await page.getByLabel('Body, as JSON').fill('[4,');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.locator('.toast.failed').waitFor();
  await page.getByRole('option', { name: /POST \/lamps/ }).click();
  await page.getByRole('button', { name: '400', exact: true }).click();
  await page.getByText('2 answers set').click();
  await expect
    .poll(() => page.locator('.set-answers li').allTextContents())
    .toEqual([
      expect.stringContaining('GET /lamps: delay 1..2, body [4,5], always'),
      expect.stringContaining('POST /lamps: 400, next time'),
    ]);
  await page.getByRole('button', { name: 'Take back answer 1' }).click();
  await page.getByText('1 answer set').waitFor();
  expect(await (await list()).json()).toEqual([1]);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await page.getByText('answer set').first().waitFor({ state: 'detached' });
  expect((await post('{"name":"a"}')).status).toBe(201);
});

test('A form is filled with the documented request, sends it, and opens its exchange', async () => {
  const { page: address } = await lamps();
  const page = await openInspector(browser, `${address}#/operations/addLamp`);
  expect(JSON.parse(await page.getByLabel('Body', { exact: true }).inputValue())).toEqual({ name: 'desk', watts: 40 });
  await page.getByLabel('Header fields, one on each line').fill('content-type: application/json\nx-trace: seven');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  // The form has its own heading, without the status.
  await page.locator('.detail h2', { hasText: 'POST /lamps → 201' }).waitFor();
  expect(page.url()).toContain('#/exchanges/1');
  await page.getByText('header field').first().click();
  expect(await page.locator('.detail').textContent()).toContain('seven');
});

test('What a mock remembers is added, changed, deleted, forgotten and seeded from a file', async () => {
  const { mock, page: address } = await lamps({ stateful: true });
  const page = await openInspector(browser, `${address}#/state`);
  const items = async () => (await fetch(`${address}state`)).json();
  await page.getByLabel('Add an item').selectOption('/lamps');
  await page.getByLabel('Path of the item').fill('/lamps/9');
  await page.getByLabel('Item, as JSON').fill('{"id": 9}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Edit /lamps/9' }).click();
  await page.getByLabel('Item, as JSON').fill('{"id": 9, "on": true}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(items).toEqual({ '/lamps/9': { id: 9, on: true } });
  await page.getByRole('button', { name: 'Delete /lamps/9' }).click();
  await page.getByText('deleted', { exact: true }).waitFor();
  expect(await items()).toEqual({ '/lamps/9': null });
  const folder = await mkdtemp(join(tmpdir(), 'docproof-seed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'seed.json'), '{"/lamps/1": {"id": 1}, "/lamps/2": {"id": 2}}');
  await page.getByLabel('Seed from a file').setInputFiles(join(folder, 'seed.json'));
  await said(page, 'Seeded from seed.json');
  expect(await (await fetch(`${mock.url}/lamps`)).json()).toEqual([{ id: 1 }, { id: 2 }]);
  await page.getByRole('button', { name: 'Forget all' }).click();
  await expect.poll(items).toEqual({});
});

test('The plan of faults is changed and reset, and the page shows what it does to the first calls', async () => {
  const { list, page: address } = await lamps();
  const page = await openInspector(browser, `${address}#/faults`);
  await page.getByLabel('Faults, one on each line').fill('POST /lamps: 40% 429\nGET /lamps: 100% slow');
  await page.getByLabel('Seed').fill('a');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => page.locator('td .chip').count()).toBe(40);
  const [get, post] = await page.locator('tr').allTextContents();
  expect([get, post]).toEqual([
    'GET /lampsslow'.padEnd(10 + 80, 'slow'),
    expect.stringMatching(/^POST \/lamps(?:✓|429){20}$/),
  ]);
  expect((await list()).status).toBe(200);
  await page.getByLabel('Faults, one on each line').fill('GET /none: 10% 429');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.locator('.toast.failed', { hasText: 'does not have' }).waitFor();
  await page.getByRole('button', { name: 'Reset to the start' }).click();
  await expect.poll(async () => JSON.parse(await (await fetch(`${address}faults`)).text()).faults).toEqual([]);
});

test.each([320, 1280])(
  'An open operation, the state and the faults are accessible at %i pixels, by the rules of axe',
  async (width) => {
    const { mock, post, page: address } = await lamps({ stateful: true, faults: ['POST /lamps: 1% 429'] });
    mock.answers.once('addLamp', { status: 429 });
    await fetch(`${address}state`, { method: 'PUT', body: '{"/lamps/1": {"id": 1}, "/lamps/2": null}' });
    await post('{"name":7}');
    const page = await openInspector(browser, address, { bypassCSP: true, viewport: { width, height: 700 } });
    await page.evaluate(axe.source);
    const look = async (place: string): Promise<void> => {
      const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
        'axe.run().then(({ violations }) => violations)',
      );
      expect([place, found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([place, []]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([place, overflow]).toEqual([place, 0]);
    };
    await page.goto(`${address}#/operations/${encodeURIComponent('POST /lamps')}`);
    await page.getByText('answer set').first().click();
    await page.locator('.detail summary').click();
    await look('operation');
    await page.goto(`${address}#/state`);
    await page.getByRole('button', { name: 'Edit /lamps/1' }).click();
    await look('state');
    await page.goto(`${address}#/faults`);
    await page.getByLabel('Seed').waitFor();
    await look('faults');
  },
);

test('Where several processes answer, the inspector shows the exchanges of all, and sets what all of them answer', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'docproof-many-'));
  await writeFile(join(cwd, 'openapi.yaml'), LAMPS);
  const { child, url, ended } = await startServing(['mock', 'openapi.yaml', '-m'], { cwd });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(cwd, { recursive: true });
  });
  const list = () => fetch(`${url}/lamps`, { headers: { connection: 'close' } });
  for (let at = 0; at < 4; at += 1) await list();
  const page = await openInspector(browser, `${url}/_docproof/`);
  await expect.poll(() => page.locator('.exchanges .row').count()).toBe(4);
  for (let at = 0; at < 4; at += 1) await list();
  await expect.poll(() => page.locator('.exchanges .row').count()).toBe(8);
  await page.goto(`${url}/_docproof/#/operations/${encodeURIComponent('GET /lamps')}`);
  await page.locator('.detail summary').click();
  await page.getByLabel('Body, as JSON').fill('[9]');
  await page.getByLabel('How often').selectOption('always');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await said(page, 'always');
  for (let at = 0; at < 6; at += 1) expect(await (await list()).json()).toEqual([9]);
});
