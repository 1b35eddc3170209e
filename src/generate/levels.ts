import { isObject, type JsonObject } from '../model/index.js';
import {
  boundsIn,
  itemsIn,
  listUnder,
  membersIn,
  type NormalSchema,
  requiredIn,
  type SchemaPlace,
  type SchemaReader,
  typesIn,
} from '../schema/index.js';

/** Schemas whose least value has more levels than this are taken to have none. */
const MOST = 32;

/**
 * How many levels the least value of a schema has: infinite where it must contain itself.
 * Bounds other than `required` and `minItems` are not read.
 */
export type Levels = (place: SchemaPlace) => number;

/** Reads the levels of one document's schemas, each once. */
export function createLevels(reader: SchemaReader): Levels {
  const known = new Map<JsonObject, number>();
  return (place) => {
    const { schema } = place;
    if (!isObject(schema)) return schema === false ? Number.POSITIVE_INFINITY : 1;
    const before = known.get(schema);
    if (before !== undefined) return before;
    let most = 1;
    while (most <= MOST && !fitsWithin(reader, place, most, new Map())) most *= 2;
    const levels = most > MOST ? Number.POSITIVE_INFINITY : most;
    known.set(schema, levels);
    return levels;
  };
}

/**
 * Whether a value of so many levels can keep the schema. A schema that is being asked about at the same level cannot.
 */
function fitsWithin(
  reader: SchemaReader,
  place: SchemaPlace,
  most: number,
  answers: Map<JsonObject, boolean[]>,
): boolean {
  const schema = reader.read(place);
  if (!schema) return place.schema !== false;
  if (most <= 0) return false;
  const asked = answers.get(schema.node) ?? [];
  const before = asked[most];
  if (before !== undefined) return before;
  answers.set(schema.node, asked);
  asked[most] = false;
  const here = (part: SchemaPlace): boolean => fitsWithin(reader, part, most, answers);
  const below = (part: SchemaPlace): boolean => fitsWithin(reader, part, most - 1, answers);
  const target = reader.targetOf(schema);
  const fits =
    (!target || here(target)) &&
    listUnder(schema, 'allOf').every(here) &&
    (['oneOf', 'anyOf'] as const).every((key) => {
      const branches = listUnder(schema, key);
      return branches.length === 0 || branches.some(here);
    }) &&
    (admitsOther(schema, 'object') || requiredOf(schema).every(below)) &&
    (admitsOther(schema, 'array') || itemsOf(schema).every(below));
  asked[most] = fits;
  return fits;
}

/** Whether a value of another type than this one will do. */
function admitsOther(schema: NormalSchema, type: 'object' | 'array'): boolean {
  return schema.admitsNull || (typesIn(schema)?.some((name) => name !== type) ?? false);
}

function requiredOf(schema: NormalSchema): SchemaPlace[] {
  const properties = membersIn(schema)?.properties;
  return requiredIn(schema).flatMap((name) => properties?.get(name) ?? []);
}

function itemsOf(schema: NormalSchema): SchemaPlace[] {
  const rest = itemsIn(schema)?.rest;
  return rest && (boundsIn(schema).minItems ?? 0) > 0 ? [rest] : [];
}
