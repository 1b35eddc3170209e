import { isNumeric, isObject, type JsonObject, type JsonValue, MAX_DEPTH, own } from '../model/index.js';
import type { Direction } from './direction.js';
import type { Shape } from './shape.js';

/** The names of the properties that any of the schemas names, in the order of the document. */
export function propertiesIn(shape: Shape | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of shape?.schemas ?? []) {
    const properties = own(node, 'properties');
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
  }
  return names;
}

/** Whether any of the schemas demands a member of that name. */
export function isRequired(shape: Shape, name: string): boolean {
  let names = required.get(shape);
  if (!names) {
    names = new Set(shape.schemas.flatMap(({ node }) => listIn(node, 'required')));
    required.set(shape, names);
  }
  return names.has(name);
}

/** Asked of each member: a chain of schemas has as many members as links. */
const required = new WeakMap<Shape, ReadonlySet<JsonValue>>();

function listIn(node: JsonObject, keyword: string): readonly JsonValue[] {
  const list = own(node, keyword);
  return Array.isArray(list) ? list : [];
}

/** Whether a member belongs to the other side: `readOnly` keeps it from requests, `writeOnly` from responses. */
export function isKeptFrom(shape: Shape | undefined, direction: Direction): boolean {
  const keyword = KEPT_FROM[direction];
  return shape?.schemas.some(({ node }) => node[keyword] === true) ?? false;
}

/** The keyword that keeps a member from messages of a direction (OpenAPI 3.0 §4.7.24.2, JSON Schema 2020-12 §9.4). */
export const KEPT_FROM = { request: 'readOnly', response: 'writeOnly' } as const;

/**
 * Whether anything in a document is kept from messages of a direction; yes too where it is nested too deeply to say.
 * Every judge asks: the document is walked once, for both directions.
 */
export function keepsAnything(root: JsonObject, direction: Direction): boolean {
  let found = keeping.get(root);
  if (!found) {
    found = { request: false, response: false };
    findKept(root, found, 0);
    keeping.set(root, found);
  }
  return found[direction];
}

const keeping = new WeakMap<JsonObject, Record<Direction, boolean>>();

function findKept(value: object, found: Record<Direction, boolean>, depth: number): void {
  const isTooDeep = depth > MAX_DEPTH;
  if (isTooDeep || ('readOnly' in value && value.readOnly === true)) found.request = true;
  if (isTooDeep || ('writeOnly' in value && value.writeOnly === true)) found.response = true;
  if (isTooDeep || (found.request && found.response)) return;
  for (const part of Array.isArray(value) ? value : Object.values(value))
    if (typeof part === 'object' && part !== null) findKept(part, found, depth + 1);
}

/** The values of the enumerations that apply, each list as the document writes it. */
export function enumerationsIn(shape: Shape | undefined): (readonly JsonValue[])[] {
  return (shape?.schemas ?? []).flatMap(({ node }) => {
    const list = own(node, 'enum');
    return Array.isArray(list) ? [list] : [];
  });
}

/** The types that any of the schemas admits by name, null among them however the dialect writes that it is admitted. */
export function admittedTypes(shape: Shape): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { keywords, admitsNull } of shape.normal()) {
    for (const type of Array.isArray(keywords.type) ? keywords.type : [keywords.type])
      if (typeof type === 'string') types.add(type);
    // As lenient as the validator, which reads `nullable` beside a `type` in any dialect.
    if (admitsNull || keywords.nullable === true) types.add('null');
  }
  return types;
}

/** What the schemas have under a keyword of JSON Schema 2020-12; those that do not have it are left out. */
export function valuesUnder(shape: Shape, keyword: string): JsonValue[] {
  return shape.normal().flatMap(({ keywords }) => {
    const value = own(keywords, keyword);
    return value === undefined ? [] : [value];
  });
}

/** The `xml` of the first schema that has one (OpenAPI 3.1 §4.8.26). */
export function xmlIn(shape: Shape | undefined): JsonObject | undefined {
  return shape?.schemas.map(({ node }) => own(node, 'xml')).find(isObject);
}

/** The JSON types that any of the schemas names; `array` and `object` also where only their keywords are there. */
export function namedTypes(shape: Shape | undefined): ReadonlySet<string> {
  if (!shape) return NO_TYPES;
  const before = knownTypes.get(shape);
  if (before) return before;
  const types = readTypes(shape);
  knownTypes.set(shape, types);
  return types;
}

/** Each value of a parameter asks again. */
const knownTypes = new WeakMap<Shape, ReadonlySet<string>>();
const NO_TYPES: ReadonlySet<string> = new Set();

function readTypes({ schemas }: Shape): Set<string> {
  const types = new Set<string>();
  for (const { node } of schemas) {
    for (const type of Array.isArray(node.type) ? node.type : [node.type])
      if (typeof type === 'string') types.add(type);
    // As lenient as the validator, which reads it beside a `type` in any dialect.
    if (node.nullable === true) types.add('null');
    for (const member of [node.const, ...(Array.isArray(node.enum) ? node.enum : [])]) {
      if (isNumeric(member)) types.add('number');
      else if (typeof member === 'boolean' || typeof member === 'string') types.add(typeof member);
    }
    if (node.type === undefined && node.items !== undefined) types.add('array');
    if (node.type === undefined && node.properties !== undefined) types.add('object');
  }
  return types;
}
