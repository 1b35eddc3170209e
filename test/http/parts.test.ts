import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { split, splitChunks } from '../support/sequences.js';

const parts = (text: string, isWhole = true) => split('parts', text, { boundary: 'x', isWhole });

describe('multipart bodies', () => {
  test('Parts of a multipart body have their number, byte offset, header fields and content', () => {
    const body =
      'for old readers\r\n--x\r\nContent-Type: text/plain\r\nX-A:  1\r\nx-a: 2\r\n\r\nä\r\n\r\n--x  \r\n\r\nb\r\n--x--\r\nend\r\n--x\r\n';
    const { items, faults, end } = parts(body);
    expect(items).toEqual([
      {
        index: 0,
        offset: 22,
        content: { headers: { 'content-type': 'text/plain', 'x-a': '1, 2' }, content: 'Ã¤\r\n' },
      },
      { index: 1, offset: 80, content: { headers: {}, content: 'b' } },
    ]);
    expect([faults, end]).toEqual([[], { isCut: false }]);
  });

  test('A line that only begins like a boundary belongs to its part', () => {
    expect(parts('--x\r\n\r\n--x\n\r\n--xy\r\n--x -\r\n--x--').items).toEqual([
      { index: 0, offset: 5, content: { headers: {}, content: '--x\n\r\n--xy\r\n--x -' } },
    ]);
  });

  test('Only white space, a line break or the end of the body follow the last boundary', () => {
    const { items, faults } = parts('--x\r\n\r\na\r\n--x--y\r\n--x\r\n\r\nb\r\n--x-- \r\n--x\r\n\r\nc\r\n--x--');
    expect(items.map(({ content }) => content)).toEqual([
      { headers: {}, content: 'a\r\n--x--y' },
      { headers: {}, content: 'b' },
    ]);
    expect(faults).toEqual([]);
  });

  test('White space without end behind a boundary is neither kept nor read again and again', () => {
    const chunks = Array.from({ length: 2_000 }, () => new TextEncoder().encode(' '.repeat(100)));
    const { mostHeld, items } = splitChunks('parts', [new TextEncoder().encode('--x'), ...chunks], {
      isWhole: true,
      limit: 1_000_000,
      boundary: 'x',
    });
    expect(items).toEqual([]);
    expect(mostHeld).toBeLessThan(2_000);
  });

  test('A part may be empty, with header fields or without', () => {
    const { items } = parts('--x\r\n\r\n--x\r\nX-A: 1\r\n\r\n--x\r\nX-A: 1\r\n\r\n\r\n--x--');
    expect(items.map(({ content }) => content)).toEqual([
      { headers: {}, content: '' },
      { headers: { 'x-a': '1' }, content: '' },
      { headers: { 'x-a': '1' }, content: '' },
    ]);
  });

  test('A part whose header fields cannot be read is broken framing, and the next one is read', () => {
    const { items, faults } = parts('--x\r\nno field\r\n\r\na\r\n--x\r\nX-A: 1\r\n--x\r\n\r\nb\r\n--x--');
    expect(faults).toEqual([
      { index: 0, offset: 5, detail: 'the header fields of a part are malformed' },
      { index: 1, offset: 25, detail: 'a part has no empty line behind its header fields' },
    ]);
    expect(items.map(({ index }) => index)).toEqual([2]);
  });

  test('A multipart body that ends before its last boundary is cut, or broken where it is whole', () => {
    const text = '--x\r\n\r\na\r\n--x\r\n\r\nb';
    expect([parts(text, false).items.length, parts(text, false).end, parts(text, false).faults]).toEqual([
      1,
      { isCut: true },
      [],
    ]);
    expect(parts(text).faults).toEqual([{ index: 1, offset: 15, detail: 'the body ends before its last boundary' }]);
    expect(parts(`${text}\r\n--x--`, false).end).toEqual({ isCut: false });
  });

  test('A multipart body without its boundary, or a type without one, is broken', () => {
    const details = [parts('--y\r\n\r\na\r\n--y--'), split('parts', '--x--')].map(({ faults }) => faults[0]?.detail);
    expect(details).toEqual([
      'the boundary of the content type is not found in the body',
      'the content type names no boundary',
    ]);
  });

  test('Any cutting of a multipart body into chunks gives the same parts, and holds no more than one', () => {
    const pieces = fc.constantFrom(
      '--x',
      '\r\n',
      '\r',
      '\n',
      '-',
      '--',
      ' ',
      'X-A: 1',
      'abc',
      'é',
      '--x--',
      '\r\n--x\r\n',
      '',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom(1_000, 12),
        (texts, cuts, isWhole, limit) => {
          const bytes = new TextEncoder().encode(`--x\r\n${texts.join('')}`);
          const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
          const chunks = places.map((place, at) => bytes.slice(place, places[at + 1] ?? bytes.length));
          const options = { isWhole, limit, boundary: 'x' };
          const { mostHeld: _, ...whole } = splitChunks('parts', [bytes.slice()], options);
          const { mostHeld, ...pieced } = splitChunks('parts', chunks, options);
          expect(pieced).toEqual(whole);
          expect(mostHeld).toBeLessThanOrEqual(limit + 2 * '\r\n--x'.length + 100);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('A part that is too long is dropped, and the next one has its number', () => {
    const long = 'a'.repeat(200);
    const { items, mostHeld } = splitChunks(
      'parts',
      [...`--x\r\n\r\n${long}\r\n--x\r\n\r\nb\r\n--x--`].map((character) => new TextEncoder().encode(character)),
      { limit: 20, boundary: 'x' },
    );
    expect(items).toEqual([
      { index: 0, offset: 5, content: 'too-large' },
      { index: 1, offset: 5 + 2 + 200 + 2 + 5, content: { headers: {}, content: 'b' } },
    ]);
    expect(mostHeld).toBeLessThan(40);
  });
});
