import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingReport, Result } from '../../src/model/index.js';
import { printable, printableColored, printableJson, printableLines } from '../../src/model/index.js';
import { findingFormats, resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

/** Each of these turns, hides or breaks what a reader sees. */
const HIDDEN = [
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
  ...['\u200e', '\u200f', '\u061c', '\u0080', '\u0085', '\u009b', '\u009f', '\u007f', '\u2028', '\u2029'],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u{e0001}', '\u{e0041}'],
];
const TRICK = `a${HIDDEN.join('b')}c`;
const ANY_HIDDEN = /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** The fixture with a trick in every text that comes from a capture, a page or a document. */
function tricked<T>(value: T): T {
  const json = JSON.stringify(value, (name, each: unknown) =>
    typeof each === 'string' && TEXTS.has(name) ? each + TRICK : each,
  );
  return JSON.parse(json);
}

const TEXTS = new Set([
  'message',
  'operation',
  'source',
  'detail',
  'value',
  'title',
  'location',
  'schema',
  'reason',
  'line',
]);

const FINDINGS: FindingReport = {
  docproof: '0',
  source: `docs${TRICK}`,
  folder: `docs${TRICK}`,
  pages: 1,
  counts: { error: 1, warning: 0, info: 0 },
  rules: [{ id: 'x', severity: 'error', finds: TRICK }],
  findings: [{ rule: 'x', severity: 'error', page: `a${TRICK}.md`, line: 1, message: TRICK, suggestion: TRICK }],
};

describe('characters that deceive', () => {
  test.each(resultFormats.names)('No report of a check as %s has one as it is', async (format) => {
    const text = await resultFormats.write(format, tricked<Result>(RESULT));
    // In Markdown, a zero width space keeps GitHub from making links and mentions.
    const seen =
      format === 'markdown' ? text.replaceAll('\u200b', '') : text.replace(/<(script|style)>.*?<\/\1>/gs, '');
    expect(seen).not.toMatch(ANY_HIDDEN);
    expect(seen).toMatch(/\\u202e/);
  });

  test('JSON reports say the same when they are parsed', async () => {
    const result = tricked<Result>(RESULT);
    const { faults, ...rest } = JSON.parse(await resultFormats.write('json', result));
    expect(faults.map(({ message }: { message: string }) => message)).toEqual(
      result.faults.map(({ message }) => message),
    );
    expect(rest).toEqual(JSON.parse(JSON.stringify({ ...result, faults: undefined, outcomes: result.outcomes })));
    const last = (await resultFormats.write('ndjson', { ...result, outcomes: result.outcomes ?? [] }))
      .trim()
      .split('\n')
      .at(-1);
    expect(JSON.parse(last ?? '').summary).toEqual(JSON.parse(JSON.stringify(result.summary)));
  });

  test.each(findingFormats.names)('No report of findings as %s has one as it is', async (format) => {
    const text = await findingFormats.write(format, FINDINGS);
    expect(text).not.toMatch(ANY_HIDDEN);
    expect(text).toMatch(/\\u202e/);
    if (format === 'json') expect(JSON.parse(text)).toEqual(FINDINGS);
  });

  test('Any value is the same after its JSON was made printable, and any text has no hidden character', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...HIDDEN, '\ud800', '\u0000', '\u001b'), (value, hidden) => {
        for (const indent of [0, 2]) {
          const json = printableJson(JSON.stringify({ value, [hidden]: [hidden] }, null, indent));
          expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, [hidden]: [hidden] })));
        }
        expect(printable(`a${hidden}`)).toMatch(/^a\\u(?:[0-9a-f]{4}|\{[0-9a-f]{5}\})$/);
      }),
    );
  });

  test('Line breaks and tabs stay in lines, and colours in what a terminal shows', () => {
    expect(printableLines('a\n\tb\u202e')).toBe('a\n\tb\\u202e');
    expect(printableColored('\u001b[31mred\u001b[39m \u001b[2J\u009b31m\u202e')).toBe(
      '\u001b[31mred\u001b[39m \\u001b[2J\\u009b31m\\u202e',
    );
  });
});
