import {
  compareNumbers,
  isMultipleOf,
  isNumeric,
  type JsonObject,
  type JsonValue,
  type Numeric,
  own,
  sameJson,
} from '../../model/index.js';
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
  if (types) demand('type', types.includes(kindOf(value)) || (types.includes('number') && isNumeric(value)));
  const listed = own(schema, 'enum');
  if (Array.isArray(listed))
    demand('enum', listed.some((member) => sameJson(member, value)) || (value === null && isNullable(schema, scope)));
  const only = own(schema, 'const');
  if (only !== undefined) demand('const', sameJson(only, value));
  if (isNumeric(value)) readNumber(schema, value, demand);
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

function readNumber(schema: JsonObject, value: Numeric, demand: Demand): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  // 3.0 writes `exclusiveMinimum: true` beside `minimum`, 3.1 a number of its own.
  if (isNumeric(minimum)) {
    if (exclusiveMinimum === true) demand('exclusiveMinimum', compareNumbers(value, minimum) > 0, minimum);
    else demand('minimum', compareNumbers(value, minimum) >= 0);
  }
  if (isNumeric(maximum)) {
    if (exclusiveMaximum === true) demand('exclusiveMaximum', compareNumbers(value, maximum) < 0, maximum);
    else demand('maximum', compareNumbers(value, maximum) <= 0);
  }
  if (isNumeric(exclusiveMinimum)) demand('exclusiveMinimum', compareNumbers(value, exclusiveMinimum) > 0);
  if (isNumeric(exclusiveMaximum)) demand('exclusiveMaximum', compareNumbers(value, exclusiveMaximum) < 0);
  if (isNumeric(multipleOf)) demand('multipleOf', isMultiple(value, multipleOf));
}

/** 0.3 is a multiple of 0.1 to its author: both are read in the smallest unit that either is written in. */
function isMultiple(value: Numeric, step: Numeric): boolean | undefined {
  if (typeof value !== 'number' || typeof step !== 'number') return isMultipleOf(value, step);
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
