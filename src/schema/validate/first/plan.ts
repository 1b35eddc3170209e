import { isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import { OF_ALL } from './choices.js';
import { allOf, type Effort, type Judge, type Maker, type Members, NO, type Row, saysNothing, YES } from './judge.js';
import { OF_LISTS } from './lists.js';
import { OF_OBJECTS } from './objects.js';
import { OF_NUMBERS, OF_TEXTS } from './scalars.js';

/** All keywords that are judged here, in groups and orders that are ajv's. */
export const ROWS = { number: OF_NUMBERS, string: OF_TEXTS, any: OF_ALL, array: OF_LISTS, object: OF_OBJECTS };

/** What a schema says of a value, which must be one that `canJudge` takes. */
export function judgeOf(schema: JsonValue, maker: Maker, effort: Effort): Judge {
  if (!isObject(schema)) return schema === false ? NO : YES;
  return saysNothing(schema) ? YES : planOf(schema, maker, effort);
}

function planOf(schema: JsonObject, maker: Maker, effort: Effort): Judge {
  const types = typesIn(schema);
  const texts = judgesOf(OF_TEXTS, schema, maker);
  const numbers = judgesOf(OF_NUMBERS, schema, maker);
  const all = judgesOf(OF_ALL, schema, maker);
  const lists = judgesOf(OF_LISTS, schema, maker);
  const objects = judgesOf(OF_OBJECTS, schema, maker);
  // Where one type has its own keywords, ajv asks for it only when it comes to these: other branches are paid first.
  const late = types.length === 1 && (hasAny(schema, types[0], 'array') || hasAny(schema, types[0], 'object'));
  const admitted = types.length === 0 ? EACH_TYPE : typeBits(types);
  const early = late ? EACH_TYPE : admitted;
  if (!texts && !numbers && !all && !lists && !objects) {
    return (value) => {
      effort.nodes += 1;
      return (typeOf(value) & admitted) !== 0;
    };
  }
  return (value) => {
    effort.nodes += 1;
    const type = typeOf(value);
    if ((type & early) === 0) return false;
    if (typeof value === 'string') {
      if (texts && !texts(value)) return false;
    } else if (typeof value === 'number') {
      if (numbers && !numbers(value)) return false;
    }
    if (all && !all(value)) return false;
    if (Array.isArray(value)) {
      if (lists && !lists(value)) return false;
    } else if (objects && (admitted & OBJECT) !== 0 && isMembers(value) && !objects(value)) return false;
    return !late || (type & admitted) !== 0;
  };
}

/** Each type (JSON Schema 2020-12 validation §6.1.1), as ajv tells it: bits, of which an integer has two. */
const INTEGER = 3;
const OBJECT = 64;
const BITS: Readonly<Record<string, number>> = {
  number: 1,
  integer: 2,
  string: 4,
  boolean: 8,
  null: 16,
  array: 32,
  object: OBJECT,
};
const EACH_TYPE = 255;
/** `undefined`, and what else no JSON has. */
const NO_TYPE = 128;

function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 4;
    case 'number':
      return Number.isInteger(value) || Math.abs(value) === Number.POSITIVE_INFINITY ? INTEGER : 1;
    case 'boolean':
      return 8;
    case 'object':
      return value === null ? 16 : Array.isArray(value) ? 32 : OBJECT;
    default:
      return NO_TYPE;
  }
}

function typeBits(types: readonly JsonValue[]): number {
  let bits = 0;
  for (const type of types) bits |= BITS[String(type)] ?? 0;
  return bits;
}

export function isType(type: JsonValue): boolean {
  return typeof type === 'string' && Object.hasOwn(BITS, type);
}

function typesIn({ type }: JsonObject): readonly JsonValue[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

/** Whether this is the type, and the schema has keywords that are for it alone. */
function hasAny(schema: JsonObject, type: JsonValue | undefined, kind: 'array' | 'object'): boolean {
  return type === kind && ROWS[kind].some(({ keyword }) => schema[keyword] !== undefined);
}

function judgesOf<Value>(rows: readonly Row<Value>[], schema: JsonObject, maker: Maker): Judge<Value> | undefined {
  const judges: Judge<Value>[] = [];
  for (const { keyword, make } of rows) {
    const wanted = schema[keyword];
    const judge = wanted === undefined ? undefined : make?.(wanted, schema, maker);
    if (judge) judges.push(judge);
  }
  return allOf(judges);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
