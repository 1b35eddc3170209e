import {
  at,
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  pointerOfFragment,
} from '../../model/index.js';
import { matches } from './patterns.js';

/** The context of a schema: the document that holds it, and the direction of the message. */
export interface Scope {
  readonly root: JsonObject;
  readonly dialect: '3.0' | '3.1' | '3.2';
  readonly direction: 'request' | 'response';
}

/** Compositions deeper than this lead back to themselves. */
export const MAX_DEPTH = 48;

/** The target of a local `$ref`; undefined if it leads nowhere. */
export function targetOf(root: JsonObject, reference: JsonValue | undefined): JsonValue | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  const pointer = pointerOfFragment(reference);
  return pointer === '' || pointer.startsWith('/') ? at(root, pointer) : undefined;
}

/** An object of the document (a parameter, a response, a header) with its `$ref`s followed, and its place. */
export function dereference(
  root: JsonObject,
  node: JsonValue | undefined,
  pointer: Pointer,
): { node: JsonObject; pointer: Pointer } | undefined {
  let here = node;
  let place = pointer;
  for (let hops = 0; hops < MAX_DEPTH && isObject(here); hops += 1) {
    if (typeof here.$ref !== 'string') return { node: here, pointer: place };
    place = pointerOfFragment(here.$ref);
    here = targetOf(root, here.$ref);
  }
  return undefined;
}

/** The list under a keyword, or none. */
export function listAt(schema: JsonObject, keyword: string): readonly JsonValue[] {
  const list = own(schema, keyword);
  return Array.isArray(list) ? list : [];
}

/** The members of the map under a keyword, or none. */
export function mapAt(schema: JsonObject, keyword: string): [name: string, value: JsonValue][] {
  const map = own(schema, keyword);
  if (!isObject(map)) return [];
  return Object.entries(map).map(([name, value]) => [name, value ?? true]);
}

/** How the versions of OpenAPI differ, as far as this reader knows. Its own table: see the head of `read.ts`. */
const DIALECTS = {
  // OpenAPI 3.0.3 §4.7.23: what is beside a `$ref` does not apply; §4.7.24.1: `nullable` admits null.
  '3.0': { isReferenceAlone: true, nullable: ['nullable', 'x-nullable'] },
  '3.1': { isReferenceAlone: false, nullable: ['x-nullable'] },
  '3.2': { isReferenceAlone: false, nullable: ['x-nullable'] },
} as const satisfies Record<Scope['dialect'], { isReferenceAlone: boolean; nullable: readonly string[] }>;

/** Whether keywords beside `$ref` do not apply. */
export function isOnlyReference(schema: JsonObject, scope: Scope): boolean {
  return DIALECTS[scope.dialect].isReferenceAlone && typeof schema.$ref === 'string';
}

/** Whether null is admitted whatever else the schema says. */
export function isNullable(schema: JsonObject, scope: Scope): boolean {
  return DIALECTS[scope.dialect].nullable.some((keyword) => schema[keyword] === true);
}

/**
 * All schemas that speak of one place in any case or in some: `$ref`, compositions and conditions followed, whichever
 * branch is taken.
 */
export function familyOf(scope: Scope, starts: readonly JsonValue[]): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const visit = (schema: JsonValue | undefined): void => {
    if (!isObject(schema) || found.has(schema)) return;
    found.add(schema);
    visit(targetOf(scope.root, schema.$ref));
    if (isOnlyReference(schema, scope)) return;
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) for (const branch of listAt(schema, keyword)) visit(branch);
    for (const keyword of ['if', 'then', 'else']) visit(own(schema, keyword));
    for (const [, dependent] of mapAt(schema, 'dependentSchemas')) visit(dependent);
  };
  for (const start of starts) visit(start);
  const [only, ...others] = starts;
  if (others.length === 0) for (const heir of heirsOf(scope.root, only)) visit(heir);
  return [...found];
}

/**
 * The components that are built on a schema with a discriminator, which represents all of them (OpenAPI 3.1 §4.8.25.2).
 */
function heirsOf(root: JsonObject, start: JsonValue | undefined): readonly JsonObject[] {
  const parent = isObject(start) && start.$ref !== undefined ? targetOf(root, start.$ref) : start;
  if (!isObject(parent) || !isObject(parent.discriminator)) return [];
  const components = at(root, '/components/schemas');
  const all = Object.values(isObject(components) ? components : {}).filter(isObject);
  const family: JsonObject[] = [parent];
  for (const ancestor of family)
    for (const one of all) {
      const isBuiltOn = listAt(one, 'allOf').some((part) => isObject(part) && targetOf(root, part.$ref) === ancestor);
      if (isBuiltOn && !family.includes(one)) family.push(one);
    }
  return family.slice(1);
}

/** The schemas of a member: from `properties` and `patternProperties`, else from `additionalProperties`. */
export function memberSchemas(family: readonly JsonObject[], name: string): JsonValue[] {
  const named = family.flatMap((schema) => [...ownProperty(schema, name), ...patternsFor(schema, name)]);
  return named.length > 0
    ? named
    : family.flatMap((schema) => (isObject(schema.additionalProperties) ? [schema.additionalProperties] : []));
}

/** The schema of a member in one schema's `properties`: one or none. */
export function ownProperty(schema: JsonObject, name: string): JsonValue[] {
  const properties = own(schema, 'properties');
  const property = isObject(properties) ? own(properties, name) : undefined;
  return property === undefined ? [] : [property];
}

/** The schemas under those keys of `patternProperties` that the name matches. */
export function patternsFor(schema: JsonObject, name: string): JsonValue[] {
  return mapAt(schema, 'patternProperties')
    .filter(([pattern]) => matches(pattern, name) !== false)
    .map(([, value]) => value);
}

/** The schemas of an item. */
export function itemSchemas(family: readonly JsonObject[], index: number): JsonValue[] {
  return family.flatMap((schema) => {
    const tuple = tupleOf(schema);
    const item = index < tuple.length ? tuple[index] : restOf(schema);
    return item === undefined ? [] : [item];
  });
}

/** `prefixItems`, or `items` where it is a list as in older drafts. */
export function tupleOf(schema: JsonObject): readonly JsonValue[] {
  const items = listAt(schema, 'items');
  return items.length > 0 ? items : listAt(schema, 'prefixItems');
}

/** The schema of the items after the tuple. */
export function restOf(schema: JsonObject): JsonValue | undefined {
  return Array.isArray(own(schema, 'items')) ? own(schema, 'additionalItems') : own(schema, 'items');
}

/** Whether a member is the other side's: `readOnly` in a request, `writeOnly` in a response. */
export function isOtherSide(scope: Scope, family: readonly JsonObject[], name: string): boolean {
  const keyword = scope.direction === 'request' ? 'readOnly' : 'writeOnly';
  return familyOf(scope, memberSchemas(family, name)).some((schema) => schema[keyword] === true);
}

/** The JSON types that any of these schemas names, those of enumerated values among them; empty where none says. */
export function typesIn(family: readonly JsonObject[]): Set<string> {
  const types = new Set<string>();
  for (const schema of family) {
    const written = Array.isArray(schema.type) ? schema.type : [schema.type];
    for (const type of written) if (typeof type === 'string') types.add(type);
    if (schema.nullable === true) types.add('null');
    for (const value of [own(schema, 'const'), ...listAt(schema, 'enum')])
      if (value !== undefined) types.add(kindOf(value));
  }
  return types;
}

/** The JSON type of a value; whole numbers are `integer`. */
export function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumeric(value)) return isWhole(value) ? 'integer' : 'number';
  return typeof value;
}
