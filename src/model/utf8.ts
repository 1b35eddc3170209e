/** Whether bytes are well-formed UTF-8 (RFC 3629): a replacement character in decoded text may also have been meant. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
