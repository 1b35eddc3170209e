/** Whether bytes are white space of JSON only (RFC 8259 §2). */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}

/** Whether a byte is white space of JSON. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
