import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/index.js';
import { resultFormats } from '../../src/report/index.js';
import { expectGolden } from '../support/golden.js';
import { DOCUMENT, RESULT } from './fixture.js';

const { names: reportFormatNames, write: writeReport } = resultFormats;

/** The result without what a hostile capture wrote, whose words are long. */
function tame(result: Result): Result {
  const { faults, summary } = result;
  return {
    ...result,
    faults: faults.filter(({ keyword }) => keyword !== 'undocumented-path'),
    summary: { ...summary, unread: [] },
  };
}

/** An HTML report but for what all have in common. */
function withoutPage(html: string): string {
  return html
    .replace(/<(script|style)>.*?<\/\1>/gs, '<$1>…</$1>')
    .replace(/sha256-[^']+/g, 'sha256-…')
    .replaceAll('},{', '},\n{');
}

describe('a report', () => {
  test.each(reportFormatNames)('The report as %s equals its golden file', async (format) => {
    const text = await writeReport(format, RESULT, { document: DOCUMENT });
    expectGolden(`test/report/golden/report.${format}`, format === 'html' ? withoutPage(text) : text);
  });

  test('A text report with colours has the same words as one without', async () => {
    const coloured = await writeReport('text', RESULT, { color: true });
    expect(coloured).toContain('\u001b[31m');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(await writeReport('text', RESULT));
  });

  test('A text report keeps to the width of the terminal, as far as the length of words allows', async () => {
    for (const width of [40, 60, 80]) {
      const narrow = await writeReport('text', tame(RESULT), { width });
      const wide = narrow.split('\n').filter((line) => stringWidth(line) > width);
      expect(wide.filter((line) => line.trim().includes(' ') && !/^ {6}\w+ +\S+$|^ {2}[✗!]/.test(line))).toEqual([]);
    }
  });

  test('A text report counts wide East Asian characters as two columns', async () => {
    const [fault] = RESULT.faults;
    if (!fault) throw new Error('the fixture has a fault');
    const message = '文字列 でなければ なりません しかし 数値 です '.repeat(3).trim();
    const narrow = await writeReport('text', { ...RESULT, faults: [{ ...fault, message }] }, { width: 40 });
    const lines = narrow.split('\n').filter((line) => /[\u3040-\u9fff]/.test(line));
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
  });

  test('Text and JUnit reports let no control character of a capture through', async () => {
    expect(await writeReport('text', RESULT)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    expect(await writeReport('junit', RESULT)).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])/,
    );
  });
});
