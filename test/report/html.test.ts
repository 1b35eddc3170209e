import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageModule } from '../../scripts/bundle-page.mjs';
import type { PageData } from '../../src/report/html/data.js';
import { resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

const { write: writeReport } = resultFormats;

/** The data that a page holds. */
function dataOf(html: string): Pick<PageData, 'faults' | 'notes'> {
  const [, data = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(data);
}

describe('the HTML report', () => {
  test('The generated page of the HTML report matches src/inspector/report', async () => {
    const generated = readFileSync(new URL('../../src/report/html/page.generated.ts', import.meta.url), 'utf8');
    expect(generated === (await pageModule()), 'run npm run generate').toBe(true);
  });

  test('The HTML report runs only its own script, and fetches nothing', async () => {
    const html = await writeReport('html', RESULT);
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/);
    for (const [, tag, text = ''] of html.matchAll(/<(script|style)>(.*?)<\/\1>/gs)) {
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,")/);
  });

  test('The HTML report holds captured content as data that no browser reads as markup', async () => {
    const html = await writeReport('html', RESULT);
    expect(html).not.toContain('<script>alert(1)');
    const [, data = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? [];
    expect(data).not.toContain('<');
    expect(JSON.parse(data).faults).toHaveLength(RESULT.faults.length);
  });

  test('The HTML report leaves out messages before it gets too large for a browser', async () => {
    const [fault] = RESULT.faults;
    if (!fault) throw new Error('the fixture has a fault');
    const evidence = { method: 'GET', url: '/', status: 200, headers: [], body: { text: 'x'.repeat(1024 * 1024) } };
    const html = await writeReport('html', { ...RESULT, faults: Array(50).fill({ ...fault, evidence }) });
    expect(html.length).toBeLessThan(5_000_000);
    expect(dataOf(html).faults).toHaveLength(50);
  });

  test('The HTML report of very many violations stays below 5 MB, keeps the errors, and says what it leaves out', async () => {
    const [fault] = RESULT.faults;
    if (!fault) throw new Error('the fixture has a fault');
    const one = { ...fault, message: '<必須>'.repeat(20) };
    const warnings = Array.from({ length: 20_000 }, (): typeof one => ({ ...one, severity: 'warning' }));
    const errors = Array.from({ length: 50 }, (): typeof one => ({ ...one, severity: 'error' }));
    const html = await writeReport('html', { ...RESULT, faults: [...warnings, ...errors] });
    expect(new TextEncoder().encode(html).length).toBeLessThan(5_000_000);
    const { faults, notes } = dataOf(html);
    expect(faults.filter(({ severity }) => severity === 'error')).toHaveLength(50);
    expect(notes[0]).toBe(
      `not in this page, which is kept below 5 MB: ${20_050 - faults.length} distinct violations (--format json has all)`,
    );
  });
});
