import type { Contract } from '../contract/index.js';
import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  pointerOfFragment,
} from '../model/index.js';
import { namesOf } from '../schema/index.js';
import { type Bounds, emptyBounds, narrow } from './bounds.js';

/** A schema and where it stands; without a pointer where it was made here. */
export interface Place {
  readonly schema: JsonValue;
  readonly pointer: Pointer | undefined;
}

/** The keywords of one schema object that speak of an object's members. They must be read together: `additionalProperties` looks at its neighbours only. */
export interface Members {
  readonly properties: ReadonlyMap<string, Place>;
  readonly patterns: readonly (readonly [pattern: string, place: Place])[];
  readonly others: Place | undefined;
}

/** A `oneOf` or `anyOf` of which a branch must be chosen. */
export interface Alternatives {
  readonly kind: 'oneOf' | 'anyOf';
  readonly pointer: Pointer;
  readonly branches: readonly Place[];
  /** What tells that this one has been decided. */
  readonly list: object;
  /** For each branch, the schema that makes the discriminating property name it (OpenAPI 3.1 §4.8.25). */
  readonly marks: readonly (Place | undefined)[];
}

/** An `if` with its `then` and `else`, or a `dependentSchemas`. */
export interface Condition {
  readonly list: object;
  readonly pointer: Pointer;
  /** Any one of these sets of further schemas may hold. */
  readonly outcomes: readonly (readonly Place[])[];
}

/** All that a set of schemas says of one place, `$ref` and `allOf` followed: their conjunction, as far as it can be told without a value. */
export interface Facts extends Bounds {
  /** Of the outermost schema. */
  readonly pointer: Pointer;
  readonly members: readonly Members[];
  readonly propertyNames: readonly Place[];
  readonly unevaluated: readonly Place[];
  /** `items` and `prefixItems` of one schema object. */
  readonly items: readonly { readonly prefix: readonly Place[]; readonly rest: Place | undefined }[];
  readonly contains: readonly { readonly place: Place; readonly min: number; readonly max: number }[];
  readonly alternatives: readonly Alternatives[];
  readonly conditions: readonly Condition[];
  /** Whether something is left that only a validator can tell, such as `not`. */
  readonly isDelicate: boolean;
  /** Schemas' own samples, the outermost first. */
  readonly examples: readonly JsonValue[];
  readonly defaults: readonly JsonValue[];
  /** The `x-faker` hint. */
  readonly hint: JsonValue | undefined;
  /** The last component whose schema applies here: what kind of thing this is. */
  readonly component: string | undefined;
  /** The value by which a derived schema names itself, by the property that its base discriminates by. */
  readonly selfNames: ReadonlyMap<string, string>;
}

/** Facts while they are gathered. */
type Draft = Bounds & {
  -readonly [Key in Exclude<keyof Facts, keyof Bounds | 'selfNames'>]: Facts[Key] extends readonly (infer Item)[]
    ? Item[]
    : Facts[Key];
} & { readonly selfNames: Map<string, string> };

/** What reading needs of the document. */
export interface Reading {
  readonly contract: Contract;
  /** Lists of alternatives that have been decided: their branch stands among the places. */
  readonly decided: ReadonlySet<object>;
}

/** Gathers what these schemas say together. */
export function factsOf(places: readonly Place[], reading: Reading): Facts {
  const draft: Draft = {
    ...emptyBounds(),
    pointer: places.find(({ pointer }) => pointer !== undefined)?.pointer ?? '',
    members: [],
    propertyNames: [],
    unevaluated: [],
    items: [],
    contains: [],
    alternatives: [],
    conditions: [],
    isDelicate: false,
    examples: [],
    defaults: [],
    hint: undefined,
    component: undefined,
    selfNames: new Map(),
  };
  const seen = new Set<object>();
  for (const place of places) gather(place, draft, reading, seen);
  return draft;
}

function gather({ schema, pointer = '' }: Place, draft: Draft, reading: Reading, seen: Set<object>): void {
  if (schema === false) draft.impossible ??= { keyword: 'false schema', pointer };
  if (!isObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  const component = /^\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
  if (component !== undefined) draft.component ??= component;
  const { root, dialect } = reading.contract.document;
  if (typeof schema.$ref === 'string') {
    // The nearer sample comes first. In 3.0 nothing beside a `$ref` counts for validity, but a sample there is harmless.
    gatherSamples(draft, schema);
    const target = targetOf(root, schema.$ref);
    if (target) gather(target, draft, reading, seen);
    if (dialect === '3.0') return;
  }
  narrow(draft, schema, pointer, dialect);
  gatherMembers(draft, schema, pointer);
  gatherItems(draft, schema, pointer);
  if (typeof schema.$ref !== 'string') gatherSamples(draft, schema);
  gatherSelfName(draft, schema, pointer);
  const list = own(schema, 'allOf');
  if (Array.isArray(list))
    for (const [index, part] of list.entries())
      gather({ schema: part, pointer: child(child(pointer, 'allOf'), index) }, draft, reading, seen);
  gatherAlternatives(draft, schema, pointer, reading);
  gatherConditions(draft, schema, pointer, reading);
  if (schema.not !== undefined) draft.isDelicate = true;
}

/** What a local `$ref` refers to, in one step: in 3.1 what stands beside a reference on the way counts too. */
export function targetOf(root: JsonObject, reference: string): Place | undefined {
  const pointer = pointerOfFragment(reference);
  if (!reference.startsWith('#') || (pointer !== '' && !pointer.startsWith('/'))) return undefined;
  const schema = at(root, pointer);
  return schema === undefined ? undefined : { schema, pointer };
}

function placesIn(schema: JsonObject, pointer: Pointer, key: string): [name: string, place: Place][] {
  const map = own(schema, key);
  if (!isObject(map)) return [];
  return Object.entries(map).map(([name, value]) => [
    name,
    { schema: value ?? true, pointer: child(child(pointer, key), name) },
  ]);
}

function placeAt(schema: JsonObject, pointer: Pointer, key: string): Place | undefined {
  const value = own(schema, key);
  return isObject(value) || typeof value === 'boolean' ? { schema: value, pointer: child(pointer, key) } : undefined;
}

function gatherMembers(draft: Draft, schema: JsonObject, pointer: Pointer): void {
  const properties = new Map(placesIn(schema, pointer, 'properties'));
  const patterns = placesIn(schema, pointer, 'patternProperties');
  const others = placeAt(schema, pointer, 'additionalProperties');
  if (properties.size > 0 || patterns.length > 0 || others) draft.members.push({ properties, patterns, others });
  const names = placeAt(schema, pointer, 'propertyNames');
  if (names) draft.propertyNames.push(names);
  const unevaluated = placeAt(schema, pointer, 'unevaluatedProperties');
  if (unevaluated) draft.unevaluated.push(unevaluated);
  if (unevaluated || own(schema, 'unevaluatedItems') !== undefined || names || patterns.length > 0)
    draft.isDelicate = true;
}

function gatherItems(draft: Draft, schema: JsonObject, pointer: Pointer): void {
  // `items` as a list is the tuple of older drafts.
  const key = Array.isArray(own(schema, 'items')) ? 'items' : 'prefixItems';
  const tuple = own(schema, key);
  const prefix = Array.isArray(tuple)
    ? tuple.map((item, index) => ({ schema: item, pointer: child(child(pointer, key), index) }))
    : [];
  const rest = placeAt(schema, pointer, key === 'items' ? 'additionalItems' : 'items');
  if (prefix.length > 0 || rest) draft.items.push({ prefix, rest });
  const place = placeAt(schema, pointer, 'contains');
  if (!place) return;
  const { minContains, maxContains } = schema;
  const min = typeof minContains === 'number' ? minContains : 1;
  draft.contains.push({ place, min, max: typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY });
  draft.isDelicate = true;
}

function gatherSamples(draft: Draft, schema: JsonObject): void {
  const { example, examples } = schema;
  if (example !== undefined) draft.examples.push(example);
  if (Array.isArray(examples)) draft.examples.push(...examples);
  if (schema.default !== undefined) draft.defaults.push(schema.default);
  draft.hint ??= own(schema, 'x-faker');
}

/** A base that discriminates says by which property; whoever derives from it by `allOf` names itself there. */
function gatherSelfName(draft: Draft, schema: JsonObject, pointer: Pointer): void {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return;
  if (draft.component === undefined || schema.oneOf !== undefined || schema.anyOf !== undefined) return;
  if (pointer.endsWith(`/${draft.component}`)) return;
  const [name] = namesOf({ $ref: `#/components/schemas/${draft.component}` }, discriminator.mapping);
  if (name !== undefined) draft.selfNames.set(discriminator.propertyName, name);
}

function gatherAlternatives(draft: Draft, schema: JsonObject, pointer: Pointer, { decided }: Reading): void {
  for (const kind of ['oneOf', 'anyOf'] as const) {
    const list = own(schema, kind);
    if (!Array.isArray(list) || list.length === 0) continue;
    if (kind === 'oneOf' && list.length > 1) draft.isDelicate = true;
    if (decided.has(list)) continue;
    const branches = list.map((branch, index) => ({ schema: branch, pointer: child(child(pointer, kind), index) }));
    draft.alternatives.push({
      kind,
      pointer: child(pointer, kind),
      branches,
      list,
      marks: list.map((branch) => markOf(schema, branch)),
    });
  }
}

function markOf(schema: JsonObject, branch: JsonValue): Place | undefined {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const names = namesOf(branch, discriminator.mapping);
  if (names.length === 0) return undefined;
  const { propertyName } = discriminator;
  const mark = { required: [propertyName], properties: { [propertyName]: { enum: names.slice(0, 1) } } };
  return { schema: mark, pointer: undefined };
}

function gatherConditions(draft: Draft, schema: JsonObject, pointer: Pointer, { decided }: Reading): void {
  const condition = own(schema, 'if');
  if (condition !== undefined && (schema.then !== undefined || schema.else !== undefined)) {
    draft.isDelicate = true;
    const here = { schema: condition, pointer: child(pointer, 'if') };
    const outcome = (key: 'then' | 'else') => placeAt(schema, pointer, key) ?? { schema: true, pointer: undefined };
    if (isObject(condition) && !decided.has(condition))
      draft.conditions.push({
        list: condition,
        pointer: here.pointer,
        outcomes: [[here, outcome('then')], [outcome('else')]],
      });
  }
  const dependent = own(schema, 'dependentSchemas');
  if (isObject(dependent)) {
    draft.isDelicate = true;
    const all = placesIn(schema, pointer, 'dependentSchemas').map(([, place]) => place);
    if (!decided.has(dependent))
      draft.conditions.push({ list: dependent, pointer: child(pointer, 'dependentSchemas'), outcomes: [all, []] });
  }
}
