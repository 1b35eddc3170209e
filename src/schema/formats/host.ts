import { isAlphanumeric, isDigit, isHexDigit } from './characters.js';
import { isIdnLabel } from './idna.js';

/** In octets, without the dot of the root (RFC 1034 §3.1). */
const MAX_NAME = 253;
const MAX_LABEL = 63;

const DOT = 0x2e;
const DASH = 0x2d;
const COLON = 0x3a;

/** Whether a text is a host name: letters, digits and hyphens, without a dot at its end (RFC 1123 §2.1, RFC 952). */
export function isHostname(text: string): boolean {
  if (text.length > MAX_NAME) return false;
  let first = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : DOT;
    if (code === DOT) {
      if (at === first || at - first > MAX_LABEL || text.charCodeAt(at - 1) === DASH) return false;
      first = at + 1;
    } else if (!isAlphanumeric(code) && (code !== DASH || at === first)) return false;
  }
  return true;
}

/** Whether a text is an internationalised host name (RFC 5890 §2.3.2.3). Ideographic full stops separate labels too. */
export function isIdnHostname(text: string): boolean {
  return text.length <= MAX_NAME && text.split(/[.\u3002\uff0e\uff61]/).every(isIdnLabel);
}

/** Whether a text is an IPv4 address in dotted decimal form (RFC 3986 §3.2.2). */
export function isIpv4(text: string): boolean {
  return isIpv4From(text, 0);
}

/** Whether a text is an IPv6 address without a zone (RFC 4291 §2.2). */
export function isIpv6(text: string): boolean {
  /** Of 16 bits each. */
  let groups = 0;
  let isShortened = false;
  let at = 0;
  while (at < text.length) {
    if (text.charCodeAt(at) === COLON) {
      // The two colons for a run of zeros: once, and not more than two.
      if (isShortened || text.charCodeAt(at + 1) !== COLON) return false;
      isShortened = true;
      at += 2;
      if (at === text.length) break;
    }
    const first = at;
    while (at - first < 5 && isHexDigit(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) === DOT) {
      if (!isIpv4From(text, first)) return false;
      groups += 2;
      break;
    }
    if (at === first || at - first > 4) return false;
    groups += 1;
    if (at === text.length) break;
    if (text.charCodeAt(at) !== COLON) return false;
    if (text.charCodeAt(at + 1) === COLON) continue;
    at += 1;
    if (at === text.length) return false;
  }
  return isShortened ? groups <= 7 : groups === 8;
}

/** Whether the rest of a text is an IPv4 address. */
function isIpv4From(text: string, from: number): boolean {
  let at = from;
  for (let part = 0; part < 4; part += 1) {
    if (part > 0) {
      if (text.charCodeAt(at) !== DOT) return false;
      at += 1;
    }
    const first = at;
    let value = 0;
    while (at - first < 4 && isDigit(text.charCodeAt(at))) {
      value = 10 * value + text.charCodeAt(at) - 0x30;
      at += 1;
    }
    // No number has a zero before it.
    if (at === first || value > 255 || at - first > (value > 99 ? 3 : value > 9 ? 2 : 1)) return false;
  }
  return at === text.length;
}
