import axe from 'axe-core';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { openInspector } from '../../support/inspector.js';
import { openResult } from '../../support/open-result.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const CHECK = ['spec/openapi.yaml', 'contracts/captures/seeded.har', '--base-url', 'http://127.0.0.1:4010'];

/** The page of a check that was run as a user runs it. */
async function resultPage(fragment = '', options = {}) {
  const { child, address } = await openResult(CHECK);
  onTestFinished(() => void child.kill('SIGKILL'));
  return openInspector(browser, `${address}${fragment}`, options);
}

test('The page of a check opens on its verdict and its errors, and leads from a rule to its violations', async () => {
  const page = await resultPage();
  expect(await page.locator('.verdict').textContent()).toBe('FAILED');
  const violations = page.getByRole('listbox', { name: 'Violations' });
  await violations.locator('.row', { hasText: '/userId' }).first().click();
  expect(await page.locator('.pane h2').textContent()).toContain('/userId must be string or null');
  expect(await page.locator('.pane .json .marked').first().textContent()).toMatch(/"userId": 42/);
  await page.getByRole('tab', { name: 'Rules' }).click();
  await page.locator('.rules tbody tr', { hasText: 'enum' }).first().getByRole('button').click();
  await expect.poll(() => page.getByLabel('Keyword').inputValue()).toBe('enum');
  await expect.poll(() => page.url()).toMatch(/#\/result\?.*keyword=enum/);
  await page.getByRole('tab', { name: /^Coverage/ }).click();
  await page.getByRole('img', { name: '3 of 5 operations seen' }).waitFor();
});

test('The page of a check lists its exchanges, opens one, searches its bodies and copies it', async () => {
  const page = await resultPage('#/exchanges', { permissions: ['clipboard-read', 'clipboard-write'] });
  await expect.poll(() => page.locator('.row').count()).toBe(20);
  await page.getByRole('searchbox').fill('severe');
  await expect.poll(() => page.locator('.row').count()).toBe(3);
  await page.locator('.row').first().click();
  expect(await page.locator('.pane .kind').textContent()).toContain('contracts/captures/seeded.har #1');
  expect(await page.locator('.pane .found-list').first().textContent()).toContain('must be one of low, medium');
  expect(await page.locator('.decisions').textContent()).toContain('POST /identityRiskEvents');
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('button', { name: 'cURL' }).click();
  await page.locator('.toast').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain(
    'curl -X POST http://127.0.0.1:4010/identityRiskEvents',
  );
  for (const name of ['Pause', 'Clear', 'Next answer', 'Replay'])
    expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
});

test('The page of a check breaks no rule of accessibility', async () => {
  const page = await resultPage('', { bypassCSP: true });
  await page.evaluate(axe.source);
  for (const place of [
    '#/result',
    '#/result?view=rules',
    '#/result?view=coverage',
    '#/result?view=notes',
    '#/exchanges/2',
  ]) {
    await page.goto(new URL(place, page.url()).href);
    await page.waitForTimeout(300);
    const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
      'axe.run().then(({ violations }) => violations)',
    );
    expect([place, found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([place, []]);
  }
});
