import { METHODS } from '../http/index.js';
import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../model/index.js';
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
 * @param isOfUse spares what is of no use: a large description has a hundred thousand references with a place each
 */
export function walkReferences(
  root: JsonValue,
  visit: (found: FoundReference) => void,
  start: WalkStart = { under: '', isMap: false },
  isOfUse: (reference: string, kind: ReferenceKind) => boolean = () => true,
): void {
  const seen = new Set<JsonValue>();
  const path = createWay();
  const visitor: Visitor = { visit, isOfUse };
  const walk = (node: JsonValue, under: string, isMap: boolean): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if (Array.isArray(node)) {
      for (let index = 0; index < node.length; index += 1) step(index, node[index], under, false);
      return;
    }
    if (!isObject(node)) return;
    visitHolder(node, path, under, isMap, visitor);
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
    if (PAYLOADS.has(name)) visitPayload(value, path, name, visitor);
    else if (LISTS.has(name)) visitList(name, value);
    path.pop();
  };
  const visitList = (name: string, value: JsonValue): void => {
    if (isObject(value)) visitHolder(value, path, name, true, visitor);
    if (!Array.isArray(value) || (name !== 'security' && name !== 'tags')) return;
    for (const [index, item] of value.entries()) {
      path.push(index);
      if (isObject(item)) visitHolder(item, path, name, false, visitor);
      path.pop();
    }
  };
  if (PAYLOADS.has(start.under)) return;
  if (LISTS.has(start.under)) visitList(start.under, root);
  else walk(root, start.under, start.isMap);
}

/** Who hears of references, and of which. */
interface Visitor {
  readonly visit: (found: FoundReference) => void;
  readonly isOfUse: (reference: string, kind: ReferenceKind) => boolean;
}

function visitHolder(node: JsonObject, path: Way, under: string, isMap: boolean, { visit, isOfUse }: Visitor): void {
  const tell = (
    key: string,
    reference: string | undefined,
    kind: ReferenceKind,
    more: Partial<FoundReference> = {},
  ): void => {
    if (reference !== undefined && isOfUse(reference, kind))
      visit({ holder: node, key, reference, kind, pointer: path.pointer(), under, isMap, ...more });
  };
  // A map's member called `$ref` would be an object: a text is a reference in the place of the map.
  tell('$ref', textAt(node, '$ref'), isMap || STRUCTURES.has(under) ? 'structure' : 'part');
  if (isMap) return;
  tell('$dynamicRef', textAt(node, '$dynamicRef'), 'part');
  tell('externalValue', textAt(node, 'externalValue'), 'payload');
  if (under !== 'discriminator') return;
  const usual = textAt(node, 'defaultMapping');
  if (isReference(usual)) tell('defaultMapping', usual, 'part', { under: 'mapping' });
  const { mapping } = node;
  if (!isObject(mapping)) return;
  for (const [key, value] of Object.entries(mapping))
    if (isReference(value))
      tell(key, value, 'part', { holder: mapping, pointer: child(path.pointer(), 'mapping'), under: 'mapping' });
}

/**
 * The way to the present place. It is made a pointer only where there is something to tell, and its beginning only
 * once: most places have nothing, and others a million references in one list.
 */
interface Way {
  push(token: string | number): void;
  pop(): void;
  pointer(): Pointer;
}

function createWay(): Way {
  const tokens: (string | number)[] = [];
  /** The pointers of the first places on the way, as far as they were asked for. */
  const pointers: Pointer[] = [''];
  return {
    push: (token) => tokens.push(token),
    pop() {
      if (pointers.length > tokens.length) pointers.pop();
      tokens.pop();
    },
    pointer() {
      for (const token of tokens.slice(pointers.length - 1)) pointers.push(child(pointers.at(-1) ?? '', token));
      return pointers.at(-1) ?? '';
    },
  };
}

/** A mapping names a schema or refers to it (OpenAPI 3.1 §4.8.25): a name has neither slash nor hash. */
function isReference(mapped: JsonValue | undefined): mapped is string {
  return typeof mapped === 'string' && /[/#]|\.(ya?ml|json)$/.test(mapped);
}

function visitPayload(value: JsonValue, path: Way, under: string, { visit, isOfUse }: Visitor): void {
  if (!isObject(value) || Object.keys(value).length !== 1) return;
  const reference = textAt(value, '$ref');
  // Anything else, such as a URL or a bare name, is more likely the API's own data.
  if (reference === undefined || !/^#\/|^[^:?#]+\.(?:json|ya?ml|xml|txt|csv)(?:#|$)/i.test(reference)) return;
  if (!isOfUse(reference, 'payload')) return;
  const pointer = path.pointer();
  visit({ holder: value, key: '$ref', reference, kind: 'payload', pointer, under, isMap: false });
}

function textAt(node: JsonObject, name: string): string | undefined {
  const value = own(node, name);
  return typeof value === 'string' ? value : undefined;
}
