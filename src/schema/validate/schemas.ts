import type { ErrorObject } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { at, child, isObject, type JsonObject, type JsonValue, type Pointer, tokensOf } from '../../model/index.js';
import { dialectOf } from '../dialect.js';
import { createShapes, type Shape, type Shapes } from '../shape.js';
import { branchBudget } from './branch-budget.js';
import { type ConvertedSchema, createConverter, type Direction } from './convert.js';
import { createEngine, type EngineKind, type Validate } from './engine.js';

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

/** A schema that ajv cannot compile: the document's fault. */
export interface UnusableSchema {
  readonly pointer: Pointer;
  readonly detail: string;
}

/** The schemas of one document, compiled when first asked for, each once a direction. */
export interface Schemas {
  readonly shapes: Shapes;
  /** Whether the value is valid; undefined where the schema cannot be compiled, or leads back to itself without end. The fast way: says nothing of why. */
  isValid(pointer: Pointer, direction: Direction, value: unknown): boolean | undefined;
  /** Whether a validator can be made of the schema. */
  compiles(pointer: Pointer, direction: Direction): boolean;
  /** Everything that is wrong. Empty where the value is valid or the schema cannot be compiled. */
  explain(pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[];
  /** Why `isValid` has no answer. */
  unusable(pointer: Pointer, direction: Direction): UnusableSchema;
}

/** No report needs more than this many faults of one value. */
const MAX_ERRORS = 200;

/** Compiles the schemas below `root`. */
export function createSchemas(root: JsonObject, version: '3.0' | '3.1'): Schemas {
  const shapes = createShapes(root, (pointer) => at(root, pointer));
  const converter = createConverter(root, dialectOf(version), shapes);
  const budget = branchBudget();
  const engines = new Map<EngineKind, { ajv: Ajv2020; added: Set<string> }>();
  // Two levels instead of a key made of both: this is asked for every body.
  const compiled = new Map<Direction, Map<Pointer, Map<EngineKind, Validate | UnusableSchema>>>([
    ['request', new Map()],
    ['response', new Map()],
  ]);

  const engineOf = (kind: EngineKind) => {
    const known = engines.get(kind) ?? { ajv: createEngine(kind, budget), added: new Set<string>() };
    engines.set(kind, known);
    return known;
  };

  const compile = (kind: EngineKind, pointer: Pointer, direction: Direction): Validate | UnusableSchema => {
    const byPointer = compiled.get(direction);
    const byKind = byPointer?.get(pointer) ?? new Map<EngineKind, Validate | UnusableSchema>();
    const before = byKind.get(kind);
    if (before) return before;
    let result: Validate | UnusableSchema;
    try {
      const { ajv, added } = engineOf(kind);
      const schema = converter.convert(pointer, direction);
      addReachable(ajv, added, schema, (target) => converter.convert(target, direction));
      const validate = ajv.getSchema(schema.id);
      if (!validate) throw new Error('the schema was not found after it was added');
      result = validate;
    } catch (error) {
      result = { pointer, detail: error instanceof Error ? error.message : String(error) };
    }
    byKind.set(kind, result);
    byPointer?.set(pointer, byKind);
    return result;
  };

  return {
    shapes,
    isValid(pointer, direction, value) {
      const validate = compile('fast', pointer, direction);
      budget.renew();
      return typeof validate === 'function' ? guarded(() => validate(value)) : undefined;
    },
    compiles: (pointer, direction) => typeof compile('fast', pointer, direction) === 'function',
    explain(pointer, direction, value) {
      const fast = compile('fast', pointer, direction);
      budget.renew();
      if (typeof fast !== 'function' || guarded(() => fast(value)) !== false) return [];
      const validate = compile('explain', pointer, direction);
      const explained = (check: Validate): boolean => {
        budget.renewFor(value);
        return check(value);
      };
      if (typeof validate !== 'function' || guarded(() => explained(validate)) !== false) {
        // A schema that leads back to itself can exhaust the stack, or the budget of branches, where every fault is looked for. The fast engine stops at the first: its last
        // error says what does not hold, those before are of its branches.
        return (fast.errors ?? []).slice(-1).map((error) => toSchemaError(error, value, pointer, () => undefined));
      }
      // `if` says nothing that `then` and `else` do not, and what is wrong with a member's name is said by `propertyNames`.
      const errors = (validate.errors ?? [])
        .filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined)
        .slice(0, MAX_ERRORS)
        .map((error) => toSchemaError(error, value, pointer, converter.originOf));
      return withoutConsequences(withoutEchoes(errors), shapes.of(pointer));
    },
    unusable(pointer, direction) {
      const validate = compile('fast', pointer, direction);
      return typeof validate === 'function'
        ? {
            pointer,
            detail:
              'it leads back to itself without end, or the value is nested too deeply or has members that cannot be compared',
          }
        : validate;
    },
  };
}

/**
 * The verdict, or undefined where there can be none: a schema that leads back to itself or a value of absurd depth exhausts the stack, and a value with a
 * member such as `valueOf` trips ajv's comparison with an object in `enum` or `const`.
 */
function guarded(validate: () => boolean): boolean | undefined {
  try {
    return validate();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function reachable(start: ConvertedSchema, convert: (pointer: Pointer) => ConvertedSchema): ConvertedSchema[] {
  const found = new Map([[start.id, start]]);
  const open = [start];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const pointer of next.references) {
      const schema = convert(pointer);
      if (found.has(schema.id)) continue;
      found.set(schema.id, schema);
      open.push(schema);
    }
  }
  return [...found.values()];
}

function addReachable(
  ajv: Ajv2020,
  added: Set<string>,
  start: ConvertedSchema,
  convert: (pointer: Pointer) => ConvertedSchema,
): void {
  for (const { id, schema } of reachable(start, convert)) {
    if (added.has(id)) continue;
    added.add(id);
    // No meta-schema check of its own: the fault shows when the schema is compiled, with a message that names the keyword.
    ajv.addSchema(isObject(schema) ? schema : schema === false ? { not: {} } : {}, id, undefined, false);
  }
}

function toSchemaError(
  error: Partial<ErrorObject>,
  value: JsonValue,
  pointer: Pointer,
  originOf: (node: object) => Pointer | undefined,
): SchemaError {
  const keyword = error.keyword ?? 'schema';
  const location = error.instancePath ?? '';
  const parent: unknown = error.parentSchema;
  const origin = typeof parent === 'object' && parent !== null ? originOf(parent) : undefined;
  return {
    location,
    keyword,
    params: toJson(error.params),
    value: at(value, location) ?? null,
    schema: origin === undefined ? pointer : keyword === 'false schema' ? origin : child(origin, keyword),
  };
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
 * One fault is said once: not again where a base and its derived schema demand the same; not by `enum`, `const` or `format` where the value is of the wrong
 * type anyway; and not by a number's format (`int32`) where its documented bounds say the same.
 */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  const seen = new Set<string>();
  const placesOf = (...keywords: string[]) =>
    new Set(errors.filter(({ keyword }) => keywords.includes(keyword)).map(({ location }) => location));
  const wrongType = placesOf('type');
  const outOfBounds = placesOf('minimum', 'maximum');
  return errors.filter(({ location, keyword, params, value }) => {
    if (wrongType.has(location) && ['enum', 'const', 'format'].includes(keyword)) return false;
    if (keyword === 'format' && typeof value === 'number' && outOfBounds.has(location)) return false;
    const key = JSON.stringify([location, keyword, params]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/**
 * Where a schema that names a member does not hold, the member counts as unevaluated. That schema's own fault is the one to tell:
 * the member is not said to be one too many.
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
