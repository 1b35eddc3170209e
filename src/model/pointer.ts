import { isObject, type JsonValue } from './json.js';

/**
 * A JSON pointer (RFC 6901): `""` is the whole value, `/a~1b/0` is the first item of the member `a/b`.
 *
 * ```
 * #/paths/~1pets~1{id}/get
 *  ^ a fragment is `#` and the pointer, percent-encoded (RFC 6901 §6)
 * ```
 */
export type Pointer = string;

/** One reference token, escaped: `~` is `~0`, `/` is `~1` (RFC 6901 §3). */
export function escapeToken(token: string | number): string {
  if (typeof token === 'number') return String(token);
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** The pointer to a member or item of what `parent` points to. */
export function child(parent: Pointer, token: string | number): Pointer {
  return `${parent}/${escapeToken(token)}`;
}

/** The unescaped tokens of a pointer. @throws RangeError when the text is neither empty nor begins with `/`. */
export function tokensOf(pointer: Pointer): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new RangeError(`not a JSON pointer: ${pointer}`);
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value a pointer points to, or undefined if it leads nowhere. */
export function at(root: JsonValue | undefined, pointer: Pointer): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
    else return undefined;
  }
  return value;
}

/**
 * The pointer in a URI fragment: `#/a%20b` is `/a b`. A fragment that is not percent-encoded well is taken as it is.
 */
export function pointerOfFragment(fragment: string): Pointer {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The pointer with its array indexes as `*`: `/tags/0` and `/tags/7` are one place. */
export function withoutIndexes(pointer: Pointer): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}
