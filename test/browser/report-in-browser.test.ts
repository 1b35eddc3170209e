import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkCapture, loadContract, writeReport } from '../../src/api/index.js';
import type { Fault, Result } from '../../src/model/index.js';
import { RESULT } from '../report/fixture.js';
import { launchBrowser } from '../support/browser.js';

let browser: Browser;
let folder: string;
let seeded: Result;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-report-'));
  browser = await launchBrowser();
  seeded = await checkCapture(await loadContract(), 'contracts/captures/seeded.har', {
    baseUrls: ['http://127.0.0.1:4010'],
    evidence: true,
  });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a report from the disk. What the page complains of fails the test. */
async function open(result: Result, options: BrowserContextOptions = {}, fragment = ''): Promise<Page> {
  const path = join(folder, `${expect.getState().currentTestName?.replace(/\W+/g, '-').slice(-80)}.html`);
  await writeFile(path, await writeReport('html', result));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(pathToFileURL(path).href + fragment);
  return page;
}

const [FAULT] = RESULT.faults;

function withFaults(faults: readonly Partial<Fault>[]): Result {
  if (!FAULT) throw new Error('the fixture has a fault');
  return { ...RESULT, faults: faults.map((change) => ({ ...FAULT, ...change })) };
}

describe('the HTML report, opened from the disk', () => {
  test('The HTML report shows a violation with its marked place in the captured body and its documentation', async () => {
    const page = await open(seeded);
    await page.locator('.row', { hasText: '/userId' }).first().click();
    expect(await page.locator('h2').textContent()).toBe('response body /userId must be string or null, but is number');
    expect(await page.locator('.marked').textContent()).toMatch(/"userId": 42,?\n/);
    expect(await page.locator('.pane').textContent()).toContain('identityriskevent-post.md:54');
    expect(await page.locator('.pane').textContent()).toContain('"type": [');
  });

  test('The HTML report marks the header field of a violation and keeps the others folded', async () => {
    const page = await open(seeded);
    await page.getByLabel('Keyword').selectOption('undocumented-media-type');
    expect(await page.locator('.marked').allTextContents()).toEqual(['content-type: text/html']);
    await page.getByLabel('Keyword').selectOption('missing-credentials');
    expect(await page.locator('.marked').count()).toBe(0);
    expect(await page.locator('details[open]').count()).toBe(0);
  });

  test('The HTML report shows a body that is not JSON line by line', async () => {
    const evidence = {
      method: 'GET',
      url: '/',
      status: 502,
      headers: [],
      body: { text: '<h1>\r\nBad gateway\n</h1>' },
    };
    const page = await open(withFaults([{ evidence }]));
    expect(await page.locator('.text .line').allTextContents()).toEqual(['<h1>', 'Bad gateway', '</h1>']);
  });

  test.each(['', '#view=rules', '#view=exchanges', '#view=coverage', '#view=notes', '#fault=3'])(
    'The HTML report breaks no rule of accessibility with the address fragment "%s"',
    async (fragment) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(seeded, { colorScheme, bypassCSP: true }, fragment);
        await page.evaluate(axe.source);
        const found: { id: string }[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
        expect(found.map(({ id }) => id)).toEqual([]);
      }
    },
  );

  test('The HTML report filters by operation, keyword, severity and text, and its address keeps the filter', async () => {
    const page = await open(seeded);
    const found = page.getByRole('status');
    await page.getByLabel('Keyword').selectOption('required');
    await page.getByLabel('Operation').selectOption('POST /identityRiskEvents');
    await page.getByRole('checkbox', { name: /warnings?$/ }).uncheck();
    await page.getByRole('searchbox').fill('created  PROPERT');
    expect(await found.textContent()).toBe('1 of 20 distinct violations');
    const again = await browser.newPage();
    await again.goto(page.url());
    expect(await again.getByRole('status').textContent()).toBe('1 of 20 distinct violations');
    expect(await again.getByRole('searchbox').inputValue()).toBe('created  PROPERT');
    await again.close();
    await page.getByRole('searchbox').fill('nothing like this');
    expect(await page.locator('.pane').textContent()).toContain('No violation is as asked for.');
  });

  test('The HTML report opens on errors, the most frequent first, and shows warnings where they are asked for', async () => {
    const page = await open(seeded);
    expect(await page.getByRole('checkbox', { name: /errors?$/ }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /warnings?$/ }).isChecked()).toBe(false);
    const times = await page.locator('.row .times').allTextContents();
    const numbers = times.map((text) => Number(text.replace('× ', '') || 1));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(await page.locator('.row.warning').count()).toBe(0);
    await page.getByRole('checkbox', { name: /warnings?$/ }).check();
    expect(await page.getByRole('status').textContent()).toBe('20 distinct violations');
  });

  test('The HTML report lists the broken rules, and leads from a rule to its violations', async () => {
    const page = await open(seeded);
    await page.getByRole('tab', { name: 'Rules' }).click();
    const rows = page.locator('.rules tbody tr');
    const rules = await rows.count();
    expect(rules).toBeGreaterThan(5);
    const severities = await rows.evaluateAll((all) => all.map((row) => row.className));
    expect(severities).toEqual([...severities].sort((a, b) => Number(a === 'warning') - Number(b === 'warning')));
    const enumeration = rows.filter({ hasText: /^enum/ }).first();
    await enumeration.getByRole('button').click();
    expect(await page.getByLabel('Keyword').inputValue()).toBe('enum');
    expect(await page.locator('.row').count()).toBeGreaterThan(0);
    expect(await page.locator('.row .keyword').allTextContents()).toSatisfy((all: string[]) =>
      all.every((keyword) => keyword === 'enum'),
    );
  });

  test('The HTML report lists exchanges, passed ones too, and leads from an exchange to its violations', async () => {
    const page = await open(seeded);
    await page.getByRole('tab', { name: 'Exchanges' }).click();
    const list = page.getByRole('listbox', { name: 'Exchanges' });
    expect(await list.locator('.row.passed').count()).toBeGreaterThan(0);
    await page.getByLabel('Verdict').selectOption('fail');
    expect(await list.locator('.row.passed').count()).toBe(0);
    await page.getByRole('searchbox').fill('/userId');
    await list.locator('.row').first().click();
    await page.locator('.pane').getByRole('button', { name: '/userId' }).click();
    expect(await page.locator('h2').textContent()).toContain('/userId');
    expect(await page.getByRole('tab', { name: 'Violations' }).getAttribute('aria-selected')).toBe('true');
  });

  test('The HTML report works with the keyboard alone', async () => {
    const page = await open(seeded);
    await page.keyboard.press('/');
    await page.keyboard.type('enum');
    await page.keyboard.press('Tab');
    for (let tabs = 0; tabs < 8 && !(await page.locator('.list:focus').count()); tabs += 1)
      await page.keyboard.press('Tab');
    const selected = page.locator('[role=option][aria-selected=true]');
    const first = await selected.textContent();
    await page.keyboard.press('ArrowDown');
    expect(await selected.textContent()).not.toBe(first);
    await page.keyboard.press('k');
    expect(await selected.textContent()).toBe(first);
    await page.keyboard.press('End');
    const count = Number(await selected.getAttribute('aria-setsize'));
    expect(await selected.getAttribute('aria-posinset')).toBe(String(count));
    expect(await page.locator('.list').getAttribute('aria-activedescendant')).toBe(`row-${count - 1}`);
    await page.keyboard.press('Enter');
    expect(await page.locator('.pane:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.list:focus').count()).toBe(1);
  });

  test('The HTML report shows coverage and leads from an operation to its violations', async () => {
    const page = await open(seeded);
    await page.getByRole('tab', { name: 'Coverage' }).click();
    expect(await page.getByRole('img', { name: '3 of 5 operations seen' }).count()).toBe(1);
    await page.getByText('Statuses never seen').click();
    expect(await page.locator('details[open] li').allTextContents()).toHaveLength(2);
    await page.getByRole('button', { name: 'POST /auditLogs/signIns' }).click();
    expect(await page.getByRole('status').textContent()).toMatch(/^\d of 20/);
    await page.getByRole('tab', { name: 'Not checked' }).click();
    expect(await page.locator('.notes li').allTextContents()).toContain(
      'not judged in full: 1 exchange, the recorder left the body out',
    );
  });

  test('The HTML report shows either the list or a violation on a narrow screen and does not overflow it', async () => {
    const page = await open(seeded, { viewport: { width: 360, height: 700 } });
    expect(await page.locator('.pane').isVisible()).toBe(false);
    await page.locator('.row').first().click();
    expect(await page.locator('.list').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'All violations' }).click();
    expect(await page.locator('.list').isVisible()).toBe(true);
  });

  test('The HTML report of an inconclusive check opens on the reason', async () => {
    const line = 'INCONCLUSIVE none of the 6 exchanges is in scope of api.yaml';
    const page = await open({
      ...RESULT,
      verdict: { outcome: 'inconclusive', word: 'INCONCLUSIVE', line, unmet: [] },
      faults: [],
      violations: [],
    });
    expect(await page.getByRole('tab', { selected: true }).textContent()).toMatch(/^Not checked/);
    expect(await page.locator('.notes .reason').textContent()).toBe(line);
  });

  test('Every tab of the HTML report is whole on a screen of 420 pixels', async () => {
    const page = await open(seeded, { viewport: { width: 420, height: 800 } });
    const boxes = await Promise.all((await page.getByRole('tab').all()).map((tab) => tab.boundingBox()));
    expect(boxes).toHaveLength(5);
    for (const box of boxes) expect((box?.x ?? 421) + (box?.width ?? 0)).toBeLessThanOrEqual(420);
    const nav = page.getByRole('tablist');
    expect(await nav.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  test('A status that was never seen is not struck through, and one that nothing documents says so', async () => {
    const [first, ...others] = seeded.coverage.operations;
    if (!first) throw new Error('the seeded result has operations');
    const operations = [
      { ...first, exchanges: 3, statuses: { '201': 3, '409': 0 }, undocumentedStatuses: { '500': 1 } },
      ...others,
    ];
    const page = await open({ ...seeded, coverage: { ...seeded.coverage, operations } });
    await page.getByRole('tab', { name: 'Coverage' }).click();
    const chips = page.locator('tbody tr').first().locator('.chip');
    expect(await chips.allTextContents()).toEqual(['201 × 3', '409 not seen', '500 × 1 undocumented']);
    const decorations: unknown = await page.evaluate(
      "[...document.querySelectorAll('tbody tr:first-child .chip')].map((chip) => getComputedStyle(chip).textDecorationLine)",
    );
    expect(decorations).toEqual(['none', 'none', 'none']);
  });

  test('The HTML report is dark where the reader prefers a dark color scheme', async () => {
    const ground = async (colorScheme: 'light' | 'dark') =>
      (await open(seeded, { colorScheme })).evaluate('getComputedStyle(document.body).backgroundColor');
    expect([await ground('light'), await ground('dark')]).toEqual(['rgb(255, 255, 255)', 'rgb(20, 23, 27)']);
  });
});

describe('the HTML report of 50,000 violations', () => {
  test('An HTML report of 50,000 violations opens, scrolls to its end and searches within seconds', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({
      operation: `GET /pets/${index % 300}`,
      location: `/tags/*/name${index}`,
      message: `must be string, but is number ${index}`,
    }));
    const began = performance.now();
    const page = await open(withFaults(many));
    await page.locator('.row').first().waitFor();
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(await page.locator('.row').count()).toBeLessThan(60);
    const [, kept = ''] =
      /^([\d,]+) distinct violations$/.exec((await page.getByRole('status').textContent()) ?? '') ?? [];
    const number = Number(kept.replace(',', ''));
    expect(number).toBeGreaterThan(2000);
    await page.locator('.list').focus();
    await page.keyboard.press('End');
    expect(await page.locator('h2').textContent()).toContain(`but is number ${number - 1}`);
    const typed = performance.now();
    await page.getByRole('searchbox').fill('name1234');
    expect(await page.getByRole('status').textContent()).toBe(`1 of ${kept} distinct violations`);
    expect(performance.now() - typed).toBeLessThan(5000);
  });
});

describe('captured text in the HTML report', () => {
  test.each([
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    '<!--<script>',
    ']]></style><svg onload=alert(1)>',
    "'\"><iframe srcdoc='<script>alert(1)</script>'>",
    'javascript:alert(1)',
    '\u2028alert(1)\u202e\u0000\ud800',
    '__proto__',
  ])('The HTML report neither runs captured text nor turns it into markup: %j', async (text) => {
    const json = JSON.parse(JSON.stringify({ [text]: [text, { __proto__: null, [text]: text }] }));
    const result = withFaults([
      {
        operation: text,
        location: text,
        keyword: text,
        message: text,
        schema: `#/${text}`,
        rule: json,
        documented: { page: text, line: 1 },
        first: { source: text, exchange: 0, status: 200 },
        evidence: {
          method: text,
          url: text,
          status: 200,
          headers: [[text, text]],
          body: { json, pointer: `/${text}/0` },
        },
      },
      { operation: text, evidence: { method: text, url: text, status: 200, headers: [], body: { text } } },
    ]);
    const page = await open({
      ...result,
      document: { source: text, title: text, version: text },
      summary: { ...RESULT.summary, sources: [text], unread: [{ source: text, index: 0, detail: text }] },
    });
    for (const row of await page.locator('.row').all()) await row.click();
    for (const name of ['Coverage', 'Not checked']) await page.getByRole('tab', { name }).click();
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('img, svg, iframe, a').count()).toBe(0);
    expect(await page.locator('li').first().textContent()).not.toMatch(/[\u2028\u202e\u0000]/);
  });
});
