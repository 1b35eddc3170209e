import { isHexDigit } from './characters.js';

const LENGTH = 36;
const DASH = 0x2d;

/** Whether a text is a UUID, without `urn:uuid:` (RFC 4122 §3). */
export function isUuid(text: string): boolean {
  if (text.length !== LENGTH) return false;
  for (let at = 0; at < LENGTH; at += 1) {
    const code = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23 ? code !== DASH : !isHexDigit(code)) return false;
  }
  return true;
}
