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
  provenanceOf,
} from '../model/index.js';
import { applicable, heirsIn, type World } from './applying.js';
import type { SchemaDialect } from './dialects/dialect.js';
import { namersIn } from './namers.js';
import { nameMatches } from './pattern.js';
import { itemsIn } from './read/items.js';
import { type NormalSchema, normalise } from './read/normal.js';

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
  const world: World = {
    root,
    dialect,
    readsContents: false,
    heirs: lazily(() => heirsIn(root)),
    followed: new WeakMap(),
  };
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
    namesProperties: some(schemas, ['properties'], isObject),
    welcomesOthers: some(schemas, OTHERS, (value) => value === true || isObject(value)),
    closesOthers: some(schemas, OTHERS, (value) => value === false),
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

/** Whether one of the schemas has such a value under one of the keywords. */
function some(schemas: readonly Located[], keys: readonly string[], is: (value: JsonValue | undefined) => boolean) {
  return schemas.some(({ node }) => keys.some((key) => is(own(node, key))));
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
