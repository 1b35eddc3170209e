import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Framing } from '../../src/http/index.js';
import { toFramed } from '../../src/mock/streams/framed.js';
import type { JsonValue } from '../../src/model/index.js';
import { split, splitChunks } from '../support/sequences.js';

const contents = (framing: Framing, text: string): unknown[] =>
  split(framing, text).items.map(({ content }) => content);

describe('JSON Lines', () => {
  test('Lines are items with their number and byte offset, and the last line needs no line feed', () => {
    expect(split('lines', '{"ä":1}\n2\r\n"x"').items).toEqual([
      { index: 0, offset: 0, content: '{"ä":1}' },
      { index: 1, offset: 9, content: '2\r' },
      { index: 2, offset: 12, content: '"x"' },
    ]);
  });

  test('Empty lines of JSON Lines are not items and have no number', () => {
    expect(split('lines', '\n1\n \r\n\t\n2\n').items.map(({ index, offset }) => [index, offset])).toEqual([
      [0, 1],
      [1, 8],
    ]);
  });

  test('A line that the end of a cut body leaves unfinished is not an item', () => {
    const cut = split('lines', '{"a":1}\n{"a":', { isWhole: false });
    expect(cut.items).toHaveLength(1);
    expect(cut.end.isCut).toBe(true);
    expect(split('lines', '{"a":1}\n', { isWhole: false }).end.isCut).toBe(false);
  });
});

describe('JSON text sequences', () => {
  test('Records of a JSON text sequence are items, and may have line feeds in them', () => {
    expect(contents('records', '\u001e{"a":\n1}\n\u001e\u001e2\n')).toEqual(['{"a":\n1}\n', '2\n']);
  });

  test('Text before the first record separator is broken framing', () => {
    const { items, faults } = split('records', '{"a":1}\n\u001e2\n');
    expect(faults).toEqual([{ offset: 0, detail: 'there is text before the first record separator' }]);
    expect(items.map(({ content }) => content)).toEqual(['2\n']);
  });

  test('A number without white space behind it may have been cut, and keeps its number', () => {
    const { items, faults } = split('records', '\u001e12\u001e3\n');
    expect(faults.map(({ index, offset }) => [index, offset])).toEqual([[0, 1]]);
    expect(items).toEqual([{ index: 1, offset: 4, content: '3\n' }]);
    expect(split('records', '\u001e1\n\u001e12').end.isCut).toBe(true);
  });

  test('The last record of a cut JSON text sequence is an item only where it is a whole text', () => {
    const ends = ['{"a":\n', '{"a":1}\n', '{"a":1}', '12', '12\n'].map((rest) => {
      const { items, end } = split('records', `\u001e${rest}`, { isWhole: false });
      return [items.length, end.isCut];
    });
    expect(ends).toEqual([
      [0, true],
      [1, false],
      [1, false],
      [0, true],
      [1, false],
    ]);
  });
});

describe('streams of events', () => {
  test('Fields of an event are read by the rules of the HTML standard', () => {
    const text = ':hello\r\ndata: a\rdata:b\ndata:  c\r\nevent:e\nevent: f\nid: 7\nretry: 10\n\n';
    expect(contents('events', text)).toEqual([{ data: 'a\nb\n c', event: 'f', id: '7', retry: 10 }]);
  });

  test('A byte-order mark counts as nothing at the start of a stream of events only', () => {
    expect(contents('events', '\ufeffdata: a\n\ndata: b\n\n')).toEqual([{ data: 'a' }, { data: 'b' }]);
    const again = split('events', '\ufeff\ufeffdata: a\n\n');
    expect(again.items).toEqual([]);
    expect(again.end.ignored).toEqual({ lines: 1, offset: 0 });
  });

  test('Blocks without data are not events, and an empty data line is one', () => {
    expect(contents('events', 'event: ping\n\n:\n\n\n\ndata\n\ndata:\ndata\n\n')).toEqual([
      { data: '' },
      { data: '\n' },
    ]);
  });

  test('Lines that readers of events skip are counted, and spoil no event', () => {
    const { items, end } = split('events', 'data: a\n{"b": 1}\nretry: soon\nid: \0\nData: x\n\n');
    expect(items.map(({ content }) => content)).toEqual([{ data: 'a' }]);
    expect(end).toEqual({ isCut: false, ignored: { lines: 4, offset: 8 } });
  });

  test('An event without an empty line behind it is left out, as every reader does', () => {
    for (const rest of ['data: b', 'data: b\n', 'data: b\nid: 1\r\n'])
      expect([contents('events', `data: a\n\n${rest}`), split('events', `data: a\n\n${rest}`).end.isCut]).toEqual([
        [{ data: 'a' }],
        true,
      ]);
    for (const rest of ['', '\n', ':bye', ':bye\n', 'id: 2\n'])
      expect(split('events', `data: a\n\n${rest}`).end.isCut).toBe(false);
  });

  test('Events start at their first line, in bytes', () => {
    expect(split('events', ': ü\n\ndata: ä\r\n\r\nid: 1\ndata: b\n\n').items.map(({ offset }) => offset)).toEqual([
      6, 18,
    ]);
  });

  test('Comments do not count towards the limit of an event, however many and long they are, and none is held', () => {
    const beats = Array.from({ length: 100 }, () => `: ${'x'.repeat(40)}\n`);
    const chunks = [...beats, `:${'y'.repeat(500)}`, 'z'.repeat(500), '\r\ndata: a\n', ...beats, '\n', 'data: b\n\n'];
    const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
    const { items, mostHeld, end } = splitChunks('events', bytes, { limit: 100 });
    expect(items.map(({ content }) => content)).toEqual([{ data: 'a' }, { data: 'b' }]);
    expect(items[0]?.offset).toBe(100 * 43 + 1003);
    expect(mostHeld).toBeLessThanOrEqual(20);
    expect(end).toEqual({ isCut: false });
  });

  test('Of a field that comes again in an event only the last one counts towards the limit', () => {
    const text = `${'id: 0123456789\nevent: 0123456789\nretry: 12345\n'.repeat(50)}data: a\n\n`;
    expect(split('events', text, { limit: 100 }).items.map(({ content }) => content)).toEqual([
      { data: 'a', event: '0123456789', id: '0123456789', retry: 12345 },
    ]);
  });

  test('A comment that the end of a stream cuts leaves no event unfinished', () => {
    expect(split('events', `data: a\n\n:${'x'.repeat(300)}`, { limit: 100 }).end.isCut).toBe(false);
  });
});

describe('a splitter', () => {
  const framings = ['lines', 'records', 'events'] as const;

  test('Any cutting of a body into chunks gives the same items', () => {
    const pieces = fc.constantFrom(
      '{"a":1}',
      '12',
      '"é🎈"',
      '\n',
      '\r',
      '\r\n',
      '\n\n',
      '\u001e',
      '\ufeff',
      ':',
      'data',
      'data: ',
      'event: x',
      'id: 1',
      'retry: 5',
      ' ',
      'x',
      '',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...framings),
        fc.array(pieces, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom(1_000, 12),
        (framing, texts, cuts, isWhole, limit) => {
          const bytes = new TextEncoder().encode(texts.join(''));
          const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
          const chunks = places.map((place, at) => bytes.slice(place, places[at + 1] ?? bytes.length));
          const { mostHeld: _, ...whole } = splitChunks(framing, [bytes.slice()], { isWhole, limit });
          const { mostHeld, ...pieced } = splitChunks(framing, chunks, { isWhole, limit });
          expect(pieced).toEqual(whole);
          expect(mostHeld).toBeLessThanOrEqual(2 * limit);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('Items that are written again read the same', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\r\0]/g, ''));
    const line = text.map((value) => value.replaceAll('\n', ''));
    const event = fc
      .record({ data: text, event: line, id: line, retry: fc.nat() }, { requiredKeys: ['data'] })
      .map(({ event: name, ...rest }) => (name === undefined || name === '' ? rest : { ...rest, event: name }));
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(event), (values, events) => {
        for (const framing of ['lines', 'records'] as const) {
          const written = toFramed(framing, values.map(asItem));
          const read = contents(framing, written).map((content) => JSON.parse(String(content)));
          expect(read).toEqual(JSON.parse(JSON.stringify(values)));
        }
        const written = toFramed('events', events);
        expect(contents('events', written)).toEqual(events);
        expect(toFramed('events', contents('events', written).map(asItem))).toBe(written);
      }),
    );
  });

  test('An item longer than its bound is not kept, keeps its number, and the next ones are read', () => {
    const long = 'x'.repeat(100_000);
    const bodies = {
      lines: `1\n"${long}"\n2\n`,
      records: `\u001e1\n\u001e"${long}"\n\u001e2\n`,
      events: `data: 1\n\ndata: ${long}\ndata: y\n\ndata: 2\n\n`,
    };
    for (const framing of framings) {
      const bytes = new TextEncoder().encode(bodies[framing]);
      const chunks = Array.from({ length: Math.ceil(bytes.length / 50) }, (_, at) =>
        bytes.slice(at * 50, at * 50 + 50),
      );
      const { items, mostHeld } = splitChunks(framing, chunks, { limit: 200 });
      expect(items.map(({ index, content }) => [index, content === 'too-large'])).toEqual([
        [0, false],
        [1, true],
        [2, false],
      ]);
      expect(mostHeld).toBeLessThanOrEqual(400);
    }
  });

  test('An event of very many short lines is held within its bound', () => {
    const lines = new TextEncoder().encode('data: y\n'.repeat(1_000));
    const { items, mostHeld } = splitChunks('events', [lines, new TextEncoder().encode('\n')], { limit: 500 });
    expect(items.map(({ content }) => content)).toEqual(['too-large']);
    expect(mostHeld).toBeLessThanOrEqual(500);
  });
});

/** Values that JSON.parse or a splitter gave. */
function asItem(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
