import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { openCaptures, readOpen } from '../../../src/captures/index.js';
import { all, chunksOf } from '../../support/chunks.js';
import { zipOf } from '../../support/zip.js';
import { mostOf, must, readOrRefused, type Target } from '../target.js';
import { assertItem } from './capture-target.js';

const LINE = '{"request":{"method":"GET","url":"/a"},"response":{"status":200,"body":"x"}}\n';
const HAR =
  '{"log":{"entries":[{"request":{"method":"GET","url":"/a"},"response":{"status":200,"headers":[],"content":{"_file":"b.bin"}}}]}}';

const packed = fc.letrec<{ bytes: Buffer }>((tie) => ({
  bytes: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(LINE, HAR, '', 'no capture', `\ufeff${LINE}`).map((text) => Buffer.from(text)),
    fc.constantFrom(LINE, HAR).map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    tie('bytes').map((bytes) => gzipSync(bytes)),
    tie('bytes').map((bytes) => deflateSync(bytes)),
    fc.tuple(tie('bytes'), tie('bytes')).map(([a, b]) => Buffer.concat([gzipSync(a), gzipSync(b)])),
    fc
      .dictionary(fc.constantFrom('a.har', 'b.bin', 'c.ndjson', 'd/', '../e.har', 'é', ''), tie('bytes'), {
        maxKeys: 3,
      })
      .map((entries) => zipOf(entries)),
  ),
})).bytes;

export const containers: Target = {
  name: 'containers',
  title: 'Any bytes that hold captures, packed in each other, are unpacked, or refused with a clear error',
  runs: 60,
  seeds: [
    gzipSync(LINE),
    deflateSync(LINE),
    zipOf({ 'a.har': HAR, 'b.bin': 'body' }),
    zipOf({ 'a.ndjson': gzipSync(LINE), 'b.ndjson': LINE, 'c.txt': 'no capture' }),
    Buffer.from('28b52ffd2003190000616263', 'hex'),
    Buffer.from(`\ufeff${LINE}`, 'utf16le'),
    brotliCompressSync(LINE),
  ],
  tokens: [
    'PK\u0003\u0004',
    'PK\u0001\u0002',
    'PK\u0005\u0006',
    'PK\u0006\u0006',
    '\u001f\u008b\u0008',
    '\u00ff\u00ff',
    '\u0078\u009c',
    '(\u00b5/\u00fd',
    'BZh',
    '\u0000\u0000\u0000\u0000',
  ],
  structured: packed,
  async check(input) {
    for (const source of ['input', 'input.br']) {
      let size = 0;
      await readOrRefused(async () => {
        for await (const capture of openCaptures({ source, chunks: chunksOf(input, 100) })) {
          const items = await readOrRefused(() => all(readOpen(capture)));
          for (const item of items ?? []) assertItem(item);
          size += JSON.stringify(items ?? []).length;
        }
      });
      must(size <= mostOf(input, 20_000), `${size} characters were made of ${input.length} bytes`);
    }
  },
};
