import { describe, expect, test } from 'vitest';
import { reportFormatNames, writeReport } from '../../src/report/index.js';
import { expectGolden } from '../support/golden.js';
import { DOCUMENT, RESULT } from './fixture.js';

/** An HTML report but for what all have in common. */
function withoutPage(html: string): string {
  return html.replace(/<(script|style)>.*?<\/\1>/gs, '<$1>…</$1>').replace(/sha256-[^']+/g, 'sha256-…');
}

describe('a report', () => {
  test.each(reportFormatNames)('as %s is this', async (format) => {
    const text = await writeReport(format, RESULT, { document: DOCUMENT });
    expectGolden(`test/report/golden/report.${format}`, format === 'html' ? withoutPage(text) : text);
  });

  test('for a person has colours where they are wanted, and the same words', async () => {
    const coloured = await writeReport('text', RESULT, { color: true });
    expect(coloured).toContain('\u001b[31m');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(await writeReport('text', RESULT));
  });

  test('for a person keeps to the width of the terminal, as far as words allow', async () => {
    const narrow = await writeReport('text', RESULT, { width: 40 });
    const sentences = narrow.split('\n').filter((line) => /^ {6}(?!value|rule|documented|seen)/.test(line));
    expect(Math.max(...sentences.map((line) => line.length))).toBeLessThanOrEqual(48);
  });

  test('obeys no control character of a capture', async () => {
    expect(await writeReport('text', RESULT)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    expect(await writeReport('junit', RESULT)).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])/,
    );
  });
});
