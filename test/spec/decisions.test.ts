import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROWS = readFileSync(new URL('../../spec/decisions.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.replace(/^\| | \|$/g, '').split(' | '));

describe('the table of decisions', () => {
  test('The table of decisions numbers its rows from 1, without a gap', () => {
    expect(ROWS.map(([number]) => Number(number))).toEqual(ROWS.map((_, index) => index + 1));
  });

  test('Each row of the table of decisions says where the contradiction is, what was decided, and why', () => {
    for (const row of ROWS) {
      expect(row.length, row.join(' | ')).toBe(5);
      expect(row.filter((cell) => cell.trim() === '')).toEqual([]);
    }
  });

  test('Each row of the table of decisions names at least two places by page and line', () => {
    for (const [number, where = ''] of ROWS) {
      expect(where, `row ${number}`).toMatch(/^(?:[AILPS]|R\/\w+):\d+(?: (?:[AILPS]|R\/\w+):\d+)+$/);
      const places = where.split(' ');
      expect(places.length, `row ${number} names a line twice`).toBe(new Set(places).size);
    }
  });

  test('Each reference to another decision leads to a row that exists', () => {
    for (const row of ROWS) {
      for (const [, number] of row.join(' ').matchAll(/\bAs (\d+)\b/g)) {
        expect(Number(number), row[0]).toBeLessThanOrEqual(ROWS.length);
        expect(number).not.toBe(row[0]);
      }
    }
  });
});
