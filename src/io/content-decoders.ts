import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { BodyCollector, type ContentCoding, type Decode, TooLarge } from '../http/index.js';

type Limit = { readonly maxOutputLength: number };

/** How Node undoes one coding, at once or on another thread. */
interface Decoder {
  sync(bytes: Uint8Array, limit: Limit): Uint8Array;
  async(bytes: Uint8Array, limit: Limit): Promise<Uint8Array>;
}

const gzip: Decoder = { sync: zlib.gunzipSync, async: promisify(zlib.gunzip) };

/** One decoder a coding: mock, proxy, captures and recorder all use this table. */
const DECODERS = {
  gzip,
  'x-gzip': gzip,
  deflate: {
    sync: (bytes, limit) =>
      withRaw(
        bytes,
        () => zlib.inflateSync(bytes, limit),
        () => zlib.inflateRawSync(bytes, limit),
      ),
    async: (bytes, limit) =>
      withRaw(
        bytes,
        () => promisify<Uint8Array, Limit, Uint8Array>(zlib.inflate)(bytes, limit),
        () => promisify<Uint8Array, Limit, Uint8Array>(zlib.inflateRaw)(bytes, limit),
      ),
  },
  br: { sync: zlib.brotliDecompressSync, async: promisify(zlib.brotliDecompress) },
  // Not Node's own, which versions before 22.15 lack, and which stops after the first of several frames.
  zstd: { sync: unzstd, async: async (bytes, limit) => unzstd(bytes, limit) },
} as const satisfies Record<ContentCoding, Decoder>;

/** Undoes a content coding at once. */
export const decodeNow: Decode<Uint8Array> = (coding, bytes, limit) => {
  try {
    return DECODERS[coding].sync(bytes, { maxOutputLength: limit });
  } catch (error) {
    throw asTooLarge(error);
  }
};

/** Undoes a content coding without blocking. */
export const decodeLater: Decode<Promise<Uint8Array>> = async (coding, bytes, limit) => {
  try {
    return await DECODERS[coding].async(bytes, { maxOutputLength: limit });
  } catch (error) {
    throw asTooLarge(error);
  }
};

/**
 * Some servers send raw DEFLATE (RFC 1951) where `deflate` means zlib's format (RFC 1950). Its header says which it is:
 * the method
 * is 8, and both bytes are a multiple of 31.
 */
function withRaw<Result>([first = 0, second = 0]: Uint8Array, zlibs: () => Result, raw: () => Result): Result {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0 ? zlibs() : raw();
}

/** The decoder gets slices of this size, in bytes, so that a bomb is noticed before it fills the memory. */
const SLICE = 4096;

function unzstd(bytes: Uint8Array, { maxOutputLength }: Limit): Uint8Array {
  const collector = new BodyCollector(maxOutputLength);
  const decompressor = new Decompress((chunk) => {
    if (!collector.add(chunk)) throw new TooLarge();
  });
  for (let at = 0; at < bytes.length; at += SLICE)
    decompressor.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  return collector.bytes;
}

function asTooLarge(error: unknown): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : error;
}
