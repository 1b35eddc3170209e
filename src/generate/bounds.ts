import { child, compareNumbers, type JsonValue, type Numeric, type Pointer, sameJson } from '../model/index.js';
import {
  boundsIn,
  dependentRequiredIn,
  type NormalSchema,
  requiredIn,
  restrictionsIn,
  type SchemaBounds,
  type TypeName,
  typesIn,
} from '../schema/index.js';

/** A keyword that forbids what another one demands. */
export interface Obstacle {
  readonly keyword: string;
  readonly pointer: Pointer;
}

/** The keywords of a conjunction that intersect: the narrowest holds. */
export interface Bounds {
  impossible: Obstacle | undefined;
  /** Undefined where any will do. */
  types: readonly TypeName[] | undefined;
  /** Of `enum` and `const`. */
  values: readonly JsonValue[] | undefined;
  min: Numeric;
  max: Numeric;
  /** Whether the bound itself is out. */
  aboveMin: boolean;
  belowMax: boolean;
  readonly steps: Numeric[];
  minLength: number;
  maxLength: number;
  readonly patterns: string[];
  format: string | undefined;
  minItems: number;
  maxItems: number;
  unique: boolean;
  minProperties: number;
  maxProperties: number;
  readonly required: Set<string>;
  readonly dependentRequired: (readonly [name: string, needs: readonly string[]])[];
}

/** Bounds that admit everything. */
export function emptyBounds(): Bounds {
  return {
    impossible: undefined,
    types: undefined,
    values: undefined,
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
    aboveMin: false,
    belowMax: false,
    steps: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    format: undefined,
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    required: new Set(),
    dependentRequired: [],
  };
}

/** Narrows the bounds by one schema. */
export function narrow(bounds: Bounds, schema: NormalSchema): void {
  const { pointer } = schema;
  const own = boundsIn(schema);
  narrowTypes(bounds, typesIn(schema), pointer);
  narrowValues(bounds, schema);
  narrowNumbers(bounds, own);
  for (const key of ['minLength', 'minItems', 'minProperties'] as const)
    bounds[key] = Math.max(bounds[key], own[key] ?? 0);
  for (const key of ['maxLength', 'maxItems', 'maxProperties'] as const)
    bounds[key] = Math.min(bounds[key], own[key] ?? Number.POSITIVE_INFINITY);
  if (own.pattern !== undefined) bounds.patterns.push(own.pattern);
  bounds.format ??= own.format;
  if (own.hasUniqueItems) bounds.unique = true;
  for (const name of requiredIn(schema)) bounds.required.add(name);
  for (const needs of dependentRequiredIn(schema)) bounds.dependentRequired.push(needs);
  for (const [low, high] of [
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ] as const) {
    // Where several types are allowed, a value of another type may still do: only a single type makes it impossible.
    const isOnly = bounds.types?.length === 1 && bounds.types[0] === TYPE_OF[low];
    if (isOnly && bounds[low] > bounds[high]) bounds.impossible ??= { keyword: low, pointer: child(pointer, low) };
  }
}

const TYPE_OF = { minLength: 'string', minItems: 'array', minProperties: 'object' } as const;

function narrowTypes(bounds: Bounds, types: readonly TypeName[] | undefined, pointer: Pointer): void {
  if (!types) return;
  bounds.types = bounds.types === undefined ? types : intersect(bounds.types, types);
  if (bounds.types.length === 0) bounds.impossible ??= { keyword: 'type', pointer: child(pointer, 'type') };
}

/** Every integer is a number. */
function intersect(a: readonly TypeName[], b: readonly TypeName[]): TypeName[] {
  const both = a.filter((name) => b.includes(name) || (name === 'integer' && b.includes('number')));
  if (a.includes('number') && b.includes('integer') && !both.includes('integer')) both.push('integer');
  return both.includes('integer') ? both.filter((name) => name !== 'number' || b.includes('number')) : both;
}

function narrowValues(bounds: Bounds, schema: NormalSchema): void {
  for (const { keyword, values } of restrictionsIn(schema)) {
    const before = bounds.values;
    bounds.values = before ? before.filter((value) => values.some((other) => sameJson(other, value))) : values;
    if (bounds.values.length === 0) bounds.impossible ??= { keyword, pointer: child(schema.pointer, keyword) };
  }
}

function narrowNumbers(bounds: Bounds, own: SchemaBounds): void {
  const raise = (limit: Numeric | undefined, excludes: boolean): void => {
    if (limit === undefined || compareNumbers(limit, bounds.min) < 0) return;
    bounds.aboveMin = excludes || (sameJson(limit, bounds.min) && bounds.aboveMin);
    bounds.min = limit;
  };
  const lower = (limit: Numeric | undefined, excludes: boolean): void => {
    if (limit === undefined || compareNumbers(limit, bounds.max) > 0) return;
    bounds.belowMax = excludes || (sameJson(limit, bounds.max) && bounds.belowMax);
    bounds.max = limit;
  };
  raise(own.minimum, false);
  lower(own.maximum, false);
  raise(own.exclusiveMinimum, true);
  lower(own.exclusiveMaximum, true);
  const { multipleOf } = own;
  if (multipleOf !== undefined && compareNumbers(multipleOf, 0) > 0) bounds.steps.push(multipleOf);
}
