import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { codingsToUndo, decodeContent, decodeContentSync } from '../../src/http/index.js';
import { decodeLater, decodeNow } from '../../src/io/content-decoders.js';
import { must, type Target } from './target.js';

/** No more than this may come out. */
const LIMIT = 50_000;

const ENCODERS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, 'x-gzip': gzipSync } as const;

/** The first line names the codings, the rest is the content. */
const encoded = fc
  .tuple(
    fc.array(fc.constantFrom('gzip', 'deflate', 'br', 'x-gzip'), { maxLength: 4 }),
    fc.oneof(fc.string({ maxLength: 30 }), fc.constant('a'.repeat(60_000))),
  )
  .map(([names, text]) =>
    Buffer.concat([
      Buffer.from(`${names.join(', ')}\n`),
      names.reduce((bytes, name) => ENCODERS[name](bytes), Buffer.from(text)),
    ]),
  );

export const contentCodings: Target = {
  name: 'content-codings',
  title: 'Any content with any Content-Encoding is decoded within the limit, at once as later, or has a named fault',
  runs: 60,
  seeds: [
    Buffer.concat([Buffer.from('gzip\n'), gzipSync('hello')]),
    Buffer.concat([Buffer.from('deflate\n'), deflateRawSync('hello')]),
    Buffer.concat([Buffer.from('identity, br\n'), brotliCompressSync('hello')]),
    Buffer.concat([Buffer.from('zstd\n'), Buffer.from('28b52ffd2003190000616263', 'hex')]),
  ],
  tokens: ['gzip', ', ', 'br\n', 'zstd\n', 'deflate\n', 'identity', '\u001f\u008b', '(\u00b5/\u00fd', 'x-gzip, '],
  structured: encoded,
  async check(input) {
    const end = input.indexOf('\n');
    const header = input.subarray(0, Math.max(0, end)).toString();
    const content = input.subarray(end + 1);
    const codings = codingsToUndo(header);
    const now = decodeContentSync(decodeNow, content, header, LIMIT);
    const later = await decodeContent(decodeLater, content, header, LIMIT);
    must(now.fault === later.fault, `at once: ${now.fault}, later: ${later.fault}`);
    if (now.bytes === undefined || later.bytes === undefined) {
      must((now.fault === 'unknown-coding') === (codings === undefined), `the fault is ${now.fault}`);
      return;
    }
    must(Buffer.from(now.bytes).equals(later.bytes), 'at once and later something else comes out');
    must(codings?.length === 0 || now.bytes.length <= LIMIT, `${now.bytes.length} bytes came out`);
  },
};
