/**
 * `npm run screenshots`: pictures of the inspector for README and docs/guides/inspector.md, in light and dark, from a
 * mock of the built-in document with some traffic. With a folder as argument it puts pictures of every page there, in
 * four widths, to be looked at.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { findBrowser } from '../test/browser/find-browser.mjs';
import { startMock } from './started-mock.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const [folder] = process.argv.slice(2);

const { server, listening } = startMock(['--stateful', '--allow-write'], { cwd: ROOT });
// Its log is not read.
server.stderr.resume();
try {
  const { url } = await listening;
  await sendTraffic(url);
  const found = findBrowser();
  const browser = await chromium.launch({
    ...(found && found.kind !== 'playwright' ? { executablePath: found.executablePath } : {}),
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  await (folder === undefined ? takeForDocs(browser, url) : takeAll(browser, url, folder));
  await browser.close();
} finally {
  server.kill('SIGTERM');
}

/** Requests as an application under development sends them: most are right. @param {string} url */
async function sendTraffic(url) {
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
  const documented = (name) => readFileSync(join(ROOT, `mocks/${name}/request.realistic.json`), 'utf8');
  const post = (path, body, more = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, ...more }, body });
  const event = documented('createIdentityRiskEvent');
  const profile = documented('createIpSecurityProfile');
  for (let round = 0; round < 3; round += 1) {
    await post('/identityRiskEvents', event);
    await post('/Security/ipSecurityProfiles', profile);
    await post('/identityRiskEvents', event, { prefer: 'code=401' });
    await fetch(`${url}/riskDetections?$top=5`, { headers });
    await post('/auditLogs/signIns', documented('createSignIn'));
    await post('/Security/ipSecurityProfiles', JSON.stringify({ ...JSON.parse(profile), countHits: 'many' }));
  }
  await post('/identityRiskEvents', JSON.stringify({ ...JSON.parse(event), riskLevel: 'severe' }));
}

/** @param {import('playwright').Browser} browser @param {string} url */
async function takeForDocs(browser, url) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await pageOf(browser, { colorScheme, viewport: { width: 1100, height: 640 } }, `${url}/_docproof/`);
    await page.locator('.row', { hasText: '400' }).last().click();
    await page.locator('.pane h2').waitFor();
    await shoot(page, join(ROOT, `docs/images/inspector-${colorScheme}.png`));
    await page.close();
  }
}

/** @param {import('playwright').Browser} browser @param {string} url @param {string} into */
async function takeAll(browser, url, into) {
  for (const [width, colorScheme] of [
    [320, 'light'],
    [768, 'dark'],
    [1280, 'light'],
    [2560, 'dark'],
  ]) {
    const look = { colorScheme, viewport: { width, height: Math.round(width < 500 ? width * 2 : width * 0.6) } };
    const page = await pageOf(browser, look, `${url}/_docproof/`);
    const titles = await page.getByRole('tab').allTextContents();
    for (const name of [...titles.map((title) => title.toLowerCase()), 'exchanges/6']) {
      await page.goto(`${url}/_docproof/#/${name}`);
      await page.waitForTimeout(400);
      await shoot(page, join(into, `${name.replace('/', '-')}-${width}-${colorScheme}.png`));
    }
    await page.close();
  }
}

/** @param {import('playwright').Browser} browser @param {string} address */
async function pageOf(browser, look, address) {
  const page = await browser.newPage({ ...look, reducedMotion: 'reduce' });
  await page.goto(address);
  await page.locator('.row').first().waitFor();
  return page;
}

/** @param {import('playwright').Page} page @param {string} path */
async function shoot(page, path) {
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}
