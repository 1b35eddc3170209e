import { expect, test } from 'vitest';
import type { Fault, Result } from '../../src/model/index.js';
import { resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

const [FAULT] = RESULT.faults;
if (!FAULT) throw new Error('the fixture has a fault');
const ONE: Fault = { ...FAULT, severity: 'error', keyword: 'type' };

/** 2,000 groups: warnings first, one error of each operation after them, one of them far more frequent. */
const LARGE: Result = {
  ...RESULT,
  summary: { ...RESULT.summary, sources: Array.from({ length: 359 }, (_, index) => `recording-${index}.har`) },
  faults: Array.from({ length: 1000 }, (_, index): Fault[] => [
    { ...ONE, operation: `GET /a${index}`, severity: 'warning', keyword: 'undocumented-property', count: 5000 },
    { ...ONE, operation: `GET /a${index}`, count: index === 700 ? 90 : 1, message: `must be string ${index}` },
  ]).flat(),
};

test('A text report of 2,000 faults in 359 captures is short, and begins with the verdict and the worst', async () => {
  const text = await resultFormats.write('text', LARGE);
  const lines = text.split('\n');
  expect(lines.length).toBeLessThan(150);
  expect(lines[1]).toBe('7 exchanges checked from recording-0.har and 358 more');
  expect(lines[3]).toMatch(/^FAILED/);
  expect(lines[5]).toBe('The 10 worst of 2000 distinct faults');
  expect(lines[6]).toBe('  GET /a700');
  expect(text.match(/✗ /g)).toHaveLength(10);
  expect(text).not.toContain('! ');
  expect(text).toMatch(/type +1000 errors in 1000 operations × 1089/);
  expect(text).toMatch(/undocumented-property +1000 warnings in 1000 operations × 5000000/);
  expect(text).toContain('… and 980 more operations');
  expect(lines.at(-2)).toMatch(/^FAILED/);
});

test('A Markdown report of 2,000 faults in 359 captures shows the worst open, and the rules in numbers', async () => {
  const text = await resultFormats.write('markdown', LARGE);
  expect(text).toContain('against `recording-0.har` and 358 more');
  expect(text).toContain('<summary>The 10 worst of 2000 distinct faults</summary>');
  expect(text.indexOf('GET /a700')).toBeLessThan(text.indexOf('GET /a1`'));
  expect(text).toContain('| `type` | 1000 | 0 | 1000 | 1089 |');
  expect(text.length).toBeLessThan(65_536);
});

test('A text report with three captures names them all', async () => {
  const sources = ['a.har', 'b.har', 'c.har'];
  const text = await resultFormats.write('text', { ...RESULT, summary: { ...RESULT.summary, sources } });
  expect(text).toContain('checked from a.har, b.har, c.har');
});
