import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import { alwaysWith } from '../always.js';
import type { Direction } from '../direction.js';
import type { Shape, Shapes } from '../shape.js';
import { isKeptFrom, KEPT_FROM, keepsAnything } from '../shape-facts.js';
import type { Members } from './discriminator.js';

/** Where a schema applies: itself, and the schema of the same place that holds it by `allOf` and the like. */
export interface SchemaSpot {
  readonly pointer: Pointer;
  readonly outer: Pointer;
  /** The members that are kept by schemas which apply wherever this one does, and refer to it. */
  readonly excused: readonly string[];
}

/**
 * A request neither has to carry `readOnly` members nor are they judged there; a response does not have to carry
 * `writeOnly` ones (OpenAPI 3.0.3 §4.7.24.2: "required" applies to the one side only; JSON Schema 2020-12 §9.4: the
 * receiver ignores them). A declaration that does not say so itself is judged, whatever another one says of the member.
 */
export function excuseOtherSide(members: Members, spot: SchemaSpot, shapes: Shapes, direction: Direction): void {
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
    const isKept = isKeptFrom(member, direction) && saysSo(member, child(list, name), direction);
    judged[name] = isKept ? tagOf(schema) : schema;
  }
  members.properties = judged;
}

/**
 * Tells which members a schema demands by reference, and schemas beside the reference keep from the direction. Asks for
 * no shape where the document keeps nothing: a chain of references has one for each of its ends.
 */
export function createExcuses(root: JsonObject, shapes: Shapes): Excuses {
  return (target, spot, direction) =>
    keepsAnything(root, direction) ? excusedIn(target, spot, shapes, direction) : NO_NAMES;
}

/** The names of members that what is behind a reference need not have. */
export type Excuses = (target: Pointer, spot: SchemaSpot, direction: Direction) => readonly string[];

const NO_NAMES: readonly string[] = [];

function excusedIn(target: Pointer, spot: SchemaSpot, shapes: Shapes, direction: Direction): string[] {
  const { pointer, outer, excused } = spot;
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
function isKeptAt(shape: Shape, spot: SchemaSpot, shapes: Shapes, name: string, direction: Direction): boolean {
  const member = shape.property(name);
  if (!isKeptFrom(member, direction)) return false;
  if (isKeptFrom(shapes.of(spot.pointer)?.property(name), direction)) return true;
  const around = shape.schemas.filter(({ pointer }) => pointer.startsWith(spot.outer) && holds(pointer, spot.pointer));
  return around.some((start) =>
    alwaysWith(shape, start.pointer).some(({ pointer, node }) => {
      const properties = own(node, 'properties');
      const place = child(child(pointer, 'properties'), name);
      return isObject(properties) && Object.hasOwn(properties, name) && saysSo(member, place, direction);
    }),
  );
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
