import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageModule } from '../../scripts/bundle-page.mjs';
import { resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

const { write: writeReport } = resultFormats;

describe('the HTML report', () => {
  test('The generated page of the HTML report matches src/report/html/page', async () => {
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
    expect(html.length).toBeLessThan(34 * 1024 * 1024);
  });
});
