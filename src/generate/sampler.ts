import type { Contract } from '../contract/index.js';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type Numeric,
  type Pointer,
  setMember,
  tokensOf,
} from '../model/index.js';
import {
  boundsIn,
  containsIn,
  type Direction,
  isKeptFrom,
  itemsIn,
  listUnder,
  membersIn,
  type NormalSchema,
  type SchemaBounds,
  type SchemaPlace,
  targetOf,
} from '../schema/index.js';
import { formatNamed } from './formats.js';

/** More schemas than this are no longer a plain sample (Prism's limit). */
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
  const { reader } = contract.schemas;
  // Prism inlines references before it samples: each schema may contain itself once.
  const open: JsonObject[] = [];
  let visits = 0;

  const isHidden = ({ pointer: at = '' }: SchemaPlace): boolean =>
    isKeptFrom(contract.schemas.shapes.of(at), direction);

  const sample = (place: SchemaPlace, name: string, depth: number): Sampled => {
    const schema = reader.read(place);
    visits += 1;
    if (!schema || visits > MAX_VISITS) return { value: null, type: undefined };
    const { node } = schema;
    if (depth > MAX_DEPTH || open.filter((each) => each === node).length > 1) return circular(schema);
    open.push(node);
    const sampled = sampleOpen(schema, name, depth);
    open.pop();
    return sampled;
  };

  const sampleOpen = (schema: NormalSchema, name: string, depth: number): Sampled => {
    const { keywords, pointer } = schema;
    if (typeof keywords.$ref === 'string') {
      const beside = [keywords.default, first(keywords.examples), keywords.example].find(
        (value) => value !== undefined,
      );
      if (beside !== undefined) return { value: beside, type: undefined };
      const target = reader.targetOf(schema);
      return target ? sample(target, name, depth) : { value: null, type: undefined };
    }
    if (Array.isArray(keywords.allOf)) {
      const { allOf, ...rest } = keywords;
      const base = sampleOpen({ ...schema, keywords: rest }, name, depth);
      // What is too large is not a sample: the rest of it is not looked at.
      const parts = listUnder(schema, 'allOf').slice(0, MAX_VISITS + 1);
      return merged(base, parts, (part) => sample(part, name, depth));
    }
    for (const key of ['oneOf', 'anyOf']) {
      const [branch] = listUnder(schema, key);
      if (branch) return sample(branch, name, depth);
    }
    if (isObject(keywords.if) && isObject(keywords.then)) {
      const both = reader.read({ schema: deepMerge(keywords.if, keywords.then), pointer });
      if (both) return sampleOpen(both, name, depth);
    }
    const [given] = [
      keywords.default,
      keywords.const,
      first(keywords.enum),
      first(keywords.examples),
      keywords.example,
    ].filter((value) => value !== undefined);
    if (given !== undefined) return { value: given, type: undefined };
    const type = typeOf(schema);
    return { value: byType(type, schema, name, depth), type };
  };

  const byType = (type: string | undefined, schema: NormalSchema, name: string, depth: number): JsonValue => {
    if (type === 'boolean') return true;
    if (type === 'integer' || type === 'number') return sampleNumber(boundsIn(schema));
    if (type === 'string') return sampleText(boundsIn(schema), name);
    if (type === 'array') return sampleArray(schema, depth);
    return type === 'object' ? sampleObject(schema, depth) : null;
  };

  const sampleArray = (schema: NormalSchema, depth: number): JsonValue => {
    const { prefix = [], rest } = itemsIn(schema) ?? {};
    const tuple = hasOldTuple(schema) ? prefix : undefined;
    const other = isObject(rest?.schema) ? rest : containsIn(schema)?.place;
    if (!tuple && !other) return [];
    const { minItems, maxItems = Infinity } = boundsIn(schema);
    const length = Math.max(Math.min(maxItems, minItems || 1), tuple?.length ?? 0);
    if (length > MAX_VISITS) return [];
    return Array.from({ length }, (_, index) => {
      const place = tuple ? tuple[index] : other;
      return (place && sample(place, '', depth + 1).value) ?? null;
    });
  };

  const sampleObject = (schema: NormalSchema, depth: number): JsonValue => {
    const made: Record<string, JsonValue> = {};
    const { properties = [], others } = membersIn(schema) ?? {};
    for (const [name, place] of properties) {
      if (visits > MAX_VISITS) break;
      if (isHidden(place)) continue;
      const { value } = sample(place, name, depth + 1);
      if (value !== undefined) setMember(made, name, value);
    }
    if (others && isObject(others.schema) && !isHidden(others)) {
      for (const name of ['property1', 'property2']) {
        const { value } = sample(others, '', depth + 1);
        if (value !== undefined) setMember(made, name, value);
      }
    }
    return made;
  };

  const { value } = sample({ schema: rootSchema(contract, pointer), pointer }, '', 1);
  return visits > MAX_VISITS ? undefined : withoutOtherSide(contract, pointer, direction, value ?? null);
}

/** Takes out what one of several schemas of a member keeps: each of them was sampled by itself. */
function withoutOtherSide(
  { schemas: { sides, shapes } }: Contract,
  pointer: Pointer,
  direction: Direction,
  value: JsonValue,
): JsonValue {
  const shape = shapes.of(pointer);
  if (!shape || !sides.mayCarry(shape, direction, value)) return value;
  return sides.find(pointer, direction, value).reduce((rest, { location }) => without(rest, tokensOf(location)), value);
}

function without(value: JsonValue, [step, ...further]: readonly string[]): JsonValue {
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => (String(index) === step ? without(item, further) : item));
  if (!isObject(value)) return value;
  const rest: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || (name === step && further.length === 0)) continue;
    setMember(rest, name, name === step ? without(member, further) : member);
  }
  return rest;
}

function rootSchema({ document }: Contract, pointer: Pointer): JsonValue {
  return targetOf(document.root, `#${encodeURI(pointer)}`)?.schema ?? {};
}

/** A circle ends in the emptiest value of its type. */
function circular(schema: NormalSchema): Sampled {
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
  const value: Record<string, JsonValue | undefined> = isObject(base.value) ? { ...base.value } : {};
  const copies = new Set<JsonValue | undefined>();
  for (const each of values) if (isObject(each)) mergeInto(value, each, copies);
  return { value, type };
}

function deepMerge(a: JsonObject, b: JsonObject): JsonObject {
  const made: Record<string, JsonValue | undefined> = { ...a };
  mergeInto(made, b, new Set());
  return made;
}

/** @param copies the members' values that were made here: what is merged into them changes nothing of the document */
function mergeInto(
  made: Record<string, JsonValue | undefined>,
  other: JsonObject,
  copies: Set<JsonValue | undefined>,
): void {
  for (const [name, value] of Object.entries(other)) {
    const before = Object.hasOwn(made, name) ? made[name] : undefined;
    if (!isObject(before) || !isObject(value)) {
      setMember(made, name, value);
      continue;
    }
    const copy: Record<string, JsonValue | undefined> = copies.has(before) ? before : { ...before };
    copies.add(copy);
    mergeInto(copy, value, copies);
    setMember(made, name, copy);
  }
}

function first(list: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

/** Prism reads tuples as older drafts write them: a list under `items`. It skips `prefixItems`. */
function hasOldTuple({ written }: NormalSchema): boolean {
  return written.prefixItems !== undefined;
}

/** The type that a keyword speaks of, in the order in which Prism looks for them. */
const TYPES_BY_KEYWORD: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['number', ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum']],
  ['string', ['maxLength', 'minLength', 'pattern']],
  ['array', ['items', 'maxItems', 'minItems', 'uniqueItems']],
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

function typeOf(schema: NormalSchema): string | undefined {
  const { type } = schema.keywords;
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return typeof type[0] === 'string' ? type[0] : undefined;
  const isThere = (keyword: string): boolean =>
    schema.keywords[keyword] !== undefined || (keyword === 'items' && hasOldTuple(schema));
  const [found] = TYPES_BY_KEYWORD.find(([, keywords]) => keywords.some(isThere)) ?? [];
  return found;
}

function sampleNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaBounds): number {
  const [least, above, below] = [sane(minimum), sane(exclusiveMinimum), sane(exclusiveMaximum)];
  if (least !== undefined && above === undefined) return least;
  if (above !== undefined) return above + 1 === below ? above + 0.5 : above + 1;
  if (below !== undefined) return below - 1;
  return sane(maximum) ?? 0;
}

function sane(value: Numeric | undefined): number | undefined {
  return value !== undefined && Math.abs(Number(value)) < INSANE ? Number(value) : undefined;
}

function sampleText({ minLength = 0, maxLength, format = '' }: SchemaBounds, name: string): string {
  // Prism's converter drops these two formats, and knows no `byte`.
  const known = UNSAMPLED.has(format) ? undefined : formatNamed(format);
  if (known) return typeof known.plain === 'function' ? known.plain(name || 'id') : known.plain;
  const text =
    minLength > 6 ? 'string'.repeat(Math.ceil(Math.min(minLength, 100_000) / 6)).slice(0, minLength) : 'string';
  return maxLength ? text.slice(0, maxLength) : text;
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
