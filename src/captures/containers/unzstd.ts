/** The decoder is fed slices of this size, in bytes, so that what comes of one can be held. */
const SLICE = 4096;

/** More bytes than this from one slice are taken for an attack. */
const MAX_FROM_SLICE = 64 * 1024 * 1024;

/**
 * Decompresses Zstandard (RFC 8878) in JavaScript.
 * @throws where the stream is broken
 */
export async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  let out: Uint8Array[] = [];
  let size = 0;
  const decompressor = new Decompress((bytes) => {
    size += bytes.length;
    if (size > MAX_FROM_SLICE) throw new Error(`${SLICE} bytes unpack to more than ${MAX_FROM_SLICE}`);
    if (bytes.length > 0) out.push(bytes);
  });
  let isStarted = false;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      isStarted = true;
      decompressor.push(chunk.subarray(at, at + SLICE));
      yield* out;
      out = [];
      size = 0;
    }
  }
  if (isStarted) decompressor.push(new Uint8Array(0), true);
  yield* out;
}
