import zlib from 'node:zlib';
import { type Body, type Headers, headerValue, isUtf8, NO_BODY } from '../model/index.js';
import { MAX_ATTACHMENT } from './containers/limits.js';

type Decode = (bytes: Uint8Array) => Uint8Array;

const OPTIONS = { maxOutputLength: MAX_ATTACHMENT };

const DECODERS = new Map<string, Decode>([
  ['gzip', (bytes) => zlib.gunzipSync(bytes, OPTIONS)],
  ['x-gzip', (bytes) => zlib.gunzipSync(bytes, OPTIONS)],
  ['deflate', inflate],
  ['br', (bytes) => zlib.brotliDecompressSync(bytes, OPTIONS)],
  ['zstd', unzstd],
  ['identity', (bytes) => bytes],
]);

/**
 * A body as it stood on the wire, its content codings (RFC 9110 §8.4) undone. Many recorders undo them and leave the header: what cannot be decoded and is text
 * is taken for decoded. What is neither is unknown.
 */
export function wireBody(bytes: Uint8Array, headers: Headers): Body {
  if (bytes.length === 0) return NO_BODY;
  const decoded = undoCodings(bytes, headers);
  if (decoded) return decoded.length === 0 ? NO_BODY : { state: 'present', content: decoded };
  return isUtf8(bytes) ? { state: 'present', content: bytes } : { state: 'unknown', reason: 'body-undecodable' };
}

/** The bytes with the codings that the header names undone, the last first; undefined where they have none of these, or it is not known here. */
export function undoCodings(bytes: Uint8Array, headers: Headers): Uint8Array | undefined {
  const codings = (headerValue(headers, 'content-encoding') ?? '').split(',').map((name) => name.trim().toLowerCase());
  let decoded = bytes;
  try {
    for (const name of codings.reverse()) {
      if (name === '') continue;
      const decode = DECODERS.get(name);
      if (!decode) return undefined;
      decoded = decode(decoded);
    }
    return decoded;
  } catch {
    return undefined;
  }
}

/** Some servers send raw DEFLATE (RFC 1951) where `deflate` means zlib's (RFC 1950). */
function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return zlib.inflateSync(bytes, OPTIONS);
  } catch {
    return zlib.inflateRawSync(bytes, OPTIONS);
  }
}

/** Node has it from 22.15 on. */
function unzstd(bytes: Uint8Array): Uint8Array {
  const decode: unknown = 'zstdDecompressSync' in zlib ? zlib.zstdDecompressSync : undefined;
  const decoded: unknown = typeof decode === 'function' ? decode(bytes, OPTIONS) : undefined;
  if (decoded instanceof Uint8Array) return decoded;
  throw new Error('no decoder');
}
