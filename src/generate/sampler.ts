import type { Contract } from '../contract/index.js';
import { isObject, type JsonObject, type JsonValue, own, type Pointer, setMember } from '../model/index.js';
import { type Direction, isKeptFrom, type SchemaPlace, targetOf } from '../schema/index.js';
import { formatNamed } from './formats.js';

/** More schemas than this are no plain sample any more (Prism's limit). */
const MAX_VISITS = 2_500;

/** Deeper than this objects and arrays stay empty (Prism's limit). */
const MAX_DEPTH = 15;

/** A bound beyond this is the type's, not the author's. */
const INSANE = 2 ** 31 - 1;

/** A sample with the facts that Prism keeps beside its value. */
interface Sampled {
  readonly value: JsonValue | undefined;
  readonly type: string | undefined;
}

/**
 * The body that Prism's static sampler gives: per schema `allOf` merged, the first of `oneOf` or `anyOf`, `if` with
 * `then`, else the first there is of `default`, `const`, `enum`, `examples`, `example`, else one by type and format. It
 * may break the schema: `pattern` and much else is not read. Two corrections: members of the other side are left out,
 * and a bound that is only the type's own is not a sample of a number.
 * @returns undefined where the schema is too large
 */
export function plainSample(contract: Contract, pointer: Pointer, direction: Direction): JsonValue | undefined {
  const { root } = contract.document;
  // Prism inlines references before it samples: each schema may contain itself once.
  const open: JsonObject[] = [];
  let visits = 0;

  const isHidden = ({ pointer: at = '' }: SchemaPlace): boolean =>
    isKeptFrom(contract.schemas.shapes.of(at), direction);

  const sample = (place: SchemaPlace, name: string, depth: number): Sampled => {
    const { schema } = place;
    visits += 1;
    if (!isObject(schema) || visits > MAX_VISITS) return { value: null, type: undefined };
    if (depth > MAX_DEPTH || open.filter((each) => each === schema).length > 1) return circular(schema);
    open.push(schema);
    const sampled = sampleOpen(place, schema, name, depth);
    open.pop();
    return sampled;
  };

  const sampleOpen = (place: SchemaPlace, schema: JsonObject, name: string, depth: number): Sampled => {
    const { pointer: here = '' } = place;
    if (typeof schema.$ref === 'string') {
      const beside = [schema.default, first(schema.examples), schema.example].find((value) => value !== undefined);
      if (beside !== undefined) return { value: beside, type: undefined };
      const target = targetOf(root, schema.$ref);
      return target ? sample(target, name, depth) : { value: null, type: undefined };
    }
    const below = (key: string, item: JsonValue | undefined): SchemaPlace => ({
      schema: item ?? {},
      pointer: `${here}/${key}`,
    });
    if (Array.isArray(schema.allOf)) {
      const { allOf, ...rest } = schema;
      const parts = schema.allOf.map((part, index) => below(`allOf/${index}`, part));
      return merged(sampleOpen(place, rest, name, depth), parts, (part) => sample(part, name, depth));
    }
    for (const key of ['oneOf', 'anyOf']) {
      const list = own(schema, key);
      if (Array.isArray(list) && list.length > 0) return sample(below(`${key}/0`, list[0]), name, depth);
    }
    if (isObject(schema.if) && isObject(schema.then))
      return sampleOpen(place, deepMerge(schema.if, schema.then), name, depth);
    const [given] = [schema.default, schema.const, first(schema.enum), first(schema.examples), schema.example].filter(
      (value) => value !== undefined,
    );
    if (given !== undefined) return { value: given, type: undefined };
    const type = typeOf(schema);
    return { value: byType(type, schema, place, name, depth), type };
  };

  const byType = (
    type: string | undefined,
    schema: JsonObject,
    place: SchemaPlace,
    name: string,
    depth: number,
  ): JsonValue => {
    if (type === 'boolean') return true;
    if (type === 'integer' || type === 'number') return sampleNumber(schema);
    if (type === 'string') return sampleText(schema, name);
    if (type === 'array') return sampleArray(schema, place, depth);
    return type === 'object' ? sampleObject(schema, place, depth) : null;
  };

  const sampleArray = (schema: JsonObject, { pointer: here = '' }: SchemaPlace, depth: number): JsonValue => {
    const key = isObject(schema.items) || Array.isArray(schema.items) ? 'items' : 'contains';
    const items = own(schema, key);
    if (items === undefined) return [];
    const tuple = Array.isArray(items) ? items : undefined;
    const wanted = Math.min(numberOf(schema.maxItems) ?? Infinity, numberOf(schema.minItems) || 1);
    const length = Math.max(wanted, tuple?.length ?? 0);
    if (length > MAX_VISITS) return [];
    return Array.from({ length }, (_, index) => {
      const item = tuple ? tuple[index] : items;
      const pointer = tuple ? `${here}/${key}/${index}` : `${here}/${key}`;
      return sample({ schema: item ?? {}, pointer }, '', depth + 1).value ?? null;
    });
  };

  const sampleObject = (schema: JsonObject, { pointer: here = '' }: SchemaPlace, depth: number): JsonValue => {
    const made: Record<string, JsonValue> = {};
    const properties = isObject(schema.properties) ? schema.properties : {};
    for (const [name, property] of Object.entries(properties)) {
      const pointer = `${here}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const place = { schema: property ?? {}, pointer };
      if (isHidden(place)) continue;
      const { value } = sample(place, name, depth + 1);
      if (value !== undefined) setMember(made, name, value);
    }
    const others = { schema: schema.additionalProperties ?? false, pointer: `${here}/additionalProperties` };
    if (isObject(others.schema) && !isHidden(others)) {
      for (const name of ['property1', 'property2']) {
        const { value } = sample(others, '', depth + 1);
        if (value !== undefined) setMember(made, name, value);
      }
    }
    return made;
  };

  const { value } = sample({ schema: rootSchema(contract, pointer), pointer }, '', 1);
  return visits > MAX_VISITS ? undefined : (value ?? null);
}

function rootSchema({ document }: Contract, pointer: Pointer): JsonValue {
  return targetOf(document.root, `#${encodeURI(pointer)}`)?.schema ?? {};
}

/** A circle ends in the emptiest value of its type. */
function circular(schema: JsonObject): Sampled {
  const type = typeOf(schema);
  return { value: type === 'object' ? {} : type === 'array' ? [] : undefined, type };
}

function merged(base: Sampled, parts: readonly SchemaPlace[], sample: (part: SchemaPlace) => Sampled): Sampled {
  let { type } = base;
  const values: JsonValue[] = [];
  for (const part of parts) {
    const typed = isObject(part.schema) && type !== undefined ? { type, ...part.schema } : part.schema;
    const sampled = sample({ ...part, schema: typed });
    if (type !== undefined && sampled.type !== undefined && sampled.type !== type) type = sampled.type;
    type ??= sampled.type;
    if (sampled.value !== undefined && sampled.value !== null) values.push(sampled.value);
  }
  if (type !== 'object') return { value: values.at(-1) ?? base.value, type };
  const objects = values.filter(isObject);
  return { value: objects.reduce(deepMerge, isObject(base.value) ? base.value : {}), type };
}

function deepMerge(a: JsonObject, b: JsonObject): JsonObject {
  const made: Record<string, JsonValue | undefined> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = made[name];
    setMember(made, name, isObject(before) && isObject(value) ? deepMerge(before, value) : value);
  }
  return made;
}

function first(list: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The type that a keyword speaks of, in the order in which Prism looks for them. */
const TYPES_BY_KEYWORD: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['number', ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum']],
  ['string', ['maxLength', 'minLength', 'pattern']],
  ['array', ['items', 'maxItems', 'minItems', 'uniqueItems', 'additionalItems']],
  [
    'object',
    [
      'maxProperties',
      'minProperties',
      'required',
      'additionalProperties',
      'properties',
      'patternProperties',
      'dependencies',
    ],
  ],
];

function typeOf(schema: JsonObject): string | undefined {
  const { type } = schema;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return typeof type[0] === 'string' ? type[0] : undefined;
  return TYPES_BY_KEYWORD.find(([, keywords]) => keywords.some((key) => schema[key] !== undefined))?.[0];
}

function sampleNumber(schema: JsonObject): number {
  const sane = (value: JsonValue | undefined): number | undefined =>
    typeof value === 'number' && Math.abs(value) < INSANE ? value : undefined;
  const minimum = sane(schema.minimum);
  const maximum = sane(schema.maximum);
  const above = schema.exclusiveMinimum === true ? minimum : sane(schema.exclusiveMinimum);
  const below = schema.exclusiveMaximum === true ? maximum : sane(schema.exclusiveMaximum);
  if (minimum !== undefined && above === undefined) return minimum;
  if (above !== undefined) return above + 1 === below ? above + 0.5 : above + 1;
  if (below !== undefined) return below - 1;
  return maximum ?? 0;
}

function sampleText(schema: JsonObject, name: string): string {
  const min = numberOf(schema.minLength) ?? 0;
  const { format } = schema;
  // Prism's converter drops these two formats, and knows no `byte`.
  const known = typeof format === 'string' && !UNSAMPLED.has(format) ? formatNamed(format) : undefined;
  if (known) return typeof known.plain === 'function' ? known.plain(name || 'id') : known.plain;
  const max = numberOf(schema.maxLength);
  const text = min > 6 ? 'string'.repeat(Math.ceil(Math.min(min, 100_000) / 6)).slice(0, min) : 'string';
  return max ? text.slice(0, max) : text;
}

const UNSAMPLED = new Set([
  'binary',
  'base64',
  'byte',
  'int64',
  'decimal',
  'duration',
  'iso-date-time',
  'iso-time',
  'url',
]);
