import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.js';
import { type ServedSite, serveSite, siteFiles } from './site.js';

let browser: Browser;
let site: ServedSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A page of the browser, with each request that it makes. */
async function open(look: BrowserContextOptions = {}): Promise<{ page: Page; requests: string[] }> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...look,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  return { page, requests };
}

/** Opens the search: the button works as soon as the page's script has run. */
async function openSearch(page: Page): Promise<void> {
  const field = page.locator('#localsearch-input');
  await expect
    .poll(
      async () => {
        if (await field.isVisible()) return true;
        await page.locator('.DocSearch-Button').first().click();
        return field.isVisible();
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe(true);
}

/** All pages that people write, and one of each kind that is generated. */
const PAGES = siteFiles().filter(
  (path) =>
    /^\/(?:(?:start|guides|concepts|decisions)\/.+|index|benchmarks|playground)\.html$/.test(path) ||
    /^\/reference\/(?:index|extensions|formats|prefer-and-headers|feed)\.html$/.test(path) ||
    /^\/reference\/(?:rules\/(?:index|answer-differs)|keywords\/(?:index|enum)|library\/(?:index|vite))\.html$/.test(
      path,
    ),
);

/** Their navigation, sidebar and text are looked at; of the other pages the text alone, since the rest is the same. */
const WHOLE = [
  '/index.html',
  '/playground.html',
  '/guides/from-prism.html',
  '/benchmarks.html',
  '/decisions/index.html',
];

describe('Accessibility', () => {
  test.each([
    ['light', PAGES],
    ['dark', [...WHOLE, '/reference/cli.html', '/concepts/contract.html']],
  ] as const)(
    'No page breaks a rule of accessibility where the reader wants it %s',
    async (colorScheme, paths) => {
      const { page } = await open({ colorScheme, bypassCSP: true });
      expect(paths.length).toBeGreaterThan(5);
      const faults: string[] = [];
      for (const path of paths) {
        await page.goto(`${site.url}${path}`);
        if (path === '/playground.html') await page.getByRole('button', { name: 'Send' }).waitFor();
        await page.evaluate(axe.source);
        const where = WHOLE.includes(path) ? 'document' : '"main"';
        const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
          `axe.run(${where}).then(({ violations }) => violations)`,
        );
        faults.push(
          ...found.map(({ id, nodes }) => `${path} ${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)}`),
        );
      }
      expect(faults).toEqual([]);
    },
    400_000,
  );

  test('The first key leads past the navigation to the text', async () => {
    const { page } = await open();
    await page.goto(`${site.url}/guides/index.html`);
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
  });
});

describe('Looks', () => {
  test('No page is wider than a screen of 320 pixels', async () => {
    const { page } = await open({ viewport: { width: 320, height: 640 } });
    const wide: string[] = [];
    for (const path of PAGES) {
      await page.goto(`${site.url}${path}`);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      if (width !== 320) wide.push(`${path}: ${width}`);
    }
    expect(wide).toEqual([]);
  }, 300_000);

  test('The switch makes the page dark, and the choice is kept', async () => {
    const { page } = await open({ colorScheme: 'light' });
    await page.goto(`${site.url}/guides/index.html`);
    await page.waitForLoadState('networkidle');
    const isDark = (): Promise<boolean> => page.evaluate(`document.documentElement.classList.contains('dark')`);
    expect(await isDark()).toBe(false);
    await page.locator('button.VPSwitchAppearance:visible').first().click();
    expect(await isDark()).toBe(true);
    await page.reload();
    expect(await isDark()).toBe(true);
  });
});

/** Questions of newcomers, as they would type them, and the page that answers. */
const QUESTIONS = [
  ['prism alternative', '/guides/from-prism'],
  ['401 unauthorized', '/guides/troubleshooting'],
  ['none of the exchanges is in scope', '/guides/troubleshooting'],
  ['record traffic', '/guides/recording-and-redacting'],
  ['github actions', '/guides/github-actions'],
  ['msw handlers', '/guides/msw'],
  ['delay and faults', '/guides/state-and-faults'],
  ['inconclusive', '/concepts/verdicts'],
  ['accept known violations baseline', '/guides/baselines-and-drift'],
  ['server sent events', '/guides/streams'],
  ['certificate https', '/guides/https'],
  ['answer-differs', '/reference/rules/answer-differs'],
] as const;

describe('Search', () => {
  test('Who asks one of twelve questions finds the page that answers it among the first five results', async () => {
    const { page } = await open();
    await page.goto(`${site.url}/`);
    await openSearch(page);
    const results = page.locator('.VPLocalSearchBox .result');
    const missed: string[] = [];
    for (const [question, wanted] of QUESTIONS) {
      await page.locator('#localsearch-input').fill(question);
      const first = async (): Promise<(string | undefined)[]> =>
        (await results.evaluateAll((all) => all.slice(0, 5).map((each) => each.getAttribute('href')))).map((href) =>
          href?.replace(/(?:\.html)?(?:#.*)?$/, ''),
        );
      const found = await expect
        .poll(first, { timeout: 15_000 })
        .toContain(wanted)
        .then(
          () => true,
          () => false,
        );
      if (!found) missed.push(`${question}: ${await first()}`);
    }
    expect(missed).toEqual([]);
  }, 240_000);
});

describe('Requests', () => {
  test('Reading, searching and switching make no request to another host', async () => {
    const { page, requests } = await open();
    for (const path of ['/index.html', '/guides/inspector.html', '/concepts/contract.html', '/playground.html']) {
      await page.goto(`${site.url}${path}`);
      await page.waitForLoadState('networkidle');
    }
    await openSearch(page);
    await page.locator('#localsearch-input').fill('mock server');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    expect(requests.length).toBeGreaterThan(30);
    expect(requests.filter((url) => !url.startsWith(`${site.url}/`) && !/^(?:blob|data):/.test(url))).toEqual([]);
  }, 120_000);

  test('The policy of the page stops a script that asks another host', async () => {
    const { page } = await open();
    await page.goto(`${site.url}/playground.html`);
    const outcome = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI));
      fetch('https://docproof.invalid/').catch(() => {});
    })`);
    expect(outcome).toBe('https://docproof.invalid/');
  });
});
