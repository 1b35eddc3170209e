import { child, type JsonObject, type JsonValue, own, type Pointer, sameJson } from '../model/index.js';

/** The types of JSON Schema. */
export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const TYPES: readonly TypeName[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** What a keyword forbids that another demands. */
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
  min: number;
  max: number;
  /** Whether the bound itself is out. */
  aboveMin: boolean;
  belowMax: boolean;
  steps: readonly number[];
  minLength: number;
  maxLength: number;
  patterns: readonly string[];
  format: string | undefined;
  minItems: number;
  maxItems: number;
  unique: boolean;
  minProperties: number;
  maxProperties: number;
  required: readonly string[];
  dependentRequired: readonly (readonly [name: string, needs: readonly string[]])[];
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
    required: [],
    dependentRequired: [],
  };
}

/** Narrows the bounds by one schema object. */
export function narrow(bounds: Bounds, schema: JsonObject, pointer: Pointer, dialect: '3.0' | '3.1'): void {
  const isNullable = schema['x-nullable'] === true || (dialect === '3.0' && schema.nullable === true);
  narrowTypes(bounds, schema, pointer, isNullable);
  narrowValues(bounds, schema, pointer, isNullable);
  narrowNumbers(bounds, schema);
  for (const key of ['minLength', 'minItems', 'minProperties'] as const)
    bounds[key] = Math.max(bounds[key], numberAt(schema, key) ?? 0);
  for (const key of ['maxLength', 'maxItems', 'maxProperties'] as const)
    bounds[key] = Math.min(bounds[key], numberAt(schema, key) ?? Number.POSITIVE_INFINITY);
  if (typeof schema.pattern === 'string') bounds.patterns = [...bounds.patterns, schema.pattern];
  if (typeof schema.format === 'string') bounds.format ??= schema.format;
  if (schema.uniqueItems === true) bounds.unique = true;
  const names = textsIn(own(schema, 'required'));
  if (names.length > 0) bounds.required = [...new Set([...bounds.required, ...names])];
  const dependent = own(schema, 'dependentRequired');
  if (typeof dependent === 'object' && dependent !== null)
    bounds.dependentRequired = [
      ...bounds.dependentRequired,
      ...Object.entries(dependent).map(([name, needs]) => [name, textsIn(needs)] as const),
    ];
  for (const [low, high] of [
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ] as const) {
    // An array of too many items may still be an object, where both are allowed: only one type left makes it impossible.
    const isOnly = bounds.types?.length === 1 && bounds.types[0] === TYPE_OF[low];
    if (isOnly && bounds[low] > bounds[high]) bounds.impossible ??= { keyword: low, pointer: child(pointer, low) };
  }
}

const TYPE_OF = { minLength: 'string', minItems: 'array', minProperties: 'object' } as const;

function narrowTypes(bounds: Bounds, schema: JsonObject, pointer: Pointer, isNullable: boolean): void {
  const { type } = schema;
  const written = Array.isArray(type) ? type : typeof type === 'string' ? [type] : undefined;
  if (!written) return;
  const own = TYPES.filter((name) => written.includes(name) || (name === 'null' && isNullable));
  const ordered = own.sort((a, b) => order(written, a) - order(written, b));
  bounds.types = bounds.types === undefined ? ordered : intersect(bounds.types, ordered);
  if (bounds.types.length === 0) bounds.impossible ??= { keyword: 'type', pointer: child(pointer, 'type') };
}

function order(written: readonly JsonValue[], name: TypeName): number {
  const index = written.indexOf(name);
  return index < 0 ? written.length : index;
}

/** Every integer is a number. */
function intersect(a: readonly TypeName[], b: readonly TypeName[]): TypeName[] {
  const both = a.filter((name) => b.includes(name) || (name === 'integer' && b.includes('number')));
  if (a.includes('number') && b.includes('integer') && !both.includes('integer')) both.push('integer');
  return both.includes('integer') ? both.filter((name) => name !== 'number' || b.includes('number')) : both;
}

function narrowValues(bounds: Bounds, schema: JsonObject, pointer: Pointer, isNullable: boolean): void {
  const narrowTo = (keyword: 'enum' | 'const', values: readonly JsonValue[]): void => {
    const before = bounds.values;
    bounds.values = before ? before.filter((value) => values.some((other) => sameJson(other, value))) : values;
    if (bounds.values.length === 0) bounds.impossible ??= { keyword, pointer: child(pointer, keyword) };
  };
  const listed = own(schema, 'enum');
  if (Array.isArray(listed)) narrowTo('enum', isNullable && !listed.includes(null) ? [...listed, null] : listed);
  if (schema.const !== undefined) narrowTo('const', [schema.const]);
}

/** 3.0 writes `exclusiveMinimum: true` beside `minimum`, 3.1 a number of its own. */
function narrowNumbers(bounds: Bounds, schema: JsonObject): void {
  const raise = (limit: number | undefined, excludes: boolean): void => {
    if (limit === undefined || limit < bounds.min) return;
    bounds.aboveMin = excludes || (limit === bounds.min && bounds.aboveMin);
    bounds.min = limit;
  };
  const lower = (limit: number | undefined, excludes: boolean): void => {
    if (limit === undefined || limit > bounds.max) return;
    bounds.belowMax = excludes || (limit === bounds.max && bounds.belowMax);
    bounds.max = limit;
  };
  raise(numberAt(schema, 'minimum'), schema.exclusiveMinimum === true);
  lower(numberAt(schema, 'maximum'), schema.exclusiveMaximum === true);
  raise(numberAt(schema, 'exclusiveMinimum'), true);
  lower(numberAt(schema, 'exclusiveMaximum'), true);
  const step = numberAt(schema, 'multipleOf');
  if (step !== undefined && step > 0) bounds.steps = [...bounds.steps, step];
}

function numberAt(schema: JsonObject, key: string): number | undefined {
  const value = own(schema, key);
  return typeof value === 'number' ? value : undefined;
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
