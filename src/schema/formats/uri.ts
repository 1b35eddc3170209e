import { isAlphanumeric, isDigit, isHexDigit } from './characters.js';
import { isIpv6 } from './host.js';

/** The parts of a URI reference (RFC 3986 appendix B). Each text has them, right or wrong. */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** What the parts of a reference may have in it, as the inside of a class of characters. */
interface Alphabet {
  readonly userinfo: RegExp;
  readonly name: RegExp;
  readonly path: RegExp;
  readonly query: RegExp;
  readonly fragment: RegExp;
}

/** `unreserved` and `sub-delims` (RFC 3986 §2). */
const SAFE = String.raw`\w.~!$&'()*+,;=\-`;
/** `ucschar` and `iprivate` (RFC 3987 §2.2). */
const UCS = String.raw`\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}\u{40000}-\u{4fffd}\u{50000}-\u{5fffd}\u{60000}-\u{6fffd}\u{70000}-\u{7fffd}\u{80000}-\u{8fffd}\u{90000}-\u{9fffd}\u{a0000}-\u{afffd}\u{b0000}-\u{bfffd}\u{c0000}-\u{cfffd}\u{d0000}-\u{dfffd}\u{e1000}-\u{efffd}`;
const PRIVATE = String.raw`\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}`;

const URI = alphabet('', '');
const IRI = alphabet(UCS, PRIVATE);

/** Most URIs: `https://api.example.com/users/7`, told in one pass of the platform's matcher. */
const PLAIN = /^https?:\/\/[\w.-]+(?:\/[\w.~-]+)*$/;

/** Whether a text is a URI, which has a scheme (RFC 3986 §3). */
export function isUri(text: string): boolean {
  return PLAIN.test(text) || isAsciiReference(text, true);
}

/** Whether a text is a URI or a relative reference (RFC 3986 §4.1). */
export function isUriReference(text: string): boolean {
  return PLAIN.test(text) || isAsciiReference(text, false);
}

/** Whether a text is an IRI, which has a scheme (RFC 3987 §2.2). */
export function isIri(text: string): boolean {
  return isReference(text, IRI, true);
}

/** Whether a text is an IRI or a relative reference (RFC 3987 §2.2). */
export function isIriReference(text: string): boolean {
  return isReference(text, IRI, false);
}

/** The same as `isReference` of a URI, in one pass over the text. */
function isAsciiReference(text: string, isAbsolute: boolean): boolean {
  let at = 0;
  while (at < text.length && !isOneOf(text.charCodeAt(at), COLON, SLASH, QUESTION, HASH)) at += 1;
  if (text.charCodeAt(at) === COLON) {
    if (!isScheme(text, at)) return false;
    at += 1;
  } else {
    if (isAbsolute) return false;
    at = 0;
  }
  if (text.charCodeAt(at) === SLASH && text.charCodeAt(at + 1) === SLASH) {
    const first = at + 2;
    at = first;
    while (at < text.length && !isOneOf(text.charCodeAt(at), SLASH, QUESTION, HASH)) at += 1;
    if (!isAsciiAuthority(text, first, at)) return false;
  }
  at = endOfRun(text, at, IN_PATH);
  if (text.charCodeAt(at) === QUESTION) at = endOfRun(text, at + 1, IN_QUERY);
  if (text.charCodeAt(at) === HASH) at = endOfRun(text, at + 1, IN_QUERY);
  return at === text.length;
}

const COLON = 0x3a;
const SLASH = 0x2f;
const QUESTION = 0x3f;
const HASH = 0x23;
const PERCENT = 0x25;

function isOneOf(code: number, a: number, b: number, c: number, d = a): boolean {
  return code === a || code === b || code === c || code === d;
}

/** Whether the start of a text is a scheme: a letter, then letters, digits and three marks (RFC 3986 §3.1). */
function isScheme(text: string, end: number): boolean {
  if (end === 0 || isDigit(text.charCodeAt(0))) return false;
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (!isAlphanumeric(code) && (at === 0 || !isOneOf(code, 0x2b, 0x2d, 0x2e))) return false;
  }
  return true;
}

/** A name with or without a port is nearly every authority. */
function isAsciiAuthority(text: string, first: number, end: number): boolean {
  let at = Math.min(endOfRun(text, first, IN_NAME), end);
  if (text.charCodeAt(at) === COLON && at < end) {
    at += 1;
    while (at < end && isDigit(text.charCodeAt(at))) at += 1;
  }
  if (at === end) return true;
  const authority = text.slice(first, end);
  return !/%(?![\da-f]{2})/i.test(authority) && isAuthority(authority, URI);
}

const IN_NAME = 1;
const IN_PATH = 2;
const IN_QUERY = 4;

/** Of each character of ASCII, in which parts it may be. */
const PLACES = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  if (new RegExp(`[${SAFE}]`).test(letter)) return IN_NAME | IN_PATH | IN_QUERY;
  return ':@/'.includes(letter) ? IN_PATH | IN_QUERY : letter === '?' ? IN_QUERY : 0;
});

/** The end of what may be in one part: percent signs with two hexadecimal digits, and the characters of this part. */
function endOfRun(text: string, from: number, part: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === PERCENT && isHexDigit(text.charCodeAt(at + 1)) && isHexDigit(text.charCodeAt(at + 2))) at += 3;
    else if (code < 128 && ((PLACES[code] ?? 0) & part) !== 0) at += 1;
    else return at;
  }
}

function isReference(text: string, alphabet: Alphabet, isAbsolute: boolean): boolean {
  const [, scheme, authority, path = '', query = '', fragment = ''] = PARTS.exec(text) ?? [];
  if (scheme === undefined ? isAbsolute : !/^[a-z][a-z\d+.-]*$/i.test(scheme)) return false;
  // Without a scheme, a colon in the first segment would make one (`path-noscheme`, RFC 3986 §4.2).
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return false;
  return (
    !/%(?![\da-f]{2})/i.test(text) &&
    (authority === undefined || isAuthority(authority, alphabet)) &&
    alphabet.path.test(path) &&
    alphabet.query.test(query) &&
    alphabet.fragment.test(fragment)
  );
}

function isAuthority(text: string, alphabet: Alphabet): boolean {
  const end = text.indexOf('@');
  if (end >= 0 && !alphabet.userinfo.test(text.slice(0, end))) return false;
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text.slice(end + 1)) ?? [undefined, '['];
  if (!/^\d*$/.test(port)) return false;
  if (!host.startsWith('[')) return alphabet.name.test(host);
  const literal = host.slice(1, -1);
  return host.endsWith(']') && (isIpv6(literal) || /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(literal));
}

function alphabet(more: string, moreInQuery: string): Alphabet {
  const only = (extra: string): RegExp => new RegExp(`^[%${SAFE}${more}${extra}]*$`, 'u');
  return {
    userinfo: only(':'),
    name: only(''),
    path: only(':@/'),
    query: only(`:@/?${moreInQuery}`),
    fragment: only(':@/?'),
  };
}
