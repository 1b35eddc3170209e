import type { JsonValue } from '../../model/index.js';
import { plainValue } from './plain.js';
import { unsure } from './unsure.js';

/** Deeper than any honest document, and far from the end of the stack. */
export const MAX_DEPTH = 200;

/** YAML allows no longer keys without `?`, and this one leaves room for how they are written. */
const MAX_NAME = 900;

/**
 * The name of a member, from plain text: `200` and `true` are names as they are written.
 * @throws Unsure for `<<`, and where the name would be another than what is written (`0x10`, `1.0`, `~`)
 */
export function nameOf(source: string): string {
  const value = plainValue(source);
  if (source === '<<' || (typeof value !== 'string' && (value === null || String(value) !== source))) unsure();
  return source;
}

/**
 * @param merged names of members that came by `<<`, which others of the same name replace
 * @throws Unsure if the map has the member already
 */
export function addMember(
  map: Record<string, JsonValue>,
  name: string,
  value: JsonValue,
  merged?: Set<string> | undefined,
): void {
  if (name.length > MAX_NAME) unsure();
  if (!(name in map)) map[name] = value;
  else if (Object.hasOwn(map, name) && !merged?.delete(name)) unsure();
  // A member called `__proto__` is one as all others.
  else Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
}
