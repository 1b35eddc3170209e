import { type Edit, type Search, shifted } from './edits.js';
import { decodedBy, decodeForm, decodeUrl, FORM, type Layer, PERCENT } from './layers.js';
import type { SecretKind } from './names.js';
import type { Redactor } from './redactor.js';

/** Longer paths are not in any document. */
const MAX_PATH = 8192;

/** Members beside which `code` is an OAuth authorization code (RFC 6749 §4.1.2), and no other. */
const OAUTH = new Set(['state', 'redirect_uri', 'grant_type', 'code_verifier', 'session_state', 'iss']);

/** How a URL is searched. */
export interface UrlSearch {
  /** For texts: the values of parameters. */
  readonly search: Search;
  /** For a segment of a path: `token:revoke` is a word there, not a name with its value. */
  readonly searchWord: Search;
  /** Whether an exchange went to it, or is sent to it: then what is random in an undocumented path is a secret too. */
  readonly isTarget?: boolean;
}

/** Where a URL, absolute or not, holds secrets: in its user information, path, query and fragment. */
export function urlEdits(redactor: Redactor, url: string, how: UrlSearch): Edit[] {
  const [, scheme = '', authority = '', path = '', query, fragment] =
    /^([a-z][a-z0-9+.-]*:)?(\/\/[^/?#\\]*)?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/i.exec(url) ?? [];
  const atPath = scheme.length + authority.length;
  const atQuery = atPath + path.length + 1;
  const atFragment = atQuery + (query === undefined ? 0 : query.length + 1);
  return [
    ...shifted(authorityEdits(redactor, authority, how), scheme.length),
    ...shifted(pathEdits(redactor, path, how), atPath),
    ...(query === undefined ? [] : shifted(formEdits(redactor, query, how.search, 'query'), atQuery)),
    ...(fragment === undefined ? [] : shifted(fragmentEdits(redactor, fragment, how), atFragment)),
  ];
}

/**
 * Where a query or a form (`application/x-www-form-urlencoded`) holds secrets.
 * @param place where the document's security schemes may have a key
 */
export function formEdits(redactor: Redactor, form: string, search: Search, place?: 'query'): Edit[] {
  const pairs = form.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? ([pair, undefined] as const) : ([pair.slice(0, equals), pair.slice(equals + 1)] as const);
  });
  const kinds = kindsOf(
    redactor,
    pairs.map(([name, value = '']) => [decodeForm(name), decodeForm(value)]),
    place,
  );
  const edits: Edit[] = [];
  let at = 0;
  for (const [index, [name, value]] of pairs.entries()) {
    for (const each of shifted(through(FORM, name, search), at)) edits.push(each);
    at += name.length + 1;
    if (value === undefined) continue;
    const kind = kinds[index];
    edits.push(
      ...shifted(
        kind === undefined ? through(FORM, value, search) : whole(redactor, value, decodeForm(value), kind),
        at,
      ),
    );
    at += value.length + 1;
  }
  return edits;
}

/** The kinds of secrets that parameters hold, by names and values. @param place as of `formEdits` */
export function kindsOf(
  redactor: Redactor,
  pairs: readonly (readonly [name: string, value: string])[],
  place: 'query' | undefined,
): (SecretKind | undefined)[] {
  const isOAuth = pairs.some(([name]) => name === 'code') && pairs.some(([name]) => OAUTH.has(name));
  return pairs.map(
    ([name, value]) =>
      redactor.kindOf(name, place, value) ??
      (isOAuth && name === 'code' && !redactor.isKept(name) ? 'token' : undefined),
  );
}

/** What a text holds that is written in an encoding. */
export function through(layer: Layer, written: string, search: Search): Edit[] {
  const decoded = /[%+]/.test(written) ? decodedBy(written, layer) : undefined;
  return decoded ? decoded.written(search(decoded.text)) : [...search(written)];
}

function authorityEdits(redactor: Redactor, authority: string, { searchWord }: UrlSearch): Edit[] {
  const at = authority.lastIndexOf('@');
  if (at < 0) return [];
  const [, user = '', password = ''] = /^([^:]*)(?::([\s\S]*))?$/.exec(authority.slice(2, at)) ?? [];
  if (password === '') {
    // Who leaves the password out has the secret in the place of the name.
    return shifted(whole(redactor, user, decodeUrl(user), 'token'), 2);
  }
  return [
    ...shifted(through(PERCENT, user, searchWord), 2),
    ...shifted(whole(redactor, password, decodeUrl(password), 'password'), 2 + user.length + 1),
  ];
}

/**
 * Segment by segment; matrix parameters (`;token=…`) count as parameters, and the document's path parameters by their
 * names.
 */
function pathEdits(redactor: Redactor, path: string, { search, searchWord, isTarget = false }: UrlSearch): Edit[] {
  const segments = path.split('/');
  const secrets =
    path.length > MAX_PATH ? new Map<number, SecretKind>() : redactor.segmentsOf(segments.map(decodeUrl), isTarget);
  if (secrets.size === 0 && !/[\w-]{8}|[;=]/.test(path)) return [];
  const edits: Edit[] = [];
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    const kind = secrets.get(index);
    if (kind !== undefined)
      for (const each of shifted(whole(redactor, segment, decodeUrl(segment), kind), at)) edits.push(each);
    else if (!segment.includes('='))
      for (const each of shifted(through(PERCENT, segment, searchWord), at)) edits.push(each);
    else {
      let within = at;
      for (const part of segment.split(';')) {
        for (const each of shifted(formEdits(redactor, part, search), within)) edits.push(each);
        within += part.length + 1;
      }
    }
    at += segment.length + 1;
  }
  return edits;
}

function fragmentEdits(redactor: Redactor, fragment: string, how: UrlSearch): Edit[] {
  // The path of a page that routes by itself.
  if (/^!?\//.test(fragment)) {
    const [, path = '', query] = /^([^?]*)(?:\?([\s\S]*))?$/.exec(fragment) ?? [];
    const ofQuery = query === undefined ? [] : formEdits(redactor, query, how.search, 'query');
    return [...pathEdits(redactor, path, { ...how, isTarget: false }), ...shifted(ofQuery, path.length + 1)];
  }
  return fragment.includes('=')
    ? formEdits(redactor, fragment, how.search, 'query')
    : through(PERCENT, fragment, how.searchWord);
}

/** A secret as a whole. It is the same secret in every encoding. */
function whole(redactor: Redactor, written: string, secret: string, kind: SecretKind): Edit[] {
  const clean = redactor.replace(secret, kind);
  return clean === secret ? [] : [{ start: 0, end: written.length, text: clean }];
}
