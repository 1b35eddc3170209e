/** Writing DER (ITU-T X.690): the few types that a certificate has. Each function gives a whole element. */

/** An element: its tag, the length of its content, its content. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

/** One byte up to 127; else the number of bytes, then the length (X.690 §8.1.3). */
function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits = bytesOf(BigInt(length));
  return Buffer.from([0x80 + digits.length, ...digits]);
}

function bytesOf(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  return bytes.length === 0 ? [0] : bytes;
}

/** Elements in their order. */
export const sequence = (...items: readonly Uint8Array[]): Buffer => element(0x30, ...items);

/** A set of one element. */
export const setOf = (item: Uint8Array): Buffer => element(0x31, item);

/** True. What is false by default is left out in DER. */
export const TRUE = element(0x01, Buffer.from([0xff]));

/** A number that is not negative. */
export function integer(value: bigint): Buffer {
  const bytes = bytesOf(value);
  // The highest bit would be the sign.
  return element(0x02, Buffer.from((bytes[0] ?? 0) > 0x7f ? [0, ...bytes] : bytes));
}

/** An object identifier, from its dotted form. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** Bits of whole bytes, except the last `unused` ones. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => element(0x03, Buffer.from([unused]), bytes);

/** Bytes. */
export const octets = (bytes: Uint8Array): Buffer => element(0x04, bytes);

/** A text. */
export const text = (value: string): Buffer => element(0x0c, Buffer.from(value));

/** A time to the second: UTCTime up to 2049, as RFC 5280 §4.1.2.5 demands, and GeneralizedTime after it. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2)))
    : element(0x18, Buffer.from(digits));
}

/** What a structure tells apart by a number, with elements inside. */
export const tagged = (number: number, ...items: readonly Uint8Array[]): Buffer => element(0xa0 + number, ...items);

/** The same for bytes in the place of a primitive type. */
export const taggedBytes = (number: number, bytes: Uint8Array): Buffer => element(0x80 + number, bytes);
