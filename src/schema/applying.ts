import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
  pointerOfFragment,
} from '../model/index.js';
import { contentSchemaIn } from './content.js';
import type { SchemaDialect } from './dialects/dialect.js';
import { IN_PLACE_LISTS } from './keywords.js';
import { targetOf } from './read/place.js';

/** The document that shapes are of. */
export interface World {
  readonly root: JsonObject;
  readonly dialect: SchemaDialect;
  /** Whether texts are read as the JSON that they hold. */
  readonly readsContents: boolean;
  /** The components that are built on a schema by `allOf`, by the pointer of that schema. */
  readonly heirs: () => ReadonlyMap<Pointer, readonly Located[]>;
  /** What follows the schemas that were looked at last. */
  readonly followed: WeakMap<JsonObject, Followed>;
}

interface Followed {
  readonly pointer: Pointer;
  readonly isBase: boolean;
  readonly next: readonly Visit[];
}

const COMPONENTS = '/components/schemas';

/** The components that are built on each component by `allOf`. */
export function heirsIn(root: JsonObject): Map<Pointer, Located[]> {
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
export function applicable(world: World, starts: readonly Located[]): Located[] {
  const found = new Map<JsonObject, Located>();
  const waiting: Visit[] = starts.map((start) => ({ ...start, isBase: false })).reverse();
  for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
    if (found.has(visit.node)) continue;
    found.set(visit.node, visit);
    // One by one: the arguments of a call are not without end.
    for (const next of nextOf(world, visit)) waiting.push(next);
  }
  return [...found.values()];
}

/**
 * The schemas that apply where this one does, the last first. Each link of a chain has a shape, of all links behind it:
 * so what follows a link is looked up once for all of them.
 */
function nextOf({ root, heirs, readsContents, followed }: World, visit: Visit): readonly Visit[] {
  const { node, pointer, isBase, isHeir } = visit;
  const known = followed.get(node);
  if (known?.pointer === pointer && known.isBase === isBase && !isHeir && !readsContents) return known.next;
  const next = inPlace(root, node, pointer, isBase);
  const content = readsContents ? contentSchemaIn(node) : undefined;
  if (content) next.push({ node: content, pointer: child(pointer, 'contentSchema'), isBase: false });
  /**
   * Where a schema with a discriminator represents what is built on it, that is documented too (OpenAPI 3.1
   * §4.8.25.2).
   */
  const built = isHeir || (!isBase && isObject(node.discriminator)) ? (heirs().get(pointer) ?? []) : [];
  for (const heir of built) next.push({ ...heir, isBase: true, isHeir: true });
  next.reverse();
  if (!isHeir && !readsContents) followed.set(node, { pointer, isBase, next });
  return next;
}

/** A schema that is to be looked at. */
interface Visit extends Located {
  /** Whether it is there for what is built on it. */
  readonly isBase: boolean;
  /** Whether it is built on the schema that was looked at before. */
  readonly isHeir?: boolean;
}

/** What a schema refers to and is composed of, in the order of its keywords. */
function inPlace(root: JsonObject, node: JsonObject, pointer: Pointer, isBase: boolean): Visit[] {
  const found: Visit[] = [];
  const add = (part: JsonValue | undefined, place: Pointer, isOfBase = false): void => {
    if (isObject(part)) found.push({ node: part, pointer: place, isBase: isOfBase });
  };
  // One step at a time: keywords beside a `$ref` count too (OpenAPI 3.1 §4.8.24).
  const target = typeof node.$ref === 'string' ? targetOf(root, node.$ref) : undefined;
  add(target?.schema, target?.pointer ?? '', isBase);
  const isComponent = pointer.startsWith(`${COMPONENTS}/`) && pointer.lastIndexOf('/') === COMPONENTS.length;
  for (const key of IN_PLACE_LISTS) {
    const list = own(node, key);
    if (!Array.isArray(list)) continue;
    const isInherited = isBase || (key === 'allOf' && isComponent);
    for (const [index, item] of list.entries()) add(item, child(child(pointer, key), index), isInherited);
  }
  for (const key of ['then', 'else', 'if']) add(own(node, key), child(pointer, key));
  const dependent = own(node, 'dependentSchemas');
  if (isObject(dependent))
    for (const [name, item] of Object.entries(dependent)) add(item, child(child(pointer, 'dependentSchemas'), name));
  return found;
}
