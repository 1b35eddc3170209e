import { type JsonObject, type JsonValue, own, sameJson } from '../../model/index.js';
import { hasFormat } from './formats.js';
import { breaks, FINE, type Outcome, UNSURE } from './outcome.js';
import { matches } from './patterns.js';
import { isNullable, kindOf } from './schema.js';
import type { Spot } from './spot.js';

/** The outcomes of the keywords that look at a value alone. */
export function readScalars(schema: JsonObject, { value, location, scope }: Spot): Outcome[] {
  const found: Outcome[] = [];
  const demand = (keyword: string, holds: boolean | undefined, wanted: unknown = own(schema, keyword)): void => {
    if (holds === undefined) found.push(UNSURE);
    else if (!holds) found.push(breaks(location, keyword, wanted));
  };
  const types = typesOf(schema);
  if (types) demand('type', types.includes(kindOf(value)) || (types.includes('number') && typeof value === 'number'));
  const listed = own(schema, 'enum');
  if (Array.isArray(listed))
    demand('enum', listed.some((member) => sameJson(member, value)) || (value === null && isNullable(schema, scope)));
  const only = own(schema, 'const');
  if (only !== undefined) demand('const', sameJson(only, value));
  if (typeof value === 'number') readNumber(schema, value, demand);
  if (typeof value === 'string') readText(schema, value, demand);
  const { format } = schema;
  if (typeof format === 'string') demand('format', hasFormat(format, value));
  return found.length === 0 ? [FINE] : found;
}

type Demand = (keyword: string, holds: boolean | undefined, wanted?: unknown) => void;

/** The types that the schema names; undefined where it names none. */
export function typesOf(schema: JsonObject): readonly JsonValue[] | undefined {
  const { type } = schema;
  if (type === undefined) return undefined;
  return Array.isArray(type) ? type : [type];
}

function readNumber(schema: JsonObject, value: number, demand: Demand): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  // 3.0 writes `exclusiveMinimum: true` beside `minimum`, 3.1 a number of its own.
  if (typeof minimum === 'number') {
    if (exclusiveMinimum === true) demand('exclusiveMinimum', value > minimum, minimum);
    else demand('minimum', value >= minimum);
  }
  if (typeof maximum === 'number') {
    if (exclusiveMaximum === true) demand('exclusiveMaximum', value < maximum, maximum);
    else demand('maximum', value <= maximum);
  }
  if (typeof exclusiveMinimum === 'number') demand('exclusiveMinimum', value > exclusiveMinimum);
  if (typeof exclusiveMaximum === 'number') demand('exclusiveMaximum', value < exclusiveMaximum);
  if (typeof multipleOf === 'number') demand('multipleOf', isMultiple(value, multipleOf));
}

/** 0.3 is a multiple of 0.1 to its author: both are read in the smallest unit that either is written in. */
function isMultiple(value: number, step: number): boolean | undefined {
  const [digits, places] = [value, step]
    .map((number) => /^-?\d+(?:\.(\d+))?$/.exec(String(number)))
    .map((match) => match && (match[1]?.length ?? 0));
  if (typeof digits !== 'number' || typeof places !== 'number') return undefined;
  const unit = 10 ** Math.max(digits, places);
  const [whole, part] = [Math.round(value * unit), Math.round(step * unit)];
  return Number.isSafeInteger(whole) && part > 0 ? whole % part === 0 : undefined;
}

/** Lengths are in code points (JSON Schema 2020-12 Validation §6.3.1). */
function readText(schema: JsonObject, value: string, demand: Demand): void {
  const { minLength, maxLength, pattern } = schema;
  if (typeof minLength === 'number') demand('minLength', [...value].length >= minLength);
  if (typeof maxLength === 'number') demand('maxLength', [...value].length <= maxLength);
  if (typeof pattern === 'string') demand('pattern', matches(pattern, value));
}
