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

/** Whether a text is a URI, which has a scheme (RFC 3986 §3). */
export function isUri(text: string): boolean {
  return isReference(text, URI, true);
}

/** Whether a text is a URI or a relative reference (RFC 3986 §4.1). */
export function isUriReference(text: string): boolean {
  return isReference(text, URI, false);
}

/** Whether a text is an IRI, which has a scheme (RFC 3987 §2.2). */
export function isIri(text: string): boolean {
  return isReference(text, IRI, true);
}

/** Whether a text is an IRI or a relative reference (RFC 3987 §2.2). */
export function isIriReference(text: string): boolean {
  return isReference(text, IRI, false);
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
