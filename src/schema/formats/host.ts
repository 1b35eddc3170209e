import { isIdnLabel } from './idna.js';

/** In octets, without the dot of the root (RFC 1034 §3.1). */
const MAX_NAME = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether a text is a host name: letters, digits and hyphens, without a dot at its end (RFC 1123 §2.1, RFC 952). */
export function isHostname(text: string): boolean {
  return text.length <= MAX_NAME && text.split('.').every((label) => LABEL.test(label));
}

/** Whether a text is an internationalised host name (RFC 5890 §2.3.2.3). Ideographic full stops separate labels too. */
export function isIdnHostname(text: string): boolean {
  return text.length <= MAX_NAME && text.split(/[.\u3002\uff0e\uff61]/).every(isIdnLabel);
}

/** Whether a text is an IPv4 address in dotted decimal form (RFC 3986 §3.2.2). */
export function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** Whether a text is an IPv6 address without a zone (RFC 4291 §2.2). */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  let size = 0;
  for (const [half, groups] of halves.map((part) => (part === '' ? [] : part.split(':'))).entries()) {
    for (const [index, group] of groups.entries()) {
      const isLast = half === halves.length - 1 && index === groups.length - 1;
      if (isLast && group.includes('.') && isIpv4(group)) size += 2;
      else if (/^[\da-f]{1,4}$/i.test(group)) size += 1;
      else return false;
    }
  }
  return halves.length === 2 ? size <= 7 : size === 8;
}
