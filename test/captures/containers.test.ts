import { readFileSync } from 'node:fs';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type CaptureFile, openCaptures, readOpen } from '../../src/captures/index.js';
import { type CaptureItem, InputError, isUnread } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';
import { zipOf } from '../support/zip.js';

const LINE = '{"request":{"method":"GET","url":"/things/1"},"response":{"status":200}}\n';
const LINES = LINE.repeat(3);
const BODY = '{"id":1}';

/** A HAR as Playwright attaches bodies to it. */
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'Playwright', version: '1.56.0' },
    entries: [
      {
        request: {
          method: 'POST',
          url: 'https://api.example.com/things',
          headers: [],
          postData: { _file: 'sent.json' },
        },
        response: { status: 201, headers: [], content: { size: 8, mimeType: 'application/json', _file: 'got.json' } },
      },
    ],
  },
});

interface Given {
  readonly name?: string;
  readonly size?: number;
  readonly more?: Partial<CaptureFile>;
}

async function read(bytes: Uint8Array, { name = 'capture', size = 1000, more = {} }: Given = {}) {
  const items: CaptureItem[] = [];
  const passedOver: string[] = [];
  const file: CaptureFile = { source: name, chunks: chunksOf(bytes, size), ...more };
  for await (const capture of openCaptures(file, { onPassedOver: (source) => passedOver.push(source) }))
    for await (const item of readOpen(capture)) items.push(item);
  return { items, passedOver };
}

function failure(bytes: Uint8Array, given?: Given): Promise<unknown> {
  return read(bytes, given).then(
    () => undefined,
    (error: unknown) => error,
  );
}

function sources(items: readonly CaptureItem[]): string[] {
  return items.map((item) => (isUnread(item) ? `${item.source} ${item.unread}` : item.source));
}

/** Frames of blocks that are not compressed (RFC 8878, section 3.1.1). */
function zstdOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([header, block, bytes]);
}

describe('a compressed capture', () => {
  const packed: readonly [string, Uint8Array, string][] = [
    ['gzip', gzipSync(LINES), 'capture'],
    ['gzip in two members', Buffer.concat([gzipSync(LINE), gzipSync(LINE + LINE)]), 'capture'],
    ['zlib', deflateSync(LINES), 'capture'],
    ['Zstandard', zstdOf(LINES), 'capture'],
    ['Zstandard in two frames', Buffer.concat([zstdOf(LINE), zstdOf(LINE + LINE)]), 'capture'],
    ['Brotli', brotliCompressSync(LINES), 'capture.ndjson.br'],
    ['gzip in ZIP', zipOf({ 'a.ndjson.gz': gzipSync(LINES) }), 'capture'],
    ['gzip in Brotli', brotliCompressSync(gzipSync(LINES)), 'capture.gz.br'],
  ];

  test.each(packed)('A compressed capture is read: %s', async (_name, bytes, name) => {
    for (const size of [1, 7, 100_000])
      expect(sources((await read(bytes, { name, size })).items)).toEqual([name, name, name]);
  });

  test('A capture is read as a real Zstandard compressor writes it', async () => {
    const { items } = await read(readFileSync(new URL('captures/many.ndjson.zst', import.meta.url)), { size: 4096 });
    expect(items).toHaveLength(3000);
    expect(items[2999]).toMatchObject({ request: { url: expect.stringMatching(/^\/things\/3000\?salt=/) } });
  });

  test.each([
    ['gzip', gzipSync(LINE), 'a'],
    ['Brotli', brotliCompressSync(LINE.repeat(200)), 'a.br'],
    ['zstd', readFileSync(new URL('captures/many.ndjson.zst', import.meta.url)), 'a'],
  ])(
    'A compressed capture that breaks off is read up to there and reported as cut, or refused: %s',
    async (_name, bytes, name) => {
      const step = Math.max(1, Math.floor(bytes.length / 40));
      for (let end = 5; end < bytes.length; end += step) {
        try {
          const { items } = await read(bytes.subarray(0, end), { name });
          expect(items.at(-1)).toMatchObject({ unread: 'cut' });
          expect(items.slice(0, -1).every((item) => !isUnread(item))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect(error).toMatchObject({ code: expect.stringMatching(/^(unreadable|unknown-format)$/) });
        }
      }
    },
  );

  test('A compressed capture that breaks off after a whole entry is reported as cut', async () => {
    const whole = gzipSync(LINES, { level: 0 });
    const { items } = await read(whole.subarray(0, whole.length - 8));
    expect(items.map((item) => isUnread(item))).toEqual([false, false, false, true]);
    expect(items[3]).toMatchObject({
      index: 3,
      unread: 'cut',
      detail: expect.stringContaining('gzip stream breaks off'),
    });
  });

  test('A compression that is not supported is refused by name', async () => {
    expect(await failure(Buffer.from('BZh91AY&SY'))).toMatchObject({
      message: 'capture: is packed with bzip2, which is not read',
    });
  });

  test('A capture that is compressed many times over is refused', async () => {
    let bytes: Uint8Array = Buffer.from(LINES);
    for (let layer = 0; layer < 6; layer += 1) bytes = gzipSync(bytes);
    expect(await failure(bytes)).toMatchObject({ code: 'too-large' });
  });

  test('A compressed file without content is refused as an empty capture', async () => {
    expect(await failure(gzipSync(''))).toMatchObject({ code: 'empty-capture' });
  });
});

describe('a ZIP archive', () => {
  const archive = zipOf({ 'sent.json': '{}', 'got.json': BODY, 'har.har': HAR });

  test('A ZIP archive of Playwright gives the exchanges of its HAR with the bodies that lie beside it', async () => {
    const { items } = await read(archive, { name: 'trace.zip' });
    expect(items).toMatchObject([
      {
        source: 'trace.zip',
        request: { body: { state: 'present', content: Buffer.from('{}') } },
        response: { body: { state: 'present', content: Buffer.from(BODY) } },
      },
    ]);
  });

  test('A ZIP archive is read in parts where the file allows it, with the same result as through a pipe', async () => {
    const ranges: number[] = [];
    const randomAccess = async () => ({
      size: archive.length,
      async *range(start: number, end: number) {
        ranges.push(end - start);
        yield archive.subarray(start, end);
      },
    });
    expect((await read(archive, { more: { randomAccess } })).items).toEqual((await read(archive)).items);
    expect(ranges.length).toBeGreaterThan(3);
  });

  test('A HAR in a ZIP archive cannot name a body file outside the archive', async () => {
    for (const name of ['../got.json', '/etc/passwd', '..', 'c:got.json', 'a\\got.json']) {
      const { items } = await read(
        zipOf({ 'har.har': HAR.replace('got.json', name.replace('\\', '\\\\')), 'got.json': BODY }),
      );
      expect(items[0]).toMatchObject({ response: { body: { state: 'unknown', reason: 'body-elsewhere' } } });
    }
  });

  test('A ZIP archive without a HAR gives each of its captures and lists the files that are not captures', async () => {
    const mixed = zipOf({
      'a.ndjson': LINE,
      'notes.txt': 'hello',
      'deep/b.ndjson': LINE,
      'none.har.txt': '{"log":{"entries":[]}}',
    });
    const { items, passedOver } = await read(mixed, { name: 'x.zip' });
    expect([sources(items), passedOver]).toEqual([
      ['x.zip/a.ndjson', 'x.zip/deep/b.ndjson'],
      ['x.zip/notes.txt', 'x.zip/none.har.txt'],
    ]);
    expect(await failure(zipOf({ a: 'a', b: 'b' }))).toMatchObject({ code: 'unknown-format' });
    expect(await failure(zipOf({}))).toMatchObject({ code: 'empty-capture' });
  });

  test('A ZIP archive with a HAR gives its other captures too, by their names', async () => {
    const mixed = zipOf({
      'har.har': HAR,
      'got.json': BODY,
      'sent.json': '{}',
      'b.ndjson': LINE,
      'old.har.gz': gzipSync(HAR),
      'app.log': 'up',
    });
    const { items, passedOver } = await read(mixed, { name: 'x.zip' });
    expect([sources(items), passedOver]).toEqual([
      ['x.zip/har.har', 'x.zip/b.ndjson', 'x.zip/old.har.gz'],
      ['x.zip/app.log'],
    ]);
  });

  test('A ZIP archive that is cut or states a wrong size is refused', async () => {
    for (let end = 4; end < archive.length; end += 37)
      expect(await failure(archive.subarray(0, end)), String(end)).toMatchObject({ code: 'unreadable' });
    const lying = Buffer.from(zipOf({ 'a.ndjson': LINES }));
    lying.writeUInt32LE(10, lying.indexOf('PK\x01\x02') + 24);
    expect(await failure(lying)).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('too many bytes'),
    });
  });

  test('A damaged ZIP archive never stalls or crashes the reader', async () => {
    for (let at = 0; at < archive.length; at += 3) {
      const damaged = Buffer.from(archive);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const error = await failure(damaged);
      if (error !== undefined) expect(error, String(at)).toBeInstanceOf(InputError);
    }
  });
});

describe('a decompression bomb', () => {
  /** Blocks that say which byte comes how often (RFC 8878, section 3.1.1.2.2). */
  const zstdBomb = Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]),
    Buffer.alloc(40_000, Buffer.from([0x02, 0x00, 0x10, 0x20])),
  ]);
  const member = gzipSync(Buffer.alloc(1 << 20, '{"request": '));
  async function* endless() {
    for (;;) yield member;
  }

  test.each([
    ['gzip', endless(), /^(too-large)$/],
    ['Zstandard', chunksOf(zstdBomb), /^(too-large|unreadable|empty-capture|unknown-format)$/],
  ])(
    'A decompression bomb is refused without being held in memory: %s',
    async (_name, chunks, code) => {
      const before = process.memoryUsage().rss;
      expect(await failure(Buffer.alloc(0), { more: { chunks } })).toMatchObject({ code: expect.stringMatching(code) });
      expect(process.memoryUsage().rss - before).toBeLessThan(800 * 1024 * 1024);
    },
    120_000,
  );

  test('A ZIP archive whose many entries share one huge body is refused', async () => {
    const har = JSON.stringify({
      log: {
        creator: { name: 'Playwright' },
        entries: Array.from({ length: 40 }, () => ({
          request: { method: 'GET', url: '/x', headers: [] },
          response: { status: 200, headers: [], content: { size: 1, _file: 'zeros' } },
        })),
      },
    });
    const error = await failure(zipOf({ zeros: Buffer.alloc(32 * 1024 * 1024), 'har.har': har }));
    expect(error).toMatchObject({ code: 'too-large' });
  }, 120_000);
});
