import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { lamps, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const rows = (page: Page) => page.locator('.exchanges .row');
const found = (page: Page) => page.locator('.filters .found').textContent();

/** Waits until the list shows so many exchanges. */
async function listed(page: Page, number: number): Promise<void> {
  await expect.poll(() => rows(page).count()).toBe(number);
}

test('The inspector lists the exchanges that were, and each that follows as it ends', async () => {
  const { post, list, page: address } = await lamps();
  await list();
  const page = await openInspector(browser, address);
  await listed(page, 1);
  await post('{"name":7}');
  await post('{"name":"desk"}');
  await listed(page, 3);
  expect(await rows(page).nth(1).textContent()).toMatch(/^✗.*POST400\/lamps/);
  expect(await rows(page).nth(2).textContent()).toMatch(/^✓.*POST201\/lamps/);
  expect(await found(page)).toBe('3 exchanges');
});

test('The inspector searches paths, header fields and bodies, and its address keeps the search', async () => {
  const { post, list, page: address } = await lamps();
  await list('?colour=green');
  await post('{"name":"in the body"}');
  await post('{"name":"x"}', { 'x-trace': 'in-the-field' });
  const page = await openInspector(browser, address);
  await listed(page, 3);
  const search = page.getByRole('searchbox');
  for (const [words, path] of [
    ['colour=GREEN', /colour=green/],
    ['in the body', /POST201/],
    ['in-the-field', /POST201/],
  ] as const) {
    await search.fill(words);
    await listed(page, 1);
    expect(await rows(page).first().textContent()).toMatch(path);
  }
  const again = await openInspector(browser, page.url());
  await listed(again, 1);
  expect(await again.getByRole('searchbox').inputValue()).toBe('in-the-field');
  await post('{"name":"y"}', { 'x-trace': 'in-the-field' });
  await listed(again, 2);
  await search.fill('nowhere at all');
  await listed(page, 0);
  expect(await page.locator('.side').textContent()).toContain('No exchange is as asked for.');
});

test('The inspector filters by operation, status, verdict and keyword', async () => {
  const { post, list, page: address } = await lamps();
  await list();
  await post('{"name":7}');
  await post('{"name":"x","watts":1000}');
  await post('{"name":"x"}');
  const page = await openInspector(browser, address);
  await listed(page, 4);
  await page.getByLabel('Operation').selectOption('POST /lamps');
  await listed(page, 3);
  await page.getByLabel('Status').selectOption('4XX');
  await listed(page, 2);
  await page.getByLabel('Keyword').selectOption('maximum');
  await listed(page, 1);
  await page.getByLabel('Verdict').selectOption('pass');
  await listed(page, 0);
  for (const name of ['Operation', 'Status', 'Keyword']) await page.getByLabel(name).selectOption('');
  await listed(page, 2);
});

test('The list stands still while it is paused, says how many wait, and goes on', async () => {
  const { list, page: address } = await lamps();
  await list();
  const page = await openInspector(browser, address);
  await listed(page, 1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await list();
  await list();
  await page.getByRole('button', { name: 'Go on (2 new)' }).waitFor();
  expect(await rows(page).count()).toBe(1);
  await page.getByRole('button', { name: 'Go on (2 new)' }).click();
  await listed(page, 3);
});

test('Clear forgets the exchanges in the server and in every page that is open', async () => {
  const { mock, list, page: address } = await lamps();
  await list();
  const [page, other] = [await openInspector(browser, address), await openInspector(browser, address)];
  await listed(page, 1);
  await listed(other, 1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await listed(page, 0);
  await listed(other, 0);
  expect(await mock.exchanges()).toEqual([]);
  await list();
  await listed(other, 1);
});

test('Preflights are folded until somebody asks for them', async () => {
  const { mock, list, page: address } = await lamps();
  await fetch(`${mock.url}/lamps`, {
    method: 'OPTIONS',
    headers: { origin: 'http://app.test', 'access-control-request-method': 'POST' },
  });
  await list();
  const page = await openInspector(browser, address);
  await listed(page, 1);
  expect(await found(page)).toBe('1 exchange');
  await page.getByRole('checkbox', { name: '1 preflight' }).check();
  await listed(page, 2);
});

test('The list follows the newest exchange until somebody scrolls up, and again at its end', async () => {
  const { list, page: address } = await lamps();
  for (let sent = 0; sent < 60; sent += 1) await list(`?n=${sent}`);
  const page = await openInspector(browser, address);
  await page.locator('.row', { hasText: 'n=59' }).waitFor();
  await list('?n=60');
  await page.locator('.row', { hasText: 'n=60' }).waitFor();
  await page.getByRole('listbox').hover();
  await page.mouse.wheel(0, -5000);
  await page.locator('.row', { hasText: /n=0\D/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Follow' }).getAttribute('aria-pressed')).toBe('false');
  await list('?n=61');
  await expect.poll(() => found(page)).toBe('62 exchanges');
  expect(await page.locator('.row', { hasText: /n=0\D/ }).count()).toBe(1);
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.locator('.row', { hasText: 'n=61' }).waitFor();
});

test('The inspector works with the keyboard alone', async () => {
  const { post, list, page: address } = await lamps();
  await list();
  await post('{"name":7}');
  await list();
  const page = await openInspector(browser, address);
  await listed(page, 3);
  await page.keyboard.press('/');
  await page.keyboard.type('lamps');
  for (let tabs = 0; tabs < 12 && !(await page.locator('.list:focus').count()); tabs += 1)
    await page.keyboard.press('Tab');
  const selected = page.locator('[role=option][aria-selected=true]');
  await page.keyboard.press('Home');
  expect(await selected.getAttribute('aria-posinset')).toBe('1');
  await page.keyboard.press('j');
  expect(await selected.getAttribute('aria-posinset')).toBe('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.pane:focus').count()).toBe(1);
  await page.locator('.pane h2', { hasText: 'POST /lamps → 400' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.list:focus').count()).toBe(1);
  expect(await page.locator('.pane').count()).toBe(0);
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});

test('The page goes on by itself when its server is started again', async () => {
  const first = await lamps();
  await first.list();
  const page = await openInspector(browser, first.page);
  await listed(page, 1);
  await first.mock.close();
  await page.locator('.connection.ended, .connection.lost').waitFor();
  const second = await lamps({ port: first.mock.port });
  await second.post('{"name":"x"}');
  await page.locator('.connection.open').waitFor();
  await expect.poll(() => rows(page).allTextContents()).toEqual([expect.stringContaining('POST201')]);
});

test('A page that nobody sees is not connected, and catches up when it is seen again', async () => {
  const { mock, list, page: address } = await lamps();
  await list('?n=1');
  const page = await openInspector(browser, address);
  await listed(page, 1);
  const seen = (isSeen: boolean) =>
    page.evaluate(
      `Object.defineProperty(document, 'hidden', { value: ${!isSeen}, configurable: true });
       document.dispatchEvent(new Event('visibilitychange'));`,
    );
  await seen(false);
  await list('?n=2');
  await page.waitForTimeout(500);
  expect(await rows(page).count()).toBe(1);
  await seen(true);
  await listed(page, 2);
  await seen(false);
  await fetch(`${mock.url}/_docproof/exchanges`, { method: 'DELETE' });
  await list('?n=3');
  await seen(true);
  await expect.poll(() => rows(page).allTextContents()).toEqual([expect.stringContaining('n=3')]);
});

test('A page that is opened while requests come lists all of them', async () => {
  const { list, page: address } = await lamps({ inspector: true });
  for (let sent = 0; sent < 30; sent += 1) await list(`?before=${sent}`);
  let isOver = false;
  let sent = 30;
  const sending = (async () => {
    while (!isOver) {
      await list(`?during=${sent}`);
      sent += 1;
    }
  })();
  const page = await openInspector(browser, address);
  await page.waitForTimeout(700);
  isOver = true;
  await sending;
  await expect.poll(() => found(page)).toBe(`${sent} exchanges`);
});
