import { at, child, type JsonValue, type Pointer, tokensOf } from '../../model/index.js';

/**
 * The JSONPath (RFC 9535) that selects exactly what a pointer points to: `$.paths['/pets/{id}'].get.responses['404']`.
 * @param root tells items of arrays from members that look like numbers
 */
export function pathOf(root: JsonValue, pointer: Pointer): string {
  let path = '$';
  let place = '';
  for (const token of tokensOf(pointer)) {
    path += Array.isArray(at(root, place)) ? `[${token}]` : memberOf(token);
    place = child(place, token);
  }
  return path;
}

/** The shorthand where the name allows it (RFC 9535 §2.5.1.1), else quoted; JSON's escapes are JSONPath's too. */
function memberOf(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `.${name}`;
  return `['${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`;
}

/** Whether a path can name it: control characters and halves of characters are not borne by all readers of paths. */
export function isSelectable(name: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(name);
}
