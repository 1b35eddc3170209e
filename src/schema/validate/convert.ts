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
import { type Dialect, type Members, SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../dialect.js';
import { applyDiscriminator } from '../discriminator.js';
import type { Shape, Shapes } from '../shape.js';

/** A message goes one way: `readOnly` members are the service's, `writeOnly` ones the client's. */
export type Direction = 'request' | 'response';

/** A schema in JSON Schema 2020-12, whose references are the `id`s of other converted schemas. */
export interface ConvertedSchema {
  readonly id: string;
  readonly pointer: Pointer;
  readonly schema: JsonValue;
  /** The pointers to which it refers. */
  readonly references: ReadonlySet<Pointer>;
}

/** Converts schemas of one document, each once a direction. */
export interface Converter {
  convert(pointer: Pointer, direction: Direction): ConvertedSchema;
  /** The place in the document from which a converted schema object was made. */
  originOf(node: object): Pointer | undefined;
}

/** What one conversion carries along. */
interface Pass {
  readonly direction: Direction;
  readonly references: Set<Pointer>;
}

/** A converter for the schemas below `root`. */
export function createConverter(root: JsonObject, dialect: Dialect, shapes: Shapes): Converter {
  const origins = new WeakMap<object, Pointer>();
  const known = new Map<string, ConvertedSchema>();
  const ids = new Map<string, string>();

  const idOf = (pointer: Pointer, direction: Direction): string => {
    const key = `${direction} ${pointer}`;
    const before = ids.get(key);
    if (before) return before;
    const id = `docproof:/${ids.size}`;
    ids.set(key, id);
    return id;
  };

  /** `outer` is the schema that applies to the same place and holds this one through `allOf` and the like. */
  const convertNode = (node: JsonValue, pointer: Pointer, pass: Pass, outer = pointer): JsonValue => {
    if (!isObject(node)) return typeof node === 'boolean' ? node : true;
    const members: Members = Object.create(null);
    const reference = own(node, '$ref');
    const refersLocally = typeof reference === 'string' && reference.startsWith('#');
    if (refersLocally) {
      const target = pointerOfFragment(reference);
      pass.references.add(target);
      members.$ref = idOf(target, pass.direction);
      origins.set(members, pointer);
      if (!dialect.refSiblings) return members;
    }
    for (const [name, value] of Object.entries(node)) {
      if (value !== undefined && name !== '$ref' && !name.startsWith('x-')) members[name] = value;
    }
    if (node['x-nullable'] === true) members['x-nullable'] = true;
    convertChildren(members, pointer, pass, outer);
    applyDiscriminator(members, node, (schema) => origins.set(schema, child(pointer, 'discriminator')));
    for (const rewrite of dialect.rewrites) rewrite(members, (part) => origins.set(part, pointer));
    excuseOtherSide(members, node, shapes.of(outer), pass.direction);
    origins.set(members, pointer);
    return members;
  };

  const convertChildren = (members: Members, pointer: Pointer, pass: Pass, outer: Pointer): void => {
    for (const key of SCHEMA_KEYWORDS) {
      const value = members[key];
      const place = child(pointer, key);
      if (isObject(value))
        members[key] = convertNode(value, place, pass, key === 'then' || key === 'else' ? outer : place);
    }
    for (const key of [...SCHEMA_LIST_KEYWORDS, 'items']) {
      const value = members[key];
      if (!Array.isArray(value)) continue;
      const isInPlace = key !== 'prefixItems' && key !== 'items';
      members[key] = value.map((item, index) => {
        const place = child(child(pointer, key), index);
        return convertNode(item, place, pass, isInPlace ? outer : place);
      });
    }
    for (const key of SCHEMA_MAP_KEYWORDS) {
      const value = members[key];
      if (!isObject(value)) continue;
      const converted: Members = Object.create(null);
      for (const [name, schema] of Object.entries(value)) {
        if (schema !== undefined) converted[name] = convertNode(schema, child(child(pointer, key), name), pass);
      }
      members[key] = converted;
    }
  };

  return {
    convert(pointer, direction) {
      const id = idOf(pointer, direction);
      const before = known.get(id);
      if (before) return before;
      const pass: Pass = { direction, references: new Set() };
      const schema = convertNode(at(root, pointer) ?? true, pointer, pass);
      const converted = { id, pointer, schema, references: pass.references };
      known.set(id, converted);
      return converted;
    },
    originOf: (node) => origins.get(node),
  };
}

/**
 * `readOnly` members are neither demanded of a request nor held against their schema there; `writeOnly` ones are not demanded of a response
 * (OpenAPI 3.0.3 §4.7.24.2: "required" takes effect on the one side only; JSON Schema 2020-12 §9.4: the receiver ignores them).
 */
function excuseOtherSide(members: Members, node: JsonObject, shape: Shape | undefined, direction: Direction): void {
  if (!shape || !(Array.isArray(members.required) || isObject(members.properties))) return;
  const belongsToOther = (name: string): boolean => {
    const member = shape.property(name);
    return (
      member?.schemas.some((schema) => schema.node[direction === 'request' ? 'readOnly' : 'writeOnly'] === true) ??
      false
    );
  };
  if (Array.isArray(members.required)) {
    members.required = members.required.filter((name) => typeof name !== 'string' || !belongsToOther(name));
  }
  const properties = own(node, 'properties');
  if (direction === 'response' || !isObject(members.properties) || !isObject(properties)) return;
  const kept: Members = Object.create(null);
  for (const [name, schema] of Object.entries(members.properties)) {
    if (schema !== undefined) kept[name] = belongsToOther(name) ? true : schema;
  }
  members.properties = kept;
}
