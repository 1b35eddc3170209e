import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openCaptures, readOpen } from '../../src/captures/index.js';
import { type CaptureItem, isUnread } from '../../src/model/index.js';

const LINES = [
  '{"request":{"method":"GET","url":"/größe"},"response":{"status":200,"body":"😀"}}',
  '{"request":{"method":"GET","url":"/b"},"response":{"status":204}}',
].join('\r\n');

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(bytes: Uint8Array, size = 7): Promise<unknown[]> {
  const items: CaptureItem[] = [];
  for await (const capture of openCaptures({ source: 'a.ndjson', chunks: inPieces(bytes, size) }))
    for await (const item of readOpen(capture)) items.push(item);
  return items.map((item) => (isUnread(item) ? item.detail : [item.request.url, item.response.body]));
}

function littleEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

describe('a capture in UTF-16', () => {
  const expected = [
    ['/größe', { state: 'present', content: '😀' }],
    ['/b', { state: 'absent' }],
  ];

  test('A capture in UTF-16 is read in both orders of bytes, with and without a byte-order mark', async () => {
    for (const text of [`\ufeff${LINES}`, LINES]) {
      expect(await read(littleEndian(text))).toEqual(expected);
      expect(await read(littleEndian(text).swap16())).toEqual(expected);
    }
  });

  test('A capture in UTF-16 is read wherever its chunks end, and out of a container', async () => {
    const bytes = littleEndian(`\ufeff${LINES}`);
    for (const size of [1, 3, 1000]) expect(await read(bytes, size)).toEqual(expected);
    expect(await read(gzipSync(bytes))).toEqual(expected);
  });
});
