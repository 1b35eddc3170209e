const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes in UTF-8 as text. A byte-order mark stays; what is malformed becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/**
 * The text of a file that people write: in UTF-8, or in UTF-16 where it begins with the byte-order mark of that
 * (YAML 1.2 §5.2), as what `>` of Windows PowerShell writes does. The mark is left out.
 */
export function fileText(bytes: Uint8Array): string {
  const mark = bytes.length < 2 ? 0 : (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  return new TextDecoder(mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8').decode(bytes);
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
