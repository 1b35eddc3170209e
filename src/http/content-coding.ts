/** The content codings that can be undone (RFC 9110 §8.4.1, RFC 7932, RFC 8878), `identity` aside. */
export const CONTENT_CODINGS = ['gzip', 'x-gzip', 'deflate', 'br', 'zstd'] as const;

/** The name of a content coding, in lower case. */
export type ContentCoding = (typeof CONTENT_CODINGS)[number];

/** A message with more codings than this on top of each other is not decoded: no service sends one. */
const MAX_CODINGS = 8;

/** Why encoded content could not be decoded. */
export type DecodeFault = 'unknown-coding' | 'too-large' | 'malformed';

/** The result of decoding content. */
export type Decoded =
  | { readonly bytes: Uint8Array; readonly fault?: never }
  | { readonly bytes?: never; readonly fault: DecodeFault };

/** The decoder ports: `io/` implements them for Node. Each throws `TooLarge` or any other error. */
export type Decode<Result> = (coding: ContentCoding, bytes: Uint8Array, limit: number) => Result;

/** Thrown by a decoder if more bytes than the limit come out. */
export class TooLarge extends Error {}

/**
 * The codings of a message in the order in which they are undone, the last one first.
 * @param header the value of `Content-Encoding`, its repeated fields as a list
 * @returns undefined where one is unknown, or where there are too many
 */
export function codingsToUndo(header: string | readonly string[] | undefined): readonly ContentCoding[] | undefined {
  if (header === undefined || header === '') return NONE;
  const text = typeof header === 'string' ? header : header.join(',');
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const used = names.filter((name) => name !== '' && name !== 'identity').reverse();
  return used.length <= MAX_CODINGS && used.every(isCoding) ? used : undefined;
}

/**
 * Undoes content codings.
 * @param header the value of `Content-Encoding`; without it the bytes are returned as they are
 * @param limit the largest result, in bytes, after each of several codings
 */
export async function decodeContent(
  decode: Decode<Promise<Uint8Array>>,
  bytes: Uint8Array,
  header: string | readonly string[] | undefined,
  limit: number,
): Promise<Decoded> {
  const codings = codingsToUndo(header);
  if (!codings) return { fault: 'unknown-coding' };
  let decoded = bytes;
  try {
    for (const coding of codings) decoded = await decode(coding, decoded, limit);
  } catch (error) {
    return { fault: faultOf(error) };
  }
  return { bytes: decoded };
}

/** As `decodeContent`, for readers that cannot wait. */
export function decodeContentSync(
  decode: Decode<Uint8Array>,
  bytes: Uint8Array,
  header: string | readonly string[] | undefined,
  limit: number,
): Decoded {
  const codings = codingsToUndo(header);
  if (!codings) return { fault: 'unknown-coding' };
  let decoded = bytes;
  try {
    for (const coding of codings) decoded = decode(coding, decoded, limit);
  } catch (error) {
    return { fault: faultOf(error) };
  }
  return { bytes: decoded };
}

const NONE: readonly never[] = [];

function isCoding(name: string): name is ContentCoding {
  return CONTENT_CODINGS.some((coding) => coding === name);
}

function faultOf(error: unknown): DecodeFault {
  return error instanceof TooLarge ? 'too-large' : 'malformed';
}
