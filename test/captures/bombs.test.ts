import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CaptureFile, openCaptures, readOpen } from '../../src/captures/index.js';
import { ArrayScanner } from '../../src/captures/json-scanner.js';
import { LineCutter } from '../../src/captures/lines.js';
import { nodeFiles, openRandomAccess } from '../../src/io/index.js';
import { isUnread } from '../../src/model/index.js';
import { zipOf } from '../support/zip.js';

const LINE = '{"request":{"method":"GET","url":"/things/1"},"response":{"status":200}}\n';

/**
 * What is read of a file: how many exchanges, or the code and sentence of the error; and how many bytes were asked
 * for.
 */
async function readAll(bytes: Uint8Array): Promise<{ result: string; asked: number }> {
  let asked = 0;
  const file: CaptureFile = {
    source: 'capture',
    chunks: (async function* () {
      yield bytes.subarray(0, 512);
    })(),
    randomAccess: async () => ({
      size: bytes.length,
      async *range(start, end) {
        asked += end - start;
        yield bytes.subarray(start, end);
      },
    }),
  };
  let count = 0;
  try {
    for await (const capture of openCaptures(file)) for await (const _ of readOpen(capture)) count += 1;
    return { result: String(count), asked };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { result: `${'code' in error ? String(error.code) : ''} ${error.message}`, asked };
  }
}

/** The same archive with other numbers at the end: entries, and where the directory begins. */
function withCount(archive: Buffer, entries: number): Buffer {
  const changed = Buffer.from(archive);
  changed.writeUInt16LE(0xffff, changed.length - 14);
  changed.writeUInt16LE(0xffff, changed.length - 12);
  const end = changed.length - 22;
  const zip64 = Buffer.alloc(56);
  zip64.write('PK\x06\x06', 0, 'latin1');
  zip64.writeUInt32LE(44, 4);
  zip64.writeBigUInt64LE(BigInt(entries), 24);
  zip64.writeBigUInt64LE(BigInt(entries), 32);
  zip64.writeBigUInt64LE(BigInt(changed.readUInt32LE(end + 12)), 40);
  zip64.writeBigUInt64LE(BigInt(changed.readUInt32LE(end + 16)), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(end), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([changed.subarray(0, end), zip64, locator, changed.subarray(end)]);
}

describe('ZIP archives', () => {
  test('An archive of more than 200,000 entries is refused by the number at its end, before any of them is read', async () => {
    const archive = withCount(zipOf({ 'a.ndjson': LINE.repeat(20_000) }), 210_000);
    const { result, asked } = await readAll(archive);
    expect(result).toBe('too-large capture: is an archive of 210000 entries, more than 200000');
    expect(asked).toBeLessThan(300_000);
  });

  test('A directory of thousands of entries is read in a few pieces', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `${index}.txt`);
    const archive = zipOf({ 'a.har.ndjson': LINE, ...Object.fromEntries(names.map((name) => [name, ''])) });
    let ranges = 0;
    const file: CaptureFile = {
      source: 'capture',
      chunks: (async function* () {
        yield archive.subarray(0, 512);
      })(),
      randomAccess: async () => ({
        size: archive.length,
        async *range(start, end) {
          ranges += 1;
          yield archive.subarray(start, end);
        },
      }),
    };
    for await (const capture of openCaptures(file)) {
      expect(capture.source).toContain('a.har.ndjson');
      break;
    }
    expect(ranges).toBeLessThan(20);
  });

  test('An archive whose entries overlap is refused before any of them is unpacked', async () => {
    const archive = zipOf({ 'a.ndjson': LINE.repeat(100), 'b.ndjson': LINE });
    const directory = archive.readUInt32LE(archive.length - 6);
    const second = archive.indexOf(Buffer.from('PK\x01\x02'), directory + 4);
    archive.writeUInt32LE(10, second + 42);
    const { result } = await readAll(archive);
    expect(result).toMatch(
      /^unreadable capture: is not a ZIP archive that can be read: its entry .* overlaps another one/,
    );
  });

  test('An archive that declares to unpack to more than is read is refused before it is unpacked', async () => {
    const archive = zipOf({ 'a.ndjson': LINE.repeat(100) });
    const directory = archive.readUInt32LE(archive.length - 6);
    archive.writeUInt32LE(0xf0000000, directory + 24);
    const { result, asked } = await readAll(archive);
    expect(result).toMatch(/^too-large capture: unpacks to more than 1 GiB/);
    expect(asked).toBeLessThan(2 * archive.length);
  });

  test('Packings in each other are unpacked up to a depth, and more are refused', async () => {
    let packed = gzipSync(zipOf({ 'a.ndjson.gz': gzipSync(LINE) }));
    expect((await readAll(packed)).result).toBe('1');
    for (let times = 0; times < 3; times += 1) packed = gzipSync(packed);
    expect((await readAll(packed)).result).toMatch(/^too-large capture: is packed more than 4 times/);
  });
});

test.each([false, true])('A tar archive is named as what it is, compressed: %s', async (isCompressed) => {
  const tar = Buffer.alloc(1024);
  tar.write('capture.har');
  tar.write('ustar', 257);
  expect((await readAll(isCompressed ? gzipSync(tar) : tar)).result).toBe(
    'unknown-format capture: is packed with tar, which is not read',
  );
});

describe('very long pieces', () => {
  test('An element above the limit is skipped, and those behind it are found', () => {
    const scanner = new ArrayScanner('log', 'entries', undefined, 1_000);
    const text = `{"log":{"entries":[{"a":"${'x'.repeat(5_000)}"},{"b":1}]}}`;
    const found = [];
    for (let at = 0; at < text.length; at += 100) found.push(...scanner.scan(Buffer.from(text.slice(at, at + 100))));
    expect(found.map(({ kind }) => kind)).toEqual(['too-large', 'element']);
  });

  test('A line above the limit is skipped without its bytes, and those behind it are read', () => {
    const cutter = new LineCutter(0, 1_000);
    const lines = [];
    for (let times = 0; times < 50; times += 1) lines.push(...cutter.cut(Buffer.alloc(100, 97)));
    lines.push(...cutter.cut(Buffer.from('\nshort\n')), ...cutter.end());
    expect(lines.map(({ isTooLong, bytes }) => [isTooLong, bytes.length])).toEqual([
      [true, 0],
      [false, 5],
    ]);
  });

  test('A file of 10 GB that holds nothing is given up after a megabyte', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-sparse-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'sparse.har');
    const file = await open(path, 'w');
    await file.truncate(10 * 1024 ** 3);
    await file.close();
    let read = 0;
    const chunks = (async function* () {
      for await (const chunk of nodeFiles.stream(path)) {
        read += chunk.length;
        yield chunk;
      }
    })();
    const opening = async (): Promise<void> => {
      for await (const _ of openCaptures({ source: path, chunks, randomAccess: () => openRandomAccess(path) }));
    };
    await expect(opening()).rejects.toMatchObject({
      code: 'empty-capture',
      place: { source: path },
      cure: expect.stringContaining('Check the file'),
    });
    expect(read).toBeLessThan(8 * 1024 ** 2);
  });
});

test('A hundred thousand empty entries are told one by one, up to the last', async () => {
  const text = Buffer.from(`{"log":{"version":"1.2","entries":[${'{},'.repeat(99_999)}{}]}}`);
  const chunks = (async function* () {
    for (let at = 0; at < text.length; at += 1 << 18) yield text.subarray(at, at + (1 << 18));
  })();
  let last = -1;
  let told = 0;
  for await (const capture of openCaptures({ source: 'capture', chunks }))
    for await (const item of readOpen(capture)) {
      told += isUnread(item) ? 1 : 0;
      last = item.index;
    }
  expect([told, last]).toEqual([100_000, 99_999]);
});
