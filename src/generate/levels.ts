import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';
import { targetOf } from './facts.js';

/** Schemas whose least value has more levels than this are taken to have none. */
const MOST = 32;

/** Tells how many levels the least value of a schema has: infinite where it must contain itself. Bounds other than `required` and `minItems` are not read. */
export type Levels = (schema: JsonValue) => number;

/** Reads the levels of one document's schemas, each once. */
export function createLevels(root: JsonObject): Levels {
  const known = new Map<JsonObject, number>();
  return (schema) => {
    if (!isObject(schema)) return schema === false ? Number.POSITIVE_INFINITY : 1;
    const before = known.get(schema);
    if (before !== undefined) return before;
    let most = 1;
    while (most <= MOST && !fitsWithin(root, schema, most, new Map())) most *= 2;
    const levels = most > MOST ? Number.POSITIVE_INFINITY : most;
    known.set(schema, levels);
    return levels;
  };
}

/** Whether a value of so many levels can keep the schema. A schema that is being asked for at the same level helps nobody. */
function fitsWithin(root: JsonObject, schema: JsonValue, most: number, answers: Map<JsonObject, boolean[]>): boolean {
  if (!isObject(schema)) return schema !== false;
  if (most <= 0) return false;
  const asked = answers.get(schema) ?? [];
  const before = asked[most];
  if (before !== undefined) return before;
  answers.set(schema, asked);
  asked[most] = false;
  const here = (part: JsonValue): boolean => fitsWithin(root, part, most, answers);
  const below = (part: JsonValue): boolean => fitsWithin(root, part, most - 1, answers);
  const fits =
    (typeof schema.$ref !== 'string' || here(targetOf(root, schema.$ref)?.schema ?? true)) &&
    listAt(schema, 'allOf').every(here) &&
    (['oneOf', 'anyOf'] as const).every((key) => listAt(schema, key).length === 0 || listAt(schema, key).some(here)) &&
    (admitsOther(schema, 'object') || requiredOf(schema).every(below)) &&
    (admitsOther(schema, 'array') || itemsOf(schema).every(below));
  asked[most] = fits;
  return fits;
}

/** Whether a value of another type than this one will do. */
function admitsOther(schema: JsonObject, type: 'object' | 'array'): boolean {
  const { type: written, nullable } = schema;
  if (nullable === true) return true;
  if (Array.isArray(written)) return written.some((name) => name !== type);
  return typeof written === 'string' && written !== type;
}

function requiredOf(schema: JsonObject): JsonValue[] {
  const { properties } = schema;
  return listAt(schema, 'required').flatMap((name) => {
    const member = isObject(properties) && typeof name === 'string' ? own(properties, name) : undefined;
    return member === undefined ? [] : [member];
  });
}

function itemsOf(schema: JsonObject): JsonValue[] {
  const { minItems, items } = schema;
  return typeof minItems === 'number' && minItems > 0 && items !== undefined ? [items] : [];
}

function listAt(schema: JsonObject, key: string): readonly JsonValue[] {
  const list = own(schema, key);
  return Array.isArray(list) ? list : [];
}
