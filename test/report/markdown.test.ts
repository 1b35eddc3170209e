import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Fault, Result } from '../../src/model/index.js';
import { resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

const { write: writeReport } = resultFormats;

const [FAULT] = RESULT.faults;

function withFaults(faults: readonly Partial<Fault>[]): Result {
  if (!FAULT) throw new Error('the fixture has a fault');
  return { ...RESULT, faults: faults.map((change) => ({ ...FAULT, ...change })) };
}

/** As a site shows it that lets HTML pass. */
async function shown(result: Result): Promise<string> {
  return micromark(await writeReport('markdown', result), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

/** The names of the elements. */
function elements(html: string): Set<string> {
  return new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name = '']) => name));
}

const HOSTILE = [
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '</details></summary><h1>x',
  '![a](http://x.example/a.png) [a](javascript:alert(1)) <http://x.example>',
  'http://x.example www.x.example a@x.example @everyone #1 GH-1 $x$',
  '| a | b |\n|---|---|\n```\n~~~',
  '``` ` `` \\` \\',
  '[^1] [x]: y &lt;b&gt; <!-- ',
  '',
  ' ',
];

describe('a comment in Markdown', () => {
  test('A Markdown comment contains headings, folded parts, tables, lists and code, and nothing else', async () => {
    const html = await shown(RESULT);
    const known = [
      'br',
      'code',
      'details',
      'h3',
      'li',
      'p',
      'summary',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'tr',
      'ul',
    ];
    expect([...elements(html)].sort()).toEqual(known);
    expect(html).toContain('<h3>❌ FAILED 5 errors and 1 warning in 7 exchanges');
  });

  test.each(HOSTILE)('A Markdown comment shows captured content as plain text: %j', async (text) => {
    const html = await shown({
      ...withFaults([
        { message: text, operation: text, location: text, schema: `#/${text}`, documented: { page: text, line: 1 } },
      ]),
      document: { source: text, title: text, version: text },
      coverage: {
        ...RESULT.coverage,
        operations: RESULT.coverage.operations.map((each) => ({ ...each, operation: text })),
      },
      summary: { ...RESULT.summary, sources: [text], unread: [{ source: text, index: 1, detail: text }] },
    });
    const known = await shown(withFaults([{}]));
    expect([...elements(html)].filter((name) => !elements(known).has(name))).toEqual([]);
    expect(html.match(/<details/g)).toHaveLength(3);
    expect(html.match(/<\/details>/g)).toHaveLength(3);
    expect(html.match(/<tr>/g)).toHaveLength(3);
    expect(html.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/@\w|#\d|:\/\/|www\.|GH-\d|\$x/);
  });

  test('A Markdown comment stays within the limit of GitHub, and says what it leaves out', async () => {
    const long = 'x'.repeat(5000);
    const many = Array.from({ length: 5000 }, (_, index) => ({ operation: `GET /${index} ${long}`, message: long }));
    const text = await writeReport('markdown', withFaults(many));
    expect(text.length).toBeLessThan(60_000);
    expect(text).toMatch(/… and 4\d\d\d more distinct faults/);
    expect(text).toContain('1 of 2 operations seen');
  });

  test('A Markdown comment unfolds a few faults and folds many', async () => {
    expect(await writeReport('markdown', withFaults([{}]))).toContain('<details open>');
    expect(await writeReport('markdown', withFaults(Array(6).fill({})))).not.toContain('<details open>');
  });
});
