import { isAlphanumeric } from './characters.js';
import { isHostname, isIdnHostname, isIpv4, isIpv6 } from './host.js';

const DOT = 0x2e;

/** The marks of `atext` (RFC 5322 §3.2.3). */
const ATEXT_MARKS: ReadonlySet<number> = new Set([..."!#$%&'*+/=?^_`{|}~-"].map((mark) => mark.charCodeAt(0)));

/** In octets (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL = 64;

/** `Quoted-string` (RFC 5321 §4.1.2). */
const QUOTED_STRING = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;

/** The same with any character beyond ASCII (RFC 6531 §3.3). */
const IDN_DOT_STRING = /^[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+)*$/;
const IDN_QUOTED_STRING = /^"(?:[ !#-[\]-~\u0080-\uffff]|\\[ -~])*"$/;

/** Whether a text is a `Mailbox` (RFC 5321 §4.1.2). Its domain may be one label, or an address in brackets. */
export function isEmail(text: string): boolean {
  const { local, domain } = partsOf(text);
  return (
    local.length <= MAX_LOCAL &&
    (isDotString(local) || QUOTED_STRING.test(local)) &&
    (isHostname(domain) || isAddressLiteral(domain))
  );
}

/** Whether a text is an internationalised `Mailbox` (RFC 6531 §3.3). */
export function isIdnEmail(text: string): boolean {
  const { local, domain } = partsOf(text);
  return (
    local.length <= MAX_LOCAL &&
    new TextEncoder().encode(local).length <= MAX_LOCAL &&
    (IDN_DOT_STRING.test(local) || IDN_QUOTED_STRING.test(local)) &&
    (isIdnHostname(domain) || isAddressLiteral(domain))
  );
}

/** `Dot-string` (RFC 5321 §4.1.2): words of letters, digits and marks, with single dots between them. */
function isDotString(text: string): boolean {
  let isAfterDot = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (isAfterDot) return false;
      isAfterDot = true;
    } else if (isAlphanumeric(code) || ATEXT_MARKS.has(code)) isAfterDot = false;
    else return false;
  }
  return !isAfterDot;
}

/** A quoted local part may have an `@` itself; a domain has none. */
function partsOf(text: string): { local: string; domain: string } {
  const end = text.lastIndexOf('@');
  return { local: text.slice(0, Math.max(end, 0)), domain: text.slice(end + 1) };
}

function isAddressLiteral(domain: string): boolean {
  if (!domain.startsWith('[') || !domain.endsWith(']')) return false;
  const address = domain.slice(1, -1);
  return /^ipv6:/i.test(address) ? isIpv6(address.slice(5)) : isIpv4(address);
}
