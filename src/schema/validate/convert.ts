import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  pointerOfFragment,
} from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import type { Direction } from '../direction.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../keywords.js';
import { type NormalSchema, normalise, placeOfKeyword, refersLocally } from '../read/normal.js';
import type { Shape, Shapes } from '../shape.js';
import { isKeptFrom } from '../shape-facts.js';
import { applyDiscriminator, type Members } from './discriminator.js';

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

/** The data that one conversion carries along. */
interface Pass {
  readonly direction: Direction;
  readonly references: Set<Pointer>;
}

/** A converter for the schemas below `root`. */
export function createConverter(root: JsonObject, dialect: SchemaDialect, shapes: Shapes): Converter {
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
    const schema = normalise(node, pointer, dialect);
    for (const [name, value] of Object.entries(schema.keywords)) {
      if (value !== undefined && name !== '$ref' && !isLeftOut(name, dialect)) members[name] = value;
    }
    if (refersLocally(schema.keywords)) {
      const target = pointerOfFragment(schema.keywords.$ref);
      pass.references.add(target);
      members.$ref = idOf(target, pass.direction);
    }
    convertChildren(members, schema, pass, outer);
    applyDiscriminator(members, node, (made) => origins.set(made, child(pointer, 'discriminator')));
    if (schema.admitsNull) admitNull(members, (part) => origins.set(part, pointer));
    excuseOtherSide(members, shapes.of(outer), pass.direction);
    origins.set(members, pointer);
    return members;
  };

  const convertChildren = (members: Members, schema: NormalSchema, pass: Pass, outer: Pointer): void => {
    for (const key of SCHEMA_KEYWORDS) {
      const value = members[key];
      const place = placeOfKeyword(schema, key);
      if (isObject(value))
        members[key] = convertNode(value, place, pass, key === 'then' || key === 'else' ? outer : place);
    }
    for (const key of SCHEMA_LIST_KEYWORDS) {
      const value = members[key];
      if (!Array.isArray(value)) continue;
      const isInPlace = key !== 'prefixItems';
      const list = placeOfKeyword(schema, key);
      members[key] = value.map((item, index) => {
        const place = child(list, index);
        return convertNode(item, place, pass, isInPlace ? outer : place);
      });
    }
    for (const key of SCHEMA_MAP_KEYWORDS) {
      const value = members[key];
      if (!isObject(value)) continue;
      const converted: Members = Object.create(null);
      const map = placeOfKeyword(schema, key);
      for (const [name, item] of Object.entries(value)) {
        if (item !== undefined) converted[name] = convertNode(item, child(map, name), pass);
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

/** Whether a keyword never reaches the validator. */
function isLeftOut(name: string, { keywords }: SchemaDialect): boolean {
  return name.startsWith('x-') || (Object.hasOwn(keywords, name) && keywords[name] === 'annotation');
}

/**
 * A composition that admits null is wrapped: its `type` and `enum` include null already.
 * @param mark tells that a part made here comes from the same schema
 */
function admitNull(schema: Members, mark: (part: object) => void): void {
  if (!['allOf', 'anyOf', 'oneOf', 'not'].some((name) => schema[name] !== undefined)) return;
  const rest = { ...schema };
  mark(rest);
  for (const name of Object.keys(schema)) delete schema[name];
  schema.anyOf = [{ type: 'null' }, rest];
}

/**
 * A request neither has to carry `readOnly` members nor are they judged there; a response does not have to carry
 * `writeOnly` ones (OpenAPI 3.0.3 §4.7.24.2: "required" applies to the one side only; JSON Schema 2020-12 §9.4: the
 * receiver ignores them).
 */
function excuseOtherSide(members: Members, shape: Shape | undefined, direction: Direction): void {
  const { required, properties } = members;
  if (!shape || !(Array.isArray(required) || isObject(properties))) return;
  const belongsToOther = (name: string): boolean => isKeptFrom(shape.property(name), direction);
  if (Array.isArray(required))
    members.required = required.filter((name) => typeof name !== 'string' || !belongsToOther(name));
  if (direction === 'response' || !isObject(properties)) return;
  const kept: Members = Object.create(null);
  for (const [name, schema] of Object.entries(properties)) {
    if (schema !== undefined) kept[name] = belongsToOther(name) ? true : schema;
  }
  members.properties = kept;
}
