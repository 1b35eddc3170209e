import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  pointerOfFragment,
} from '../../model/index.js';
import { type NormalSchema, placeOfKeyword } from './normal.js';

/** A schema and where it is in the document; without a pointer where it was made here. */
export interface SchemaPlace {
  readonly schema: JsonValue;
  readonly pointer: Pointer | undefined;
}

/**
 * The target of a local `$ref`, in one step: in 3.1, keywords beside a reference on the way apply too. Each reference
 * is looked up once for a root, which nobody changes any more: a document may say the same one a million times.
 */
export function targetOf(root: JsonObject, reference: string): SchemaPlace | undefined {
  const known = targets.get(root) ?? new Map<string, SchemaPlace | undefined>();
  if (!known.has(reference)) {
    const pointer = pointerOfFragment(reference);
    const isLocal = reference.startsWith('#') && (pointer === '' || pointer.startsWith('/'));
    const schema = isLocal ? at(root, pointer) : undefined;
    targets.set(root, known.set(reference, schema === undefined ? undefined : { schema, pointer }));
  }
  return known.get(reference);
}

const targets = new WeakMap<JsonObject, Map<string, SchemaPlace | undefined>>();

/** The schema under a keyword. */
export function schemaUnder(schema: NormalSchema, keyword: string): SchemaPlace | undefined {
  const value = own(schema.keywords, keyword);
  return isObject(value) || typeof value === 'boolean'
    ? { schema: value, pointer: placeOfKeyword(schema, keyword) }
    : undefined;
}

/** The list of schemas under a keyword; empty if none exists. */
export function listUnder(schema: NormalSchema, keyword: string): readonly SchemaPlace[] {
  const list = own(schema.keywords, keyword);
  if (!Array.isArray(list)) return NONE;
  const pointer = placeOfKeyword(schema, keyword);
  return list.map((item, index) => ({ schema: item, pointer: child(pointer, index) }));
}

/** The schemas by name under a keyword; empty if there are none. */
export function mapUnder(schema: NormalSchema, keyword: string): readonly (readonly [name: string, SchemaPlace])[] {
  const map = own(schema.keywords, keyword);
  if (!isObject(map)) return NONE;
  const pointer = placeOfKeyword(schema, keyword);
  return Object.entries(map).map(([name, value]) => [name, { schema: value ?? true, pointer: child(pointer, name) }]);
}

/** One of the schemas by name under a keyword; undefined if none has that name. */
export function memberUnder(schema: NormalSchema, keyword: string, name: string): SchemaPlace | undefined {
  const map = own(schema.keywords, keyword);
  const member = isObject(map) ? own(map, name) : undefined;
  return member === undefined ? undefined : { schema: member, pointer: child(placeOfKeyword(schema, keyword), name) };
}

const NONE: readonly never[] = [];
