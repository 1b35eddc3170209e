import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** The content codings that are understood (RFC 9110 §8.4.1, RFC 7932). */
export const contentCodings: readonly string[] = Object.keys(DECODERS);

/** What became of encoded content. */
export type Decoded =
  | { readonly bytes: Uint8Array }
  | { readonly bytes?: never; readonly fault: 'unknown-coding' | 'too-large' | 'malformed' };

/**
 * Undoes a content coding.
 * @param coding the value of `Content-Encoding`; nothing and `identity` leave the bytes as they are. Several are undone from the last to the first
 * @param limit the largest result, in bytes
 */
export async function decodeContent(bytes: Uint8Array, coding: string | undefined, limit: number): Promise<Decoded> {
  let decoded = bytes;
  const codings = (coding ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of codings.reverse()) {
    if (name === '' || name === 'identity') continue;
    const decoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
    if (!decoder) return { fault: 'unknown-coding' };
    try {
      decoded = await decoder(decoded, { maxOutputLength: limit });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      return { fault: code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'malformed' };
    }
  }
  return { bytes: decoded };
}
