import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
  type Provenance,
  pointerOfFragment,
  provenanceOf,
} from '../model/index.js';
import { contentSchemaIn } from './content.js';
import type { SchemaDialect } from './dialects/dialect.js';
import { IN_PLACE_LISTS } from './keywords.js';
import { namersIn } from './namers.js';
import { nameMatches } from './pattern.js';
import { itemsIn } from './read/items.js';
import { type NormalSchema, normalise } from './read/normal.js';
import { targetOf } from './read/place.js';

/**
 * The members that a set of schemas for one place describes: every property that any of them names,
 * through `$ref`, `allOf`, `anyOf`, `oneOf`, `then`, `else` and `dependentSchemas`. A view for asking "is this
 * documented, and where?", not for validation.
 */
export interface Shape {
  /** How the document writes schemas. */
  readonly dialect: SchemaDialect;
  /** The schemas of this place, before their `$ref`s and branches are followed. */
  readonly declared: readonly Located[];
  /** The schemas that apply here, the outermost first. */
  readonly schemas: readonly Located[];
  /** The same schemas in JSON Schema 2020-12, read when first asked for. */
  normal(): readonly NormalSchema[];
  /** Whether any of them names properties. */
  readonly namesProperties: boolean;
  /**
   * Whether one of them says that other members are welcome (`additionalProperties` and the like, other than `false`).
   */
  readonly welcomesOthers: boolean;
  /** Whether one of them forbids other members, so that validation reports them. */
  readonly closesOthers: boolean;
  /** The members' shape, or undefined where no schema names that property or item. */
  property(name: string): Shape | undefined;
  item(index: number): Shape | undefined;
}

/** Makes shapes, each once. */
export interface Shapes {
  of(pointer: Pointer): Shape | undefined;
  /** The components that are built on a component by `allOf`, and those built on these. */
  heirsOf(pointer: Pointer): readonly Located[];
}

/**
 * Shapes of the schemas in this document.
 * @param readsContents of which schemas the shapes have what `contentSchema` names, too
 */
export function createShapes(
  root: JsonObject,
  dialect: SchemaDialect,
  readsContents: (pointer: Pointer) => boolean = () => false,
): Shapes {
  const known = new Map<Pointer, Shape>();
  const world: World = { root, dialect, readsContents: false, heirs: lazily(() => heirsIn(root)) };
  return {
    of(pointer) {
      const before = known.get(pointer);
      if (before) return before;
      const node = at(root, pointer);
      if (!isObject(node)) return undefined;
      const shape = makeShape({ ...world, readsContents: readsContents(pointer) }, [{ node, pointer }]);
      known.set(pointer, shape);
      return shape;
    },
    heirsOf(pointer) {
      const found = new Map<Pointer, Located>();
      const pending = [pointer];
      for (const base of pending)
        for (const heir of world.heirs().get(base) ?? []) {
          if (!found.has(heir.pointer)) pending.push(heir.pointer);
          found.set(heir.pointer, heir);
        }
      return [...found.values()];
    },
  };
}

function makeShape(world: World, starts: readonly Located[]): Shape {
  const schemas = applicable(world, starts);
  const declared = new Map<string, Shape>();
  const others = lazily(() => additional(world, schemas));
  const items = lazily(() => itemsOf(world, schemas));
  const byPatterns = new Map<string, Shape>();
  const namers = namersIn(schemas);
  const memberOf = (name: string): Shape | undefined => {
    const found: Located[] = [];
    let isDeclared = false;
    for (const { node, pointer } of namers(name)) {
      const properties = own(node, 'properties');
      const schema = isObject(properties) ? own(properties, name) : undefined;
      if (schema !== undefined) {
        isDeclared = true;
        found.push({ node: isObject(schema) ? schema : {}, pointer: child(child(pointer, 'properties'), name) });
      }
      for (const each of patternsFor(node, pointer, name)) found.push(each);
    }
    if (found.length === 0) return others();
    // Only names from the document are kept: those from traffic have no end, and share a shape where the same patterns
    // fit them.
    const [known, key] = isDeclared ? [declared, name] : [byPatterns, found.map(({ pointer }) => pointer).join(' ')];
    const shape = known.get(key) ?? makeShape(world, found);
    known.set(key, shape);
    return shape;
  };
  return {
    dialect: world.dialect,
    declared: starts,
    schemas,
    normal: lazily(() => schemas.map(({ node, pointer }) => normalise(node, pointer, world.dialect))),
    namesProperties: schemas.some(({ node }) => isObject(own(node, 'properties'))),
    welcomesOthers: schemas.some(({ node }) => OTHERS.some((key) => isWelcome(own(node, key)))),
    closesOthers: schemas.some(({ node }) => OTHERS.some((key) => own(node, key) === false)),
    property: (name) => declared.get(name) ?? memberOf(name),
    item: (index) => items()(index),
  };
}

/** The value, made when first asked for: a body asks for the same members and items again and again. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The shape of each item: those of a tuple have one each, all others share one. */
function itemsOf(world: World, schemas: readonly Located[]): (index: number) => Shape | undefined {
  const described = schemas.flatMap(({ node, pointer }) => itemsIn(normalise(node, pointer, world.dialect)) ?? []);
  const itemAt = (index: number): Shape | undefined => {
    const found: Located[] = [];
    for (const { prefix, rest } of described) {
      const { schema, pointer = '' } = prefix[index] ?? rest ?? {};
      if (isObject(schema)) found.push({ node: schema, pointer });
    }
    return found.length === 0 ? undefined : makeShape(world, found);
  };
  const fixed = described.reduce((most, { prefix }) => Math.max(most, prefix.length), 0);
  const known: (() => Shape | undefined)[] = Array.from({ length: fixed }, (_, index) => lazily(() => itemAt(index)));
  const rest = lazily(() => itemAt(fixed));
  return (index) => (known[index] ?? rest)();
}

/** Keywords that speak of members which no other keyword names. */
const OTHERS = ['additionalProperties', 'unevaluatedProperties'] as const;

function isWelcome(value: JsonValue | undefined): boolean {
  return value === true || isObject(value);
}

/** The document that shapes are of. */
interface World {
  readonly root: JsonObject;
  readonly dialect: SchemaDialect;
  /** Whether texts are read as the JSON that they hold. */
  readonly readsContents: boolean;
  /** The components that are built on a schema by `allOf`, by the pointer of that schema. */
  readonly heirs: () => ReadonlyMap<Pointer, readonly Located[]>;
}

const COMPONENTS = '/components/schemas';

function heirsIn(root: JsonObject): Map<Pointer, Located[]> {
  const heirs = new Map<Pointer, Located[]>();
  const components = at(root, COMPONENTS);
  for (const [name, node] of Object.entries(isObject(components) ? components : {})) {
    const parts = isObject(node) ? own(node, 'allOf') : undefined;
    for (const part of Array.isArray(parts) ? parts : []) {
      if (!isObject(node) || !isObject(part) || typeof part.$ref !== 'string') continue;
      const parent = pointerOfFragment(part.$ref);
      const known = heirs.get(parent) ?? [];
      known.push({ node, pointer: child(COMPONENTS, name) });
      heirs.set(parent, known);
    }
  }
  return heirs;
}

/** All schemas that apply in place, each once, outermost first. Without recursion: a chain of references has no end. */
function applicable({ root, heirs, readsContents }: World, starts: readonly Located[]): Located[] {
  const found: Located[] = [];
  const seen = new Set<JsonValue>();
  const waiting: Visit[] = [...starts].reverse().map((start) => ({ ...start, isBase: false }));
  for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
    const { node, pointer, isBase, isHeir } = visit;
    if (!isObject(node) || seen.has(node)) continue;
    seen.add(node);
    found.push({ node, pointer });
    const next = inPlace(root, node, pointer, isBase);
    const content = readsContents ? contentSchemaIn(node) : undefined;
    if (content) next.push({ node: content, pointer: child(pointer, 'contentSchema'), isBase: false });
    /**
     * Where a schema with a discriminator represents what is built on it, that is documented too (OpenAPI 3.1
     * §4.8.25.2).
     */
    const built = isHeir || (!isBase && isObject(node.discriminator)) ? (heirs().get(pointer) ?? []) : [];
    // One by one: the arguments of a call are not without end.
    for (const heir of built) next.push({ ...heir, isBase: true, isHeir: true });
    for (const each of next.reverse()) waiting.push(each);
  }
  return found;
}

/** A schema that is to be looked at. */
interface Visit {
  readonly node: JsonValue | undefined;
  readonly pointer: Pointer;
  /** Whether it is there for what is built on it. */
  readonly isBase: boolean;
  /** Whether it is built on the schema that was looked at before. */
  readonly isHeir?: boolean;
}

/** What a schema refers to and is composed of, in the order of its keywords. */
function inPlace(root: JsonObject, node: JsonObject, pointer: Pointer, isBase: boolean): Visit[] {
  const found: Visit[] = [];
  // One step at a time: keywords beside a `$ref` count too (OpenAPI 3.1 §4.8.24).
  const target = typeof node.$ref === 'string' ? targetOf(root, node.$ref) : undefined;
  if (target) found.push({ node: target.schema, pointer: target.pointer ?? '', isBase });
  const isComponent = pointer.startsWith(`${COMPONENTS}/`) && pointer.lastIndexOf('/') === COMPONENTS.length;
  for (const key of IN_PLACE_LISTS) {
    const list = own(node, key);
    if (!Array.isArray(list)) continue;
    const isInherited = isBase || (key === 'allOf' && isComponent);
    for (const [index, item] of list.entries())
      found.push({ node: item, pointer: child(child(pointer, key), index), isBase: isInherited });
  }
  for (const key of ['then', 'else', 'if'])
    found.push({ node: own(node, key), pointer: child(pointer, key), isBase: false });
  const dependent = own(node, 'dependentSchemas');
  if (isObject(dependent))
    for (const [name, item] of Object.entries(dependent))
      found.push({ node: item, pointer: child(child(pointer, 'dependentSchemas'), name), isBase: false });
  return found;
}

function patternsFor(node: JsonObject, pointer: Pointer, name: string): Located[] {
  const patterns = own(node, 'patternProperties');
  if (!isObject(patterns)) return [];
  const found: Located[] = [];
  for (const [pattern, schema] of Object.entries(patterns)) {
    if (!nameMatches(pattern, name)) continue;
    found.push({ node: isObject(schema) ? schema : {}, pointer: child(child(pointer, 'patternProperties'), pattern) });
  }
  return found;
}

function additional(world: World, schemas: readonly Located[]): Shape | undefined {
  const found: Located[] = [];
  for (const { node, pointer } of schemas) {
    if (isObject(node.additionalProperties))
      found.push({ node: node.additionalProperties, pointer: child(pointer, 'additionalProperties') });
  }
  return found.length === 0 ? undefined : makeShape(world, found);
}

/**
 * Where the documentation speaks of the place `location` below a schema: the `x-source` of the nearest place at or
 * above it. Of several that speak of the same place, the one on `page` is taken, else the innermost declaration's.
 */
export function provenanceAt(
  shape: Shape | undefined,
  tokens: readonly string[],
  page: string | undefined,
): Provenance | undefined {
  let here = shape;
  let nearest: Provenance | undefined;
  for (let depth = 0; here; depth += 1) {
    nearest = pick(here, page) ?? nearest;
    const token = tokens[depth];
    if (token === undefined) break;
    here = here.property(token) ?? (/^\d+$/.test(token) ? here.item(Number(token)) : undefined);
  }
  return nearest;
}

function pick(shape: Shape, page: string | undefined): Provenance | undefined {
  const sources = shape.schemas.map(({ node }) => provenanceOf(node)).filter((source) => source !== undefined);
  return sources.find((source) => source.page === page) ?? sources.at(-1);
}
