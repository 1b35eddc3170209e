/** Up to so many characters are arguments of one call. */
const FEW = 1_024;

/** Each byte as one character (ISO 8859-1). The decoder of that name would take some bytes for others (WHATWG). */
export function latin1Text(bytes: Uint8Array): string {
  return bytes.length <= FEW ? String.fromCharCode(...bytes) : wide.decode(new Uint16Array(bytes));
}

/** Characters up to U+00FF as one byte each. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** Reads characters of two bytes, in the order of bytes of this machine. */
const wide = new TextDecoder(new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'utf-16le' : 'utf-16be');
