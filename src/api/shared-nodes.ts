import { at, child, isContainer, isObject, type JsonValue, type Pointer, setMember } from '../model/index.js';

/** A place that holds the same object as an earlier place, as an alias in YAML makes it. */
export type Link = readonly [place: Pointer, first: Pointer];

/** A value as JSON, and the places in it that share an object: there it has null. */
export interface PlainText {
  readonly text: string;
  readonly links: readonly Link[];
}

/**
 * A value as JSON that reads as the same value again; undefined for one that JSON cannot say: numbers without end, or
 * with more digits than a double holds.
 */
export function plainText(root: JsonValue): PlainText | undefined {
  const shared = sharedIn(root);
  if (!shared) return undefined;
  if (shared.size === 0) return { text: JSON.stringify(root), links: [] };
  const links = linksOf(root, shared);
  const written = new Set<unknown>();
  const text = JSON.stringify(root, (_, value: unknown) => {
    if (!isContainer(value) || !shared.has(value)) return value;
    if (written.has(value)) return null;
    written.add(value);
    return value;
  });
  return { text, links };
}

/** Puts the shared objects back into their places. */
export function linked(root: JsonValue, links: readonly Link[]): JsonValue {
  for (const [place, first] of links) {
    const cut = place.lastIndexOf('/');
    const holder = at(root, place.slice(0, cut));
    const [token = ''] = place.slice(cut + 1).split('/');
    const value = at(root, first);
    if (value === undefined) throw new RangeError(`nothing at ${first}`);
    if (Array.isArray(holder)) holder[Number(token)] = value;
    else if (isObject(holder)) setMember(holder, token.replaceAll('~1', '/').replaceAll('~0', '~'), value);
  }
  return root;
}

/** The objects and lists that are at several places; undefined where something is not a plain value. */
function sharedIn(root: JsonValue): Set<object> | undefined {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const left: (JsonValue | undefined)[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'number' ? !Number.isFinite(value) || Object.is(value, -0) : value === undefined)
      return undefined;
    if (typeof value !== 'object' || value === null) continue;
    if (!isContainer(value)) return undefined;
    if (seen.has(value)) {
      shared.add(value);
      continue;
    }
    seen.add(value);
    for (const each of Object.values<JsonValue | undefined>(value)) left.push(each);
  }
  return shared;
}

/** In the order in which JSON is written. */
function linksOf(root: JsonValue, shared: ReadonlySet<object>): Link[] {
  const links: Link[] = [];
  const firsts = new Map<object, Pointer>();
  const walk = (value: JsonValue | undefined, pointer: Pointer): void => {
    if (!isContainer(value)) return;
    const first = firsts.get(value);
    if (first !== undefined) {
      links.push([pointer, first]);
      return;
    }
    if (shared.has(value)) firsts.set(value, pointer);
    for (const [name, each] of Object.entries<JsonValue | undefined>(value)) walk(each, child(pointer, name));
  };
  walk(root, '');
  return links;
}
