const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Whether bytes are well-formed UTF-8 (RFC 3629): a replacement character in decoded text may also have been meant.
 * Texts that are not are usual, so that they cost no error: the bytes come back from their text only if they are.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  const again = encoder.encode(decoder.decode(bytes));
  return again.length === bytes.length && again.every((byte, index) => byte === bytes[index]);
}
