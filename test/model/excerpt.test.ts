import { expect, test } from 'vitest';
import { excerptOf } from '../../src/model/index.js';

test('An excerpt of a document of one long line shows the place that is meant, and not the beginning', () => {
  const line = `${'a'.repeat(5000)}"maximum": 100${'b'.repeat(5000)}`;
  const { first, lines } = excerptOf([line], 1, 5001);
  expect(first).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^…a{60}"maximum": 100b+$/);
  expect(lines[0]?.length).toBeLessThanOrEqual(301);
});

test('Lines that are short enough, and those around the place, are shown from their beginning', () => {
  expect(excerptOf(['first', `  second: ${'x'.repeat(100)}`, 'third'], 2, 90)).toEqual({
    first: 1,
    lines: ['first', `  second: ${'x'.repeat(100)}`, 'third'],
  });
  expect(excerptOf(['c'.repeat(400), 'd'.repeat(400)], 2, 10).lines).toEqual(['c'.repeat(300), 'd'.repeat(300)]);
});
