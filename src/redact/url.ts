import type { SecretKind } from './names.js';
import type { Redactor } from './redactor.js';
import { findShapes } from './shapes.js';
import { redactText, replaceSpans } from './text.js';

/** A URL within a parameter of a URL is looked into, but not without end. */
const MAX_NESTING = 3;

/** Longer paths are not in any document. */
const MAX_PATH = 8192;

/** Members beside which `code` is an OAuth authorization code (RFC 6749 §4.1.2), and no other. */
const OAUTH = new Set(['state', 'redirect_uri', 'grant_type', 'code_verifier', 'session_state', 'iss']);

/**
 * A URL, absolute or not, with the secrets of its user information, path, query and fragment replaced. What needs no
 * change stays as it was written.
 */
export function redactUrl(redactor: Redactor, url: string, nesting = 0): string {
  const [, scheme = '', authority = '', path = '', query, fragment] =
    /^([a-z][a-z0-9+.-]*:)?(\/\/[^/?#\\]*)?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/i.exec(url) ?? [];
  const clean = `${scheme}${redactAuthority(redactor, authority)}${redactPath(redactor, path)}`;
  return [
    clean,
    query === undefined ? '' : `?${redactForm(redactor, query, 'query', nesting)}`,
    fragment === undefined ? '' : `#${redactFragment(redactor, fragment, nesting)}`,
  ].join('');
}

/** A sentence with URLs and paths in it, with their secrets and those of its other words replaced. */
export function redactSentence(redactor: Redactor, text: string): string {
  const words = text.split(/(\s+)/).map((word) => (/[/%]/.test(word) ? redactUrl(redactor, word) : word));
  return redactText(redactor, words.join(''));
}

/**
 * A query or a form (`application/x-www-form-urlencoded`) with its secrets replaced.
 * @param place where the document's security schemes may have a key
 */
export function redactForm(redactor: Redactor, form: string, place?: 'query', nesting = 0): string {
  const written = form.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? ([pair, undefined] as const) : ([pair.slice(0, equals), pair.slice(equals + 1)] as const);
  });
  const kinds = kindsOf(
    redactor,
    written.map(([name]) => decode(name)),
    place,
  );
  return written
    .map(([name, value], index) => {
      if (value === undefined) return redactPart(redactor, name);
      const text = decode(value);
      const kind = kinds[index];
      const clean = redactParameter(redactor, text, kind, nesting);
      const rewritten = clean === text ? value : kind === undefined ? encode(clean) : clean;
      return `${redactPart(redactor, name)}=${rewritten}`;
    })
    .join('&');
}

/** Names and values of parameters, decoded, with their secrets replaced. @param place as of `redactForm` */
export function redactParameters(
  redactor: Redactor,
  pairs: readonly (readonly [name: string, value: string])[],
  place?: 'query',
): [name: string, value: string][] {
  const kinds = kindsOf(
    redactor,
    pairs.map(([name]) => name),
    place,
  );
  return pairs.map(([name, value], index) => [
    redactText(redactor, name),
    redactParameter(redactor, value, kinds[index], 0),
  ]);
}

function kindsOf(redactor: Redactor, names: readonly string[], place: 'query' | undefined): (SecretKind | undefined)[] {
  const isOAuth = names.includes('code') && names.some((name) => OAUTH.has(name));
  return names.map(
    (name) =>
      redactor.kindOf(name, place) ?? (isOAuth && name === 'code' && !redactor.isKept(name) ? 'token' : undefined),
  );
}

function redactParameter(redactor: Redactor, value: string, kind: SecretKind | undefined, nesting: number): string {
  if (kind !== undefined) return redactor.replace(value, kind);
  const isUrl = nesting < MAX_NESTING && /^[a-z][a-z0-9+.-]*:\/\/|^[/?]|^[\w.-]*[?#]/i.test(value);
  return isUrl ? redactUrl(redactor, value, nesting + 1) : redactText(redactor, value);
}

function redactAuthority(redactor: Redactor, authority: string): string {
  const at = authority.lastIndexOf('@');
  if (at < 0) return authority;
  const [, user = '', password = ''] = /^([^:]*)(?::([\s\S]*))?$/.exec(authority.slice(2, at)) ?? [];
  const host = authority.slice(at);
  if (password !== '')
    return `//${redactPart(redactor, user)}:${redactor.replace(decode(password), 'password')}${host}`;
  // Who leaves the password out has the secret in the place of the name.
  return user === '' ? authority : `//${redactor.replace(decode(user), 'token')}${host}`;
}

/**
 * Segment by segment; matrix parameters (`;token=…`) count as parameters, and the document's path parameters by their
 * names.
 */
function redactPath(redactor: Redactor, path: string): string {
  const written = path.split('/');
  const secrets = path.length > MAX_PATH ? new Map<number, SecretKind>() : redactor.segmentsOf(written.map(decode));
  if (secrets.size === 0 && !/[\w-]{8}|[;=]/.test(path)) return path;
  return written
    .map((segment, index) => {
      const kind = secrets.get(index);
      if (kind !== undefined) return redactor.replace(decode(segment), kind);
      if (!segment.includes(';') || !segment.includes('=')) return redactPart(redactor, segment);
      return segment
        .split(';')
        .map((part) => redactForm(redactor, part))
        .join(';');
    })
    .join('/');
}

function redactFragment(redactor: Redactor, fragment: string, nesting: number): string {
  if (nesting < MAX_NESTING && /^[!/]/.test(fragment)) return redactUrl(redactor, fragment, nesting + 1);
  return fragment.includes('=') ? redactForm(redactor, fragment, 'query', nesting) : redactPart(redactor, fragment);
}

function redactPart(redactor: Redactor, written: string): string {
  if (written.length < 8) return written;
  const text = decode(written);
  const spans = [...findShapes(text), ...redactor.find(text)];
  if (spans.length === 0) return written;
  const clean = replaceSpans(redactor, text, spans);
  return clean === text ? written : encode(clean);
}

/** Decodes percent-encoding; if it is not valid UTF-8, each escape becomes one character. */
function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** Brackets stay: people read these URLs. A half of a surrogate pair, which cannot be written, is replaced. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/%(5B|5D|3A|2F|40|2C|24)/g, (code) =>
    decodeURIComponent(code),
  );
}
