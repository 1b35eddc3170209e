import {
  at,
  child,
  isNumeric,
  type JsonValue,
  type OwnKeyword,
  type Pointer,
  tokensOf,
  writeJson,
} from '../../model/index.js';
import { jsonIn } from '../content.js';
import type { Shape } from '../shape.js';
import { MAX_FOUND } from './append.js';
import type { FoundError } from './branches.js';
import type { Converter } from './converted.js';

/** One rule that a value breaks. */
export interface SchemaError {
  /** A pointer into the value. */
  readonly location: Pointer;
  readonly keyword: string;
  readonly params: Readonly<Record<string, JsonValue>>;
  readonly value: JsonValue;
  /** A pointer into the document, down to the keyword. */
  readonly schema: Pointer;
}

/** Says how many faults of one value are not told, as the last of those that are. */
export const MORE_FAULTS: OwnKeyword = 'more-faults';

/** From which place and keyword of the document a schema object that the validator knows was made. */
export type Origins = Pick<Converter, 'originOf' | 'keywordOf'>;

/** So many faults of one value are told, and the first of each other rule. */
const MAX_ERRORS = 200;

/** In all, so many are told. */
const MAX_TOLD = 1_000;

/**
 * The validator's errors as rules of the document, each fault once.
 * @param shape of the schema at `pointer`
 * @param most so many are told, and the first of each other rule; a last one, `MORE_FAULTS`, counts the others
 */
export function explained(
  found: readonly FoundError[],
  value: JsonValue,
  pointer: Pointer,
  origins: Origins,
  shape: Shape | undefined,
  most = MAX_ERRORS,
): readonly SchemaError[] {
  // `if` says nothing that `then` and `else` do not, and `propertyNames` says what is wrong with a member's name.
  const all = found.filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined);
  const told = all.length > most ? firstOfEach(all, most) : all;
  const errors = told.map((error) => toSchemaError(error, value, pointer, origins));
  const clear = withoutConsequences(withoutEchoes(errors), shape);
  if (told.length === all.length) return clear;
  const params = { more: all.length - told.length, ...(found.length >= MAX_FOUND ? { isLeast: true } : {}) };
  return [...clear, { location: '', keyword: MORE_FAULTS, params, value: null, schema: pointer }];
}

/** The first faults of many, and further ones whose rule is not among them. */
function firstOfEach(all: readonly FoundError[], most: number): readonly FoundError[] {
  const rules = new Map<unknown, Set<string | undefined>>();
  return all
    .filter(({ parentSchema, keyword }, index) => {
      const keywords = rules.get(parentSchema) ?? new Set();
      rules.set(parentSchema, keywords);
      const isNew = !keywords.has(keyword);
      keywords.add(keyword);
      return index < most || isNew;
    })
    .slice(0, Math.max(most, MAX_TOLD));
}

/** One of the validator's errors as a rule of the document. */
export function toSchemaError(
  error: FoundError,
  value: JsonValue,
  pointer: Pointer,
  { originOf, keywordOf }: Origins,
): SchemaError {
  const location = error.instancePath ?? '';
  const parent: unknown = error.parentSchema;
  const made = typeof parent === 'object' && parent !== null ? parent : {};
  const keyword = keywordOf(made, error.keyword ?? 'schema');
  const origin = originOf(made);
  const here = at(value, location) ?? inContent(value, location) ?? null;
  // Of a text that is judged by what it holds, that is the value.
  const held = error.contentAt === location && typeof here === 'string' ? jsonIn(here) : undefined;
  return {
    location,
    keyword,
    params: held ? { ...toJson(error.params), isHeld: true } : toJson(error.params),
    value: held ? held.value : here,
    schema: origin === undefined ? pointer : keyword === 'false schema' ? origin : child(origin, error.rule ?? keyword),
  };
}

/** The value at a pointer that leads into the JSON which a text holds; undefined if none exists. */
function inContent(value: JsonValue, location: Pointer): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const token of tokensOf(location))
    here = at(typeof here === 'string' ? jsonIn(here)?.value : here, child('', token));
  return here;
}

function toJson(params: unknown): Record<string, JsonValue> {
  const json: Record<string, JsonValue> = {};
  if (typeof params !== 'object' || params === null) return json;
  for (const [name, value] of Object.entries(params)) if (isJson(value)) json[name] = value;
  return json;
}

function isJson(value: unknown): value is JsonValue {
  return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}

/**
 * One fault is said once: not again where a base and its derived schema demand the same; not by `enum`, `const` or
 * `format` where the value is of the wrong type anyway; and not by a number's format (`int32`) where its documented
 * bounds say the same.
 */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  const seen = new Set<string>();
  const placesOf = (...keywords: string[]) =>
    new Set(errors.filter(({ keyword }) => keywords.includes(keyword)).map(({ location }) => location));
  const wrongType = placesOf('type');
  const outOfBounds = placesOf('minimum', 'maximum');
  return errors.filter(({ location, keyword, params, value }) => {
    if (wrongType.has(location) && ['enum', 'const', 'format'].includes(keyword)) return false;
    if (keyword === 'format' && isNumeric(value) && outOfBounds.has(location)) return false;
    const key = writeJson([location, keyword, params]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/**
 * Where a schema that names a member does not hold, the member counts as unevaluated. That schema's own fault is the
 * one to tell: the member is not said to be one too many.
 */
function withoutConsequences(errors: readonly SchemaError[], shape: Shape | undefined): readonly SchemaError[] {
  const causes = errors.filter(({ keyword }) => !keyword.startsWith('unevaluated'));
  if (causes.length === errors.length || causes.length === 0) return errors;
  return errors.filter((error) => {
    if (!error.keyword.startsWith('unevaluated')) return true;
    const isWithin = ({ location }: SchemaError): boolean =>
      location === error.location || location.startsWith(`${error.location}/`);
    if (!causes.some(isWithin)) return true;
    const { unevaluatedProperty: name, limit } = error.params;
    const here = shapeAt(shape, error.location);
    if (typeof name === 'string') return here?.property(name) === undefined;
    return typeof limit !== 'number' || here?.item(limit) === undefined;
  });
}

function shapeAt(shape: Shape | undefined, location: Pointer): Shape | undefined {
  let here = shape;
  for (const token of tokensOf(location)) here = here?.property(token) ?? here?.item(Number(token));
  return here;
}
