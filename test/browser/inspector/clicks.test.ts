import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { startServing } from '../../support/command.js';
import { LAMPS, openInspector } from '../../support/inspector.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A mock as a user starts it, in a separate folder. */
async function mocking(...flags: readonly string[]) {
  const cwd = await mkdtemp(join(tmpdir(), 'docproof-clicks-'));
  await writeFile(join(cwd, 'openapi.yaml'), LAMPS);
  const { child, url, ended } = await startServing(['mock', 'openapi.yaml', ...flags], { cwd });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(cwd, { recursive: true, force: true });
  });
  const post = (body: string) =>
    fetch(`${url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return { cwd, url, post };
}

/** Counts the clicks that a person needs. */
function clicking(page: Page) {
  let clicks = 0;
  return {
    click: async (what: Locator) => {
      clicks += 1;
      await what.click();
    },
    clicks: () => clicks,
    button: (name: string | RegExp) => page.getByRole('button', { name }),
  };
}

test('A person learns why a request got 400 by at most two clicks from the root of the mock', async () => {
  const { url, post } = await mocking();
  await post('{"name":"desk","watts":1000}');
  const page = await openInspector(browser, `${url}/`);
  const { click, clicks } = clicking(page);
  await click(page.locator('.row', { hasText: '400' }));
  const why = page.locator('.found-list', { hasText: 'Why: 1 error' });
  await why.waitFor();
  expect(await why.textContent()).toMatch(/request body \/watts must be <= 100/);
  expect(await why.textContent()).toMatch(/openapi\.yaml:\d+:\d+/);
  expect(await why.locator('.excerpt .marked').textContent()).toContain('maximum: 100');
  expect(clicks()).toBeLessThanOrEqual(2);
});

test('A person makes the next answer a 429 by three clicks, and only the next one', async () => {
  const { url, post } = await mocking();
  await post('{"name":"desk"}');
  const page = await openInspector(browser, `${url}/_docproof/`);
  const { click, clicks, button } = clicking(page);
  await click(page.locator('.row'));
  await click(button('Next answer'));
  await click(button(/^429/));
  await page.locator('.toast', { hasText: 'The next POST /lamps gets 429' }).waitFor();
  expect(clicks()).toBeLessThanOrEqual(3);
  const statuses = [(await post('{"name":"a"}')).status, (await post('{"name":"b"}')).status];
  expect(statuses).toEqual([429, 201]);
  await page.locator('.row', { hasText: '429' }).waitFor();
});

test('A person turns an answer into the mock by at most four clicks', async () => {
  const { cwd, url, post } = await mocking('--allow-write');
  await fetch(`${url}/lamps`, {
    method: 'POST',
    body: '{"name":"unique"}',
    headers: { 'content-type': 'application/json', prefer: 'code=429' },
  });
  const page = await openInspector(browser, `${url}/_docproof/`);
  const { click, clicks, button } = clicking(page);
  await click(page.locator('.row'));
  await click(button('Save as example'));
  const dialog = page.getByRole('dialog');
  await dialog.locator('pre').first().waitFor();
  await click(dialog.getByRole('button', { name: 'Write' }));
  await dialog.getByRole('button', { name: 'Done' }).waitFor();
  expect(clicks()).toBeLessThanOrEqual(4);
  expect((await readdir(cwd)).length).toBeGreaterThan(1);
  expect([(await post('{"name":"unique"}')).status, (await post('{"name":"other"}')).status]).toEqual([429, 201]);
});
