import axe from 'axe-core';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { lamps, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const LOOKS = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' },
] as const;

test.each(LOOKS)('No page of the inspector breaks a rule of accessibility in the look %j', async (look) => {
  const { post, list, page: address } = await lamps({ stateful: true });
  await list();
  await post('{"name":7,"watts":1000}');
  await post('{"name":"desk"}');
  const page = await openInspector(browser, address, { ...look, bypassCSP: true });
  await page.evaluate(axe.source);
  const names = (await page.getByRole('tab').allTextContents()).map((title) => `#/${title.toLowerCase()}`);
  expect(names.length).toBeGreaterThan(4);
  const check = async (place: string): Promise<void> => {
    await page.waitForTimeout(300);
    const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
      'axe.run().then(({ violations }) => violations)',
    );
    expect([place, found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([place, []]);
  };
  for (const place of [
    ...names,
    '#/operations/POST%20%2Flamps',
    '#/exchanges/2',
    '#/exchanges/2?q=nothing-like-this',
  ]) {
    await page.goto(`${address}${place}`);
    await check(place);
  }
  for (const name of ['Copy as', 'Next answer', 'Keys']) {
    await page.getByRole('button', { name }).click();
    await check(name);
  }
});

test('In forced colours only the lines that are wrong are marked', async () => {
  const { post, page: address } = await lamps();
  await post('{"name":"desk","watts":1000}');
  const page = await openInspector(browser, `${address}#/exchanges/1`, { forcedColors: 'active' });
  await page.locator('.json .line.marked').first().waitFor();
  const edges: [string, string, boolean][] = await page.evaluate(`[...document.querySelectorAll('.json .line')].map(
    (line) => [getComputedStyle(line).borderLeftColor, getComputedStyle(document.body).backgroundColor, line.matches('.marked, .said')],
  )`);
  const unmarked = edges.filter(([, , isMarked]) => !isMarked);
  expect(unmarked.length).toBeGreaterThan(1);
  for (const [edge, ground] of unmarked) expect(edge).toBe(ground);
});

test('Where a page is zoomed in to 400 %, its head scrolls away and the list can be read', async () => {
  const { list, page: address } = await lamps();
  for (let n = 0; n < 20; n += 1) await list();
  const page = await openInspector(browser, address, { viewport: { width: 320, height: 225 } });
  const box = page.getByRole('listbox', { name: 'Exchanges' });
  expect((await box.boundingBox())?.height).toBeGreaterThan(150);
  await page.locator('.row').nth(3).click();
  expect((await page.locator('.pane').boundingBox())?.height).toBeGreaterThan(225);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
});
