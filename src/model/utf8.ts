const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes in UTF-8 as text. A byte-order mark stays; what is malformed becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Text as bytes in UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Whether bytes are well-formed UTF-8 (RFC 3629): a replacement character in decoded text may also have been meant.
 * Texts that are not are usual, so that they cost no error: the bytes come back from their text only if they are.
 */
export function isUtf8(bytes: Uint8Array): boolean {
  const again = encoder.encode(decoder.decode(bytes));
  return again.length === bytes.length && again.every((byte, index) => byte === bytes[index]);
}
