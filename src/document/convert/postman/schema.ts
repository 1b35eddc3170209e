import {
  canonicalJson,
  ExactNumber,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
} from '../../../model/index.js';

/**
 * The schema that a saved value suggests: its type, its members and its items; nothing is required, and nothing is
 * closed.
 * `null` and empty lists say nothing about a type.
 */
export function schemaOf(value: JsonValue): JsonObject {
  if (value === null) return {};
  if (Array.isArray(value)) return value.length === 0 ? { type: 'array' } : { type: 'array', items: unionOf(value) };
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, member]): [string, JsonValue] => [
      name,
      schemaOf(member ?? null),
    ]);
    return { type: 'object', properties: Object.fromEntries(members) };
  }
  if (typeof value === 'number' || value instanceof ExactNumber) return { type: isWhole(value) ? 'integer' : 'number' };
  return { type: typeof value };
}

function unionOf(values: readonly JsonValue[]): JsonObject {
  return values.map(schemaOf).reduce(mergeSchemas);
}

/**
 * One schema for what either allows: objects and lists are merged member by member, integers widen to numbers, the rest
 * is `anyOf`.
 */
export function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  if (isEmpty(a)) return a;
  if (isEmpty(b)) return b;
  if (isKind(a, 'object') && isKind(b, 'object')) return { ...a, properties: mergeMembers(a.properties, b.properties) };
  if (isKind(a, 'array') && isKind(b, 'array')) return mergeLists(a, b);
  if (isNumeric(a) && isNumeric(b)) return a.type === b.type ? a : { type: 'number' };
  return anyOf([...alternatives(a), ...alternatives(b)]);
}

function mergeMembers(a: JsonValue | undefined, b: JsonValue | undefined): JsonObject {
  const merged = new Map(Object.entries(isObject(a) ? a : {}));
  for (const [name, schema] of Object.entries(isObject(b) ? b : {})) {
    const known = merged.get(name);
    merged.set(name, isObject(known) && isObject(schema) ? mergeSchemas(known, schema) : (schema ?? {}));
  }
  return Object.fromEntries(merged);
}

function mergeLists(a: JsonObject, b: JsonObject): JsonObject {
  if (!isObject(a.items) || !isObject(b.items)) return isObject(a.items) ? a : b;
  return { ...a, items: mergeSchemas(a.items, b.items) };
}

function anyOf(schemas: readonly JsonObject[]): JsonObject {
  const distinct = [...new Map(schemas.map((schema) => [canonicalJson(schema), schema])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only ? only : { anyOf: distinct };
}

function alternatives(schema: JsonObject): JsonObject[] {
  return Array.isArray(schema.anyOf) ? schema.anyOf.filter(isObject) : [schema];
}

function isKind(schema: JsonObject, type: string): boolean {
  return schema.type === type;
}

function isNumeric({ type }: JsonObject): boolean {
  return type === 'integer' || type === 'number';
}

function isEmpty(schema: JsonObject): boolean {
  return Object.keys(schema).length === 0;
}
