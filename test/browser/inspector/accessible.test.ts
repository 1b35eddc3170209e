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
  const { post, list, page: address } = await lamps();
  await list();
  await post('{"name":7,"watts":1000}');
  await post('{"name":"desk"}');
  const page = await openInspector(browser, address, { ...look, bypassCSP: true });
  await page.evaluate(axe.source);
  const names = (await page.getByRole('tab').allTextContents()).map((title) => `#/${title.toLowerCase()}`);
  for (const place of [...names, '#/exchanges/2', '#/exchanges/2?q=nothing-like-this']) {
    await page.goto(`${address}${place}`);
    await page.waitForTimeout(300);
    const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
      'axe.run().then(({ violations }) => violations)',
    );
    expect([place, found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([place, []]);
  }
});
