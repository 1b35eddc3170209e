import type { Fields } from './fields.js';
import { isList, type Raw } from './value.js';

/**
 * What fields with brackets after a name say: `filter[a]=1&filter[b][c]=2`. How lists are written there, OpenAPI leaves
 * open (3.1 §4.8.12.5); all forms in use are read: `f[l]=a&f[l]=b`, `f[l][]=a&f[l][]=b`, `f[l][0]=a&f[l][1]=b`.
 * @returns undefined where there is no such field
 */
export function readBrackets(name: string, fields: Fields): Raw | undefined {
  const object = newObject();
  const items: string[] = [];
  for (const [key, values] of fields) {
    const path = pathIn(key, name);
    if (!path) continue;
    const isListed = path.at(-1) === '';
    const below = isListed ? path.slice(0, -1) : path;
    if (below.length === 0) for (const value of values) items.push(value);
    else if (below.includes('')) {
      // `f[l][][a]=1&f[l][][a]=2`: an item each.
      for (const [index, value] of values.entries())
        place(
          object,
          below.map((token) => (token === '' ? String(index) : token)),
          isListed ? [value] : value,
        );
    } else place(object, below, isListed || values.length > 1 ? values : (values[0] ?? ''));
  }
  if (items.length > 0) return items;
  return Object.keys(object).length === 0 ? undefined : object;
}

/** Whether a field's name is this name with brackets after it. */
export function hasBrackets(key: string, name: string): boolean {
  return key.length > name.length + 1 && key.startsWith(`${name}[`) && key.endsWith(']');
}

/** Whether a field's name is this name with the place of an item after it: `ids[]`, `ids[0]`, `ids[0][name]`. */
export function isItemOf(key: string, name: string): boolean {
  return hasBrackets(key, name) && /^\[\d*\]/.test(key.slice(name.length));
}

/** The items of a list, each written with its place after the name. */
export function readItems(name: string, fields: Fields): Raw | undefined {
  return readBrackets(name, new Map([...fields].filter(([key]) => isItemOf(key, name))));
}

/** Deeper brackets are part of the innermost name: no API nests so deep, and each level is a call. */
const MAX_LEVELS = 100;

function pathIn(key: string, name: string): string[] | undefined {
  if (!hasBrackets(key, name)) return undefined;
  const path = key.slice(name.length + 1, -1).split('][');
  return path.length <= MAX_LEVELS ? path : [...path.slice(0, MAX_LEVELS), path.slice(MAX_LEVELS).join('][')];
}

/** An object that grows while the fields are read. Nobody else has it, so it is changed in place. */
interface Tree {
  [name: string]: string | readonly string[] | Tree;
}

function newObject(): Tree {
  return Object.create(null);
}

function place(object: Tree, path: readonly string[], value: string | readonly string[]): void {
  let inner = object;
  for (const token of path.slice(0, -1)) {
    const before = inner[token];
    const next: Tree = typeof before === 'object' && !isList(before) ? before : newObject();
    inner[token] = next;
    inner = next;
  }
  const last = path.at(-1) ?? '';
  const before = inner[last];
  inner[last] = before !== undefined && isList(before) && isList(value) ? [...before, ...value] : value;
}
