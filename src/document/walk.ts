import { METHODS } from '../http/index.js';
import { child, isObject, type JsonObject, type JsonValue, type Pointer } from '../model/index.js';
import { MAPS } from './vocabulary.js';

/** Keywords whose value is data of the API's, not description. */
const DATA = new Set('example default const enum value dataValue required x-source security tags'.split(' '));

/** Data that documents a body or a value. */
const PAYLOADS = new Set(['example', 'value', 'dataValue']);

/** Lists of plain values: a reference that replaces the list is not a value. */
const LISTS = new Set(['enum', 'required', 'security', 'tags']);

/** Keywords of objects for which OpenAPI knows no Reference Object; path items have a `$ref` that is not one either. */
const STRUCTURES = new Set<string>([
  ...METHODS,
  'additionalOperations',
  ...['paths', 'webhooks', 'components', 'content', 'encoding', 'variables', 'servers', 'server', 'flows', 'info'],
  ...['contact', 'license', 'externalDocs', 'xml', 'discriminator', ...LISTS],
]);

/**
 * How a reference is followed:
 * - `part`: a Reference Object or a reference in a schema. It may stay, and leads to a component in the end.
 * - `structure`: it replaces a whole map, list, operation, path item or the like. What it leads to takes
 *   its place.
 * - `payload`: it replaces an example's value. What it leads to is data.
 */
export type ReferenceKind = 'part' | 'structure' | 'payload';

/** A reference met on the walk. */
export interface FoundReference {
  readonly holder: JsonObject;
  readonly key: '$ref' | '$dynamicRef' | 'externalValue' | string;
  readonly reference: string;
  readonly kind: ReferenceKind;
  /** The place of the holder in its file. */
  readonly pointer: Pointer;
  /** The keyword or map above the holder: `schema`, `parameters`, `paths` for any path item, `items` … */
  readonly under: string;
  /** Whether the holder replaces a map whose members the author names. */
  readonly isMap: boolean;
}

/**
 * The kind of a value that is walked by itself: the keyword above it, and whether its members are named by the
 * author.
 */
export type WalkStart = Pick<FoundReference, 'under' | 'isMap'>;

/** Whether the value of a keyword is data of the API's. */
export function isData(keyword: string): boolean {
  return DATA.has(keyword);
}

/**
 * Visits every reference in a description: `$ref`, `$dynamicRef`, `externalValue` and the values of
 * `discriminator.mapping`. Payloads (`example`, `value`, `default`, `enum`, `const`) are not entered: a `$ref` in them
 * is data. A payload that is nothing but a `$ref` to a file or to a pointer is a reference, and so is an `enum`,
 * `required`, `security` or `tags` that is one in the place of its list.
 */
export function walkReferences(
  root: JsonValue,
  visit: (found: FoundReference) => void,
  start: WalkStart = { under: '', isMap: false },
): void {
  const seen = new Set<JsonValue>();
  // The way to the present place. It is made a pointer only where there is something to tell: most places have
  // nothing.
  const path: (string | number)[] = [];
  const walk = (node: JsonValue, under: string, isMap: boolean): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if (Array.isArray(node)) {
      for (let index = 0; index < node.length; index += 1) step(index, node[index], under, false);
      return;
    }
    if (!isObject(node)) return;
    visitHolder(node, path, under, isMap, visit);
    const isCallback = under === 'callbacks' && !isMap;
    for (const name of Object.keys(node)) {
      const value = node[name];
      if (typeof value !== 'object' || value === null) continue;
      if (isMap) step(name, value, under, false);
      else if (isCallback && !name.startsWith('x-')) step(name, value, 'paths', false);
      else if (DATA.has(name)) visitData(name, value);
      else if (!(name === 'examples' && Array.isArray(value)))
        step(name, value, name, MAPS.has(name) && !Array.isArray(value));
    }
  };
  const step = (token: string | number, value: JsonValue, under: string, isMap: boolean): void => {
    path.push(token);
    walk(value, under, isMap);
    path.pop();
  };
  const visitData = (name: string, value: JsonValue): void => {
    path.push(name);
    if (PAYLOADS.has(name)) visitPayload(value, path, name, visit);
    else if (LISTS.has(name)) visitList(name, value);
    path.pop();
  };
  const visitList = (name: string, value: JsonValue): void => {
    if (isObject(value)) visitHolder(value, path, name, true, visit);
    if (!Array.isArray(value) || (name !== 'security' && name !== 'tags')) return;
    for (const [index, item] of value.entries()) {
      path.push(index);
      if (isObject(item)) visitHolder(item, path, name, false, visit);
      path.pop();
    }
  };
  if (PAYLOADS.has(start.under)) return;
  if (LISTS.has(start.under)) visitList(start.under, root);
  else walk(root, start.under, start.isMap);
}

function visitHolder(
  node: JsonObject,
  path: readonly (string | number)[],
  under: string,
  isMap: boolean,
  visit: (found: FoundReference) => void,
): void {
  // A map's member called `$ref` would be an object: a text is a reference in the place of the map.
  const reference = textAt(node, '$ref');
  if (reference !== undefined) {
    const kind = isMap || STRUCTURES.has(under) ? 'structure' : 'part';
    visit({ holder: node, key: '$ref', reference, kind, pointer: path.reduce(child, ''), under, isMap });
  }
  if (isMap) return;
  const dynamic = textAt(node, '$dynamicRef');
  if (dynamic !== undefined) {
    const found = { holder: node, key: '$dynamicRef', reference: dynamic, under, isMap } as const;
    visit({ ...found, kind: 'part', pointer: path.reduce(child, '') });
  }
  const payload = textAt(node, 'externalValue');
  if (payload !== undefined) {
    const found = { holder: node, key: 'externalValue', reference: payload, under, isMap } as const;
    visit({ ...found, kind: 'payload', pointer: path.reduce(child, '') });
  }
  if (under !== 'discriminator') return;
  const usual = textAt(node, 'defaultMapping');
  if (usual !== undefined && isReference(usual)) {
    const found = { holder: node, key: 'defaultMapping', reference: usual, under: 'mapping', isMap } as const;
    visit({ ...found, kind: 'part', pointer: path.reduce(child, '') });
  }
  if (!isObject(node.mapping)) return;
  for (const [key, value] of Object.entries(node.mapping)) {
    if (typeof value === 'string' && isReference(value)) {
      const pointer = child(path.reduce(child, ''), 'mapping');
      visit({ holder: node.mapping, key, reference: value, kind: 'part', pointer, under: 'mapping', isMap });
    }
  }
}

/** A mapping names a schema or refers to it (OpenAPI 3.1 §4.8.25): a name has neither slash nor hash. */
function isReference(mapped: string): boolean {
  return /[/#]|\.(ya?ml|json)$/.test(mapped);
}

function visitPayload(
  value: JsonValue,
  path: readonly (string | number)[],
  under: string,
  visit: (found: FoundReference) => void,
): void {
  if (!isObject(value) || Object.keys(value).length !== 1) return;
  const reference = textAt(value, '$ref');
  // Anything else, such as a URL or a bare name, is more likely the API's own data.
  if (reference === undefined || !/^#\/|^[^:?#]+\.(?:json|ya?ml|xml|txt|csv)(?:#|$)/i.test(reference)) return;
  const pointer = path.reduce(child, '');
  visit({ holder: value, key: '$ref', reference, kind: 'payload', pointer, under, isMap: false });
}

function textAt(node: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
