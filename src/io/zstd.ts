import { Decompress } from 'fzstd';
import { BodyCollector, TooLarge } from '../http/index.js';

/** Bytes go to the decoder in slices of this size, so that a bomb is noticed before it fills the memory. */
export const ZSTD_SLICE = 4096;

/**
 * Decompresses Zstandard (RFC 8878) in JavaScript. Node's own decoder is missing before 22.15, and stops after the
 * first of several frames.
 * @throws TooLarge where more than the limit comes out, and an error where the bytes are broken
 */
export function unzstd(bytes: Uint8Array, limit: number): Uint8Array {
  const collector = new BodyCollector(limit);
  const decompressor = zstdDecompressor((chunk) => {
    if (!collector.add(chunk)) throw new TooLarge();
  });
  for (const slice of slicesOf(bytes)) decompressor.push(slice);
  decompressor.push(new Uint8Array(0), true);
  return collector.bytes;
}

/** A decoder that is fed piece by piece. */
export function zstdDecompressor(onBytes: (bytes: Uint8Array) => void): Decompress {
  return new Decompress(onBytes);
}

/** The bytes in pieces that are small enough for the decoder. */
export function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += ZSTD_SLICE) yield bytes.subarray(at, at + ZSTD_SLICE);
}
