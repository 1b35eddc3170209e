import { slicesOf, ZSTD_SLICE, zstdDecompressor } from '../../io/zstd.js';

/** More bytes than this from one slice are taken for an attack. */
const MAX_FROM_SLICE = 64 * 1024 * 1024;

/**
 * Decompresses Zstandard (RFC 8878) in JavaScript.
 * @throws where the stream is broken
 */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  let size = 0;
  const decompressor = zstdDecompressor((bytes) => {
    size += bytes.length;
    if (size > MAX_FROM_SLICE) throw new Error(`${ZSTD_SLICE} bytes unpack to more than ${MAX_FROM_SLICE}`);
    if (bytes.length > 0) out.push(bytes);
  });
  let isStarted = false;
  for await (const chunk of chunks) {
    for (const slice of slicesOf(chunk)) {
      isStarted = true;
      decompressor.push(slice);
      yield* out;
      out = [];
      size = 0;
    }
  }
  if (isStarted) decompressor.push(new Uint8Array(0), true);
  yield* out;
}
