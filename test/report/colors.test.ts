import { afterEach, describe, expect, test } from 'vitest';
import { colorsFor } from '../../src/report/colors.js';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('colours of a report', () => {
  test('With colours on, texts get escape sequences, whatever the environment says', () => {
    process.env.NO_COLOR = '1';
    const { red, bold, dim } = colorsFor(true);
    expect(red('broken')).toBe('\u001b[31mbroken\u001b[39m');
    expect(red(bold('broken'))).toBe('\u001b[31m\u001b[1mbroken\u001b[22m\u001b[39m');
    expect(dim('more')).toBe('\u001b[2mmore\u001b[22m');
  });

  test('With colours off, texts stay as they are, whatever the environment says', () => {
    process.env.FORCE_COLOR = '1';
    const colors = colorsFor(false);
    expect(Object.values(colors).map((mark) => mark('text'))).toEqual(Array(Object.keys(colors).length).fill('text'));
  });
});
