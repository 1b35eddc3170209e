import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, blockMemory, type CaptureFormat, captureFormats, START } from '../../src/captures/index.js';
import type { CaptureItem } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';

const entry = (body: unknown, more: object = {}): object => ({
  startedDateTime: '2026-11-20T08:14:02.113Z',
  request: { method: 'GET', url: 'https://api.example.com/things', headers: [] },
  response: {
    status: 200,
    headers: [],
    content: { size: 1, mimeType: 'application/json', text: JSON.stringify(body) },
  },
  ...more,
});

const har = (entries: readonly unknown[], indent?: number): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector', version: '1' }, entries } }, null, indent);

const line = (body: unknown): string =>
  JSON.stringify({ request: { method: 'GET', url: '/things' }, response: { status: 200, body: JSON.stringify(body) } });

/** Lines of an access log, as nginx writes it, in one of its forms. */
const logged = (body: string, index: number): string => {
  const path = `/things/${index}?q=${encodeURIComponent(body)}`;
  return index % 2 === 0
    ? `203.0.113.9 - - [28/Nov/2026:08:15:01 +0000] "GET ${path} HTTP/1.1" 200 512 "-" "curl/8.5.0"`
    : JSON.stringify({ method: 'GET', path, response_code: 200, authority: 'api.example.com' });
};

/** What is among the lines of a log: nothing, spaces, its writer's comment, a request that is not HTTP, half a line. */
const ASIDE = [
  '',
  '  ',
  '#Fields: time method',
  '203.0.113.9 - - [28/Nov/2026:08:15:01 +0000] "\\x16\\x03" 400 0',
  '{"a',
];

function formatOf(name: string) {
  const format = captureFormats.find((each) => each.name === name);
  if (!format?.blocks) throw new Error(`${name} has no blocks`);
  return { ...format, blocks: format.blocks };
}

function cut(name: string, text: string, size = 300_000): Promise<Block[]> {
  return all(formatOf(name).blocks.cut(chunksOf(text, size), blockMemory()));
}

/** Reads blocks as threads do, each after those before it. Undefined where one cannot be read apart. */
function readBlocks(name: string, blocks: readonly Block[]): CaptureItem[] | undefined {
  const items: CaptureItem[] = [];
  let place = START;
  for (const block of blocks) {
    const reading = formatOf(name).blocks.read('a', block, place);
    let read = reading.next();
    for (; !read.done; read = reading.next()) items.push(read.value);
    if (!read.value) return undefined;
    place = { entries: read.value.entries, lines: read.value.lines };
  }
  return items;
}

function readWhole(format: Pick<CaptureFormat, 'read'>, text: string): Promise<CaptureItem[]> {
  return all(format.read('a', chunksOf(text)));
}

const text = (blocks: readonly Block[]): string => Buffer.concat(blocks.map(({ bytes }) => bytes)).toString();

/** Some 200 bytes each. */
const bodies = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index} },{"startedDateTime": ${'x'.repeat(150)}`);

describe('a long capture', () => {
  const broken = '{"startedDateTime":"","request":{"method":"GET","url":3},"response":{"status":200}}';
  const captures: readonly (readonly [what: string, format: string, text: string])[] = [
    ['HAR', 'HAR', har(bodies(9000).map((body) => entry(body)))],
    [
      'HAR, indented',
      'HAR',
      har(
        bodies(9000).map((body) => entry(body)),
        2,
      ),
    ],
    [
      'HAR with an entry that is malformed',
      'HAR',
      har(bodies(9000).map((body, index) => (index % 2000 === 7 ? JSON.parse(broken) : entry(body)))),
    ],
    [
      'HAR with an entry that is not JSON',
      'HAR',
      har(bodies(9000).map((body) => entry(body))).replace('"5000 ', '"5000 \n'),
    ],
    [
      'HAR with entries that are not objects',
      'HAR',
      har(
        bodies(9000).map((body, index) =>
          index % 7 === 3 ? [5, null, '},{"startedDateTime":', true, [1]][index % 5] : entry(body),
        ),
      ),
    ],
    ['HAR that is cut', 'HAR', har(bodies(9000).map((body) => entry(body))).slice(0, -700)],
    ['NDJSON', 'NDJSON', bodies(9000).map(line).join('\n')],
    [
      'NDJSON with blank and broken lines',
      'NDJSON',
      `${bodies(9000)
        .map((body, index) => (index % 1000 === 3 ? '\n{' : line(body)))
        .join('\r\n')}\n\n`,
    ],
    ['an access log', 'access log', bodies(9000).map(logged).join('\n')],
    [
      'an access log with blank and broken lines',
      'access log',
      `${bodies(9000)
        .map((body, index) => (index % 1000 === 3 ? ASIDE.join('\r\n') : logged(body, index)))
        .join('\r\n')}\r\n`,
    ],
  ];
  test.each(captures)(
    'A capture is cut into blocks between its entries, and the blocks read as the whole does: %s',
    async (_, name, whole) => {
      const blocks = await cut(name, whole);
      expect(text(blocks)).toBe(whole);
      expect(blocks.length).toBeGreaterThan(1);
      expect(blocks.map(({ isFirst }) => isFirst)).toEqual(blocks.map((_block, index) => index === 0));
      expect(blocks.map(({ isLast }) => isLast)).toEqual(blocks.map((_block, index) => index === blocks.length - 1));
      expect(blocks.map(({ offset }) => offset)).toEqual(
        blocks.map((_block, index) => blocks.slice(0, index).reduce((sum, { bytes }) => sum + bytes.length, 0)),
      );
      expect(readBlocks(name, blocks)).toEqual(await readWhole(formatOf(name), whole));
    },
  );

  test('A HAR that is cut inside an entry with its own entries is not read in blocks', async () => {
    const nested = entry('a', { _log: bodies(9000).map((body) => entry(body)) });
    const blocks = await cut('HAR', har([entry('b'), nested, entry('c')]));
    expect(blocks.length).toBeGreaterThan(1);
    expect(readBlocks('HAR', blocks)).toBeUndefined();
  });

  test('A HAR whose entries begin late is not mistaken for a log that one of its entries contains', async () => {
    const inner = {
      log: { creator: { name: 'WebInspector' }, entries: [{ startedDateTime: 1 }, { startedDateTime: 2 }] },
    };
    const entries = [entry('a', inner), ...bodies(9000).map((body) => entry(body))];
    const whole = JSON.stringify({ log: { creator: { name: 'Playwright' }, entries } }).replace(
      '"entries":[',
      `"entries":[${' '.repeat(18_000_000)}`,
    );
    const items = readBlocks('HAR', await cut('HAR', whole));
    if (items) expect(items).toEqual(await readWhole(formatOf('HAR'), whole));
  });

  test.each(['HAR', 'NDJSON', 'access log'])(
    'One entry of %s that is larger than a block is not read block by block',
    async (name) => {
      const endless = 'x'.repeat(20_000_000);
      const blocks = await cut(
        name,
        { HAR: har([entry(endless)]), NDJSON: line(endless) }[name] ?? logged(endless, 0),
        1_000_000,
      );
      expect(blocks.length).toBeGreaterThan(1);
      expect(readBlocks(name, blocks)).toBeUndefined();
    },
  );
});

test('Released block memory is used again, and never for two blocks at once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000 }), { maxLength: 6 }), (sizes) => {
      const memory = blockMemory();
      const first = sizes.map((size) => memory.take(size));
      expect(new Set(first).size).toBe(sizes.length);
      expect(first.every((each, index) => each.byteLength >= (sizes[index] ?? 0))).toBe(true);
      for (const each of first) memory.release(each);
      const again = memory.take(1);
      expect(first.some((each) => each.byteLength === again.byteLength)).toBe(first.includes(again));
    }),
    { numRuns: 20 },
  );
});

describe('a block of any size', () => {
  const encode = (part: string): Uint8Array<SharedArrayBuffer> => {
    const bytes = new TextEncoder().encode(part);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    return shared;
  };
  const blocksOf = (parts: readonly string[], note: string): Block[] => {
    let offset = 0;
    return parts.map((part, index) => {
      const bytes = encode(part);
      const block = { bytes, offset, isFirst: index === 0, isLast: index === parts.length - 1, note };
      offset += bytes.length;
      return block;
    });
  };
  const values = fc.array(fc.json({ maxDepth: 3 }), { minLength: 1, maxLength: 8 });

  test('A HAR cut between entries reads as the whole does; cut elsewhere, it reads the same or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.double({ min: 0, max: 1, noNaN: true }), async (bodiesOf, where) => {
        const whole = har(bodiesOf.map((body, index) => (index % 3 === 2 ? JSON.parse(body) : entry(body))));
        const note = JSON.stringify({
          gap: Buffer.from('},{"startedDateTime":').toString('base64'),
          producer: 'WebInspector',
        });
        const expected = await readWhole(formatOf('HAR'), whole);
        const at = Math.floor(where * whole.length);
        const anywhere = readBlocks('HAR', blocksOf([whole.slice(0, at), whole.slice(at)], note));
        if (anywhere) expect(anywhere).toEqual(expected);
        const parts = whole.split(/(?<=\})(?=,\{"startedDateTime")/);
        expect(readBlocks('HAR', blocksOf(parts, note))).toEqual(expected);
      }),
    );
  });

  const texts = fc.array(fc.string(), { minLength: 1, maxLength: 8 });
  const asides = fc.array(fc.constantFrom(...ASIDE), { maxLength: 4 });
  const ends = fc.constantFrom('\n', '\r\n');

  test('An access log cut between lines reads as the whole does; cut elsewhere, it reads the same or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        asides,
        ends,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (those, between, end, hasEnd, where) => {
          const lines = those.flatMap((body, index) => [logged(body, index), ...between.slice(index, index + 1)]);
          const whole = `${lines.join(end)}${hasEnd ? end : ''}`;
          const expected = await readWhole(formatOf('access log'), whole);
          const at = Math.floor(where * whole.length);
          const anywhere = readBlocks('access log', blocksOf([whole.slice(0, at), whole.slice(at)], ''));
          if (anywhere) expect(anywhere).toEqual(expected);
          expect(readBlocks('access log', blocksOf(whole.split(/(?<=\n)/), ''))).toEqual(expected);
        },
      ),
    );
  });

  test('NDJSON cut between lines reads as the whole does; cut elsewhere, it reads the same or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.double({ min: 0, max: 1, noNaN: true }), async (bodiesOf, where) => {
        const whole = bodiesOf.map(line).join('\n');
        const expected = await readWhole(formatOf('NDJSON'), whole);
        const at = Math.floor(where * whole.length);
        const anywhere = readBlocks('NDJSON', blocksOf([whole.slice(0, at), whole.slice(at)], ''));
        if (anywhere) expect(anywhere).toEqual(expected);
        expect(readBlocks('NDJSON', blocksOf(whole.split(/(?<=\n)/), ''))).toEqual(expected);
      }),
    );
  });
});
