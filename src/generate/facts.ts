import { isObject, type JsonValue, own, type Pointer } from '../model/index.js';
import {
  conditionsIn,
  containsIn,
  decidesSomething,
  discriminatorOf,
  itemsIn,
  listUnder,
  membersIn,
  type NormalSchema,
  namesOfBranch,
  readsContent,
  type SchemaAlternatives,
  type SchemaCondition,
  type SchemaContains,
  type SchemaItems,
  type SchemaMembers,
  type SchemaPlace,
  type SchemaReader,
  samplesIn,
  schemaUnder,
} from '../schema/index.js';
import { type Bounds, emptyBounds, narrow } from './bounds.js';

/** Alternatives of which a branch must be chosen. */
export interface Alternatives extends SchemaAlternatives {
  /** For each branch, the schema that makes the discriminating property name it (OpenAPI 3.1 §4.8.25). */
  readonly marks: readonly (SchemaPlace | undefined)[];
}

/**
 * All that a set of schemas says of one place, `$ref` and `allOf` followed: their conjunction, as far as it can be told
 * without a value.
 */
export interface Facts extends Bounds {
  /** Of the outermost schema. */
  readonly pointer: Pointer;
  readonly members: readonly SchemaMembers[];
  readonly propertyNames: readonly SchemaPlace[];
  readonly unevaluated: readonly SchemaPlace[];
  readonly items: readonly SchemaItems[];
  readonly contains: readonly SchemaContains[];
  readonly alternatives: readonly Alternatives[];
  readonly conditions: readonly SchemaCondition[];
  /** The schemas of the JSON that a text holds (`contentSchema`). */
  readonly contents: readonly SchemaPlace[];
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

/**
 * Gathers what these schemas say together.
 * @param decided lists of alternatives, and conditions, that have been decided: their branch is among the places
 */
export function factsOf(
  places: readonly SchemaPlace[],
  reader: SchemaReader,
  decided: ReadonlySet<object> = new Set(),
): Facts {
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
    contents: [],
    isDelicate: false,
    examples: [],
    defaults: [],
    hint: undefined,
    component: undefined,
    selfNames: new Map(),
  };
  const seen = new Set<object>();
  const gather = (place: SchemaPlace): void => {
    if (place.schema === false) draft.impossible ??= { keyword: 'false schema', pointer: place.pointer ?? '' };
    const schema = reader.read(place);
    if (!schema || seen.has(schema.node)) return;
    seen.add(schema.node);
    draft.component ??= componentAt(schema.pointer);
    const target = reader.targetOf(schema);
    // Samples beside a reference are the nearer ones, so they come first.
    gatherSamples(draft, schema);
    if (target) gather(target);
    narrow(draft, schema);
    gatherMembers(draft, schema);
    gatherItems(draft, schema);
    if (readsContent(schema.keywords)) draft.contents.push(schemaUnder(schema, 'contentSchema') ?? ANY_OBJECT);
    gatherSelfName(draft, schema, reader);
    for (const part of listUnder(schema, 'allOf')) gather(part);
    gatherAlternatives(draft, schema, reader, decided);
    gatherConditions(draft, schema, decided);
    if (schema.keywords.not !== undefined) draft.isDelicate = true;
  };
  for (const place of places) gather(place);
  decideOwn(draft, reader, [...seen]);
  return draft;
}

/** JSON of which nothing more is said. */
const ANY_OBJECT: SchemaPlace = { schema: { type: 'object' }, pointer: undefined };

/**
 * A derived schema that its base lists in `oneOf` has decided that choice: with another branch beside it, each choice
 * would bring the members of one more derived schema, and their schemas more again.
 */
function decideOwn(draft: Draft, reader: SchemaReader, seen: readonly object[]): void {
  if (draft.alternatives.length === 0) return;
  const rank = new Map(seen.map((node, index) => [node, index]));
  draft.alternatives = draft.alternatives.filter(({ branches, names, discriminator }) => {
    let nearest: { readonly rank: number; readonly name: string | undefined } | undefined;
    for (const [index, branch] of branches.entries()) {
      const { schema } = reader.dereference(branch);
      const at = isObject(schema) ? rank.get(schema) : undefined;
      if (at !== undefined && (!nearest || at < nearest.rank)) nearest = { rank: at, name: names[index]?.[0] };
    }
    if (!nearest) return true;
    const { name } = nearest;
    if (discriminator !== undefined && name !== undefined && !draft.selfNames.has(discriminator))
      draft.selfNames.set(discriminator, name);
    return false;
  });
}

function componentAt(pointer: Pointer): string | undefined {
  return /^\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
}

function gatherMembers(draft: Draft, schema: NormalSchema): void {
  const members = membersIn(schema);
  if (members) draft.members.push(members);
  const names = schemaUnder(schema, 'propertyNames');
  if (names) draft.propertyNames.push(names);
  const unevaluated = schemaUnder(schema, 'unevaluatedProperties');
  if (unevaluated) draft.unevaluated.push(unevaluated);
  const hasPatterns = members !== undefined && members.patterns.length > 0;
  if (unevaluated || own(schema.keywords, 'unevaluatedItems') !== undefined || names || hasPatterns)
    draft.isDelicate = true;
}

function gatherItems(draft: Draft, schema: NormalSchema): void {
  const items = itemsIn(schema);
  if (items) draft.items.push(items);
  const contains = containsIn(schema);
  if (!contains) return;
  draft.contains.push(contains);
  draft.isDelicate = true;
}

function gatherSamples(draft: Draft, schema: NormalSchema): void {
  const { examples, defaults } = samplesIn(schema);
  for (const each of examples) draft.examples.push(each);
  for (const each of defaults) draft.defaults.push(each);
  draft.hint ??= own(schema.keywords, 'x-faker');
}

/** A base that discriminates says by which property; a schema that derives from it by `allOf` names itself there. */
function gatherSelfName(draft: Draft, { keywords, pointer }: NormalSchema, { resolve }: SchemaReader): void {
  const discriminator = discriminatorOf(keywords);
  if (!discriminator || draft.component === undefined) return;
  if (keywords.oneOf !== undefined || keywords.anyOf !== undefined) return;
  if (pointer.endsWith(`/${draft.component}`)) return;
  const [name] = namesOfBranch({ $ref: `#/components/schemas/${draft.component}` }, discriminator, resolve);
  if (name !== undefined) draft.selfNames.set(discriminator.property, name);
}

function gatherAlternatives(
  draft: Draft,
  schema: NormalSchema,
  reader: SchemaReader,
  decided: ReadonlySet<object>,
): void {
  for (const alternatives of reader.alternativesOf(schema)) {
    const { kind, list, branches, discriminator, names } = alternatives;
    if (kind === 'oneOf' && branches.length > 1) draft.isDelicate = true;
    if (decided.has(list)) continue;
    draft.alternatives.push({ ...alternatives, marks: names.map((own) => markOf(discriminator, own)) });
  }
}

function markOf(property: string | undefined, names: readonly string[]): SchemaPlace | undefined {
  if (property === undefined || names.length === 0) return undefined;
  const mark: JsonValue = { required: [property], properties: { [property]: { enum: names.slice(0, 1) } } };
  return { schema: mark, pointer: undefined };
}

function gatherConditions(draft: Draft, schema: NormalSchema, decided: ReadonlySet<object>): void {
  if (decidesSomething(schema)) draft.isDelicate = true;
  for (const condition of conditionsIn(schema)) {
    draft.isDelicate = true;
    if (!decided.has(condition.list)) draft.conditions.push(condition);
  }
}
