import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { type ContentCoding, type Decode, TooLarge } from '../http/index.js';
import { unzstd } from './zstd.js';

type Limit = { readonly maxOutputLength: number };

/** How Node undoes one coding, at once or on another thread. */
interface Decoder {
  sync(bytes: Uint8Array, limit: Limit): Uint8Array;
  async(bytes: Uint8Array, limit: Limit): Promise<Uint8Array>;
}

const inflate = promisify<Uint8Array, Limit, Uint8Array>(zlib.inflate);
const inflateRaw = promisify<Uint8Array, Limit, Uint8Array>(zlib.inflateRaw);
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
        () => inflate(bytes, limit),
        () => inflateRaw(bytes, limit),
      ),
  },
  br: { sync: zlib.brotliDecompressSync, async: promisify(zlib.brotliDecompress) },
  zstd: {
    sync: (bytes, limit) => unzstd(bytes, limit.maxOutputLength),
    async: async (bytes, limit) => unzstd(bytes, limit.maxOutputLength),
  },
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
 * Some servers send raw DEFLATE (RFC 1951) where `deflate` means zlib's format (RFC 1950). A zlib header shows which it
 * is: its method is 8, and its two bytes are a multiple of 31.
 */
function withRaw<Result>([first = 0, second = 0]: Uint8Array, zlibs: () => Result, raw: () => Result): Result {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0 ? zlibs() : raw();
}

function asTooLarge(error: unknown): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge() : error;
}
