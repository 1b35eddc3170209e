import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import { alwaysWith } from '../always.js';
import type { Direction } from '../direction.js';
import type { Shape, Shapes } from '../shape.js';
import { isKeptFrom, KEPT_FROM, keepsAnything } from '../shape-facts.js';
import type { Members } from './discriminator.js';
import { LOOKS_A_KEYWORD, requireRoom } from './size-limits.js';

/** Where a schema applies: itself, and the schema of the same place that holds it by `allOf` and the like. */
export interface SchemaSpot {
  readonly pointer: Pointer;
  readonly outer: Pointer;
  /** The members that are kept by schemas which apply wherever this one does, and refer to it. */
  readonly excused: readonly string[];
  /** Whether it is nothing but a reference. */
  readonly isBare: boolean;
}

/** @param excused what is excused in the whole schema */
export function spotOf(node: JsonObject, pointer: Pointer, outer: Pointer, excused: readonly string[]): SchemaSpot {
  return { pointer, outer, excused, isBare: Object.keys(node).length === 1 };
}

/** Shapes, whose schemas are counted as they are looked at: chains of schemas have a shape for each of their ends. */
interface CountedShapes extends Pick<Shapes, 'of'> {
  /** Counts schemas that are looked at. @throws RangeError for too many */
  look(schemas: number): void;
}

function countedShapes(shapes: Shapes, keywords: { count: number }): CountedShapes {
  const look = (schemas: number): void => {
    keywords.count += schemas / LOOKS_A_KEYWORD;
    requireRoom(keywords.count);
  };
  return {
    of(pointer) {
      const shape = shapes.of(pointer);
      if (shape) look(shape.schemas.length);
      return shape;
    },
    look,
  };
}

/**
 * A request neither has to carry `readOnly` members nor are they judged there; a response does not have to carry
 * `writeOnly` ones (OpenAPI 3.0.3 §4.7.24.2: "required" applies to the one side only; JSON Schema 2020-12 §9.4: the
 * receiver ignores them). A declaration that does not say so itself is judged, whatever another one says of the member.
 */
function excuseOtherSide(members: Members, spot: SchemaSpot, shapes: CountedShapes, direction: Direction): void {
  const { required, properties, dependentRequired } = members;
  if (!(Array.isArray(required) || isObject(properties) || isObject(dependentRequired))) return;
  const shape = shapes.of(spot.outer);
  if (!shape) return;
  const isDemanded = (name: JsonValue): boolean =>
    typeof name !== 'string' || !(spot.excused.includes(name) || isKeptAt(shape, spot, shapes, name, direction));
  if (Array.isArray(required)) members.required = required.filter(isDemanded);
  if (isObject(dependentRequired)) {
    const kept: Members = Object.create(null);
    for (const [name, needs] of Object.entries(dependentRequired))
      if (needs !== undefined) kept[name] = Array.isArray(needs) ? needs.filter(isDemanded) : needs;
    members.dependentRequired = kept;
  }
  if (direction === 'response' || !isObject(properties)) return;
  const judged: Members = Object.create(null);
  const list = child(spot.pointer, 'properties');
  for (const [name, schema] of Object.entries(properties)) {
    if (schema === undefined) continue;
    const member = shape.property(name);
    shapes.look(member?.schemas.length ?? 0);
    const isKept = isKeptFrom(member, direction) && saysSo(member, child(list, name), direction);
    judged[name] = isKept ? tagOf(schema) : schema;
  }
  members.properties = judged;
}

/** What schemas need not have on one side of an exchange. */
export interface Excuses {
  /** Takes from the members of a schema what is not demanded of a message in this direction. */
  excuse(members: Members, spot: SchemaSpot, direction: Direction): void;
  /** The members that a schema demands by reference, and that schemas beside the reference keep from the direction. */
  behind(target: Pointer, spot: SchemaSpot, direction: Direction): readonly string[];
}

/**
 * Asks for no shape where the document keeps nothing: a chain of references has one for each of its ends.
 * @param keywords what is looked at is added to it, as so many keywords; RangeError is thrown for too many
 */
export function createExcuses(root: JsonObject, shapes: Shapes, keywords: { count: number }): Excuses {
  const counted = countedShapes(shapes, keywords);
  return {
    excuse(members, spot, direction) {
      if (keepsAnything(root, direction)) excuseOtherSide(members, spot, counted, direction);
    },
    behind: (target, spot, direction) =>
      keepsAnything(root, direction) ? excusedIn(target, spot, counted, direction) : NO_NAMES,
  };
}

const NO_NAMES: readonly string[] = [];

function excusedIn(target: Pointer, spot: SchemaSpot, shapes: CountedShapes, direction: Direction): string[] {
  const { pointer, outer, excused, isBare } = spot;
  // What is said behind a reference is excused there.
  if (isBare && pointer === outer && excused.length === 0) return [];
  const shape = shapes.of(outer);
  const below = shapes.of(target);
  const isAlone = pointer === outer && shape && !shape.schemas.some(({ node }) => hasCompanions(node));
  if (!shape || !below || (isAlone && excused.length === 0)) return [];
  const names = below.schemas.flatMap(({ node }) => namesIn(own(node, 'required')));
  return [...new Set(names)]
    .filter(
      (name) =>
        excused.includes(name) ||
        (!isKeptFrom(below.property(name), direction) && isKeptAt(shape, spot, shapes, name, direction)),
    )
    .sort();
}

function hasCompanions(node: JsonObject): boolean {
  return ['allOf', 'properties'].some((keyword) => own(node, keyword) !== undefined);
}

function namesIn(list: JsonValue | undefined): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

/** Whether a member is kept by the schema itself, or by one that applies wherever it does. */
function isKeptAt(shape: Shape, spot: SchemaSpot, shapes: CountedShapes, name: string, direction: Direction): boolean {
  const member = shape.property(name);
  shapes.look(member?.schemas.length ?? 0);
  if (!isKeptFrom(member, direction)) return false;
  if (isKeptFrom(shapes.of(spot.pointer)?.property(name), direction)) return true;
  const around = shape.schemas.filter(({ pointer }) => pointer.startsWith(spot.outer) && holds(pointer, spot.pointer));
  return around.some((start) => {
    shapes.look(shape.schemas.length);
    return alwaysWith(shape, start.pointer).some(({ pointer, node }) => {
      const properties = own(node, 'properties');
      const place = child(child(pointer, 'properties'), name);
      return isObject(properties) && Object.hasOwn(properties, name) && saysSo(member, place, direction);
    });
  });
}

function holds(outer: Pointer, inner: Pointer): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Whether a declaration of a member says that it belongs to the other side. */
function saysSo(member: Shape | undefined, declaration: Pointer, direction: Direction): boolean {
  return (
    member !== undefined && alwaysWith(member, declaration).some(({ node }) => node[KEPT_FROM[direction]] === true)
  );
}

/** A single value tells alternatives from each other, whichever side the member belongs to. */
function tagOf(schema: JsonValue): JsonValue {
  if (!isObject(schema)) return true;
  if (schema.const !== undefined) return { const: schema.const };
  return Array.isArray(schema.enum) && schema.enum.length === 1 ? { enum: schema.enum } : true;
}
