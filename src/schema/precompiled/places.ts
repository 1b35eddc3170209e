import { at, child, isObject, type JsonValue, own, type Pointer, pointerOfFragment } from '../../model/index.js';
import { type Field, mayRefer, type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import type { Direction } from '../direction.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../keywords.js';
import { listUnder, mapUnder, schemaUnder } from '../read/place.js';
import type { Schemas } from '../validate/schemas.js';

/** The places of a document by whose schemas values of one direction may be judged. */
export interface SchemaPlaces {
  /** Of bodies, items, parameters and headers. */
  readonly values: ReadonlySet<Pointer>;
  /** Those of `values` that describe the items of a sequence. */
  readonly items: ReadonlySet<Pointer>;
}

/**
 * Finds all of them, in the order of the document. What a member means is told by the object that has it (OpenAPI 3.1
 * §4.8): a header, a part or a media type may be called `schema`, `example` or `x-rate`.
 */
export function schemaPlaces(root: JsonValue): Readonly<Record<Direction, SchemaPlaces>> {
  const found = { request: noPlaces(), response: noPlaces() };
  const seen = new Set<string>();
  /** `direction` is unknown above requests and responses. */
  const visit = (node: JsonValue, pointer: Pointer, kind: ObjectKind, direction: Direction | undefined): void => {
    const visited = `${kind} ${direction} ${pointer}`;
    if (!isObject(node) || seen.has(visited)) return;
    seen.add(visited);
    const { $ref: reference } = node;
    if (mayRefer(kind) && typeof reference === 'string' && reference.startsWith('#')) {
      const target = pointerOfFragment(reference);
      visit(at(root, target) ?? null, target, kind, direction);
    }
    const { fields, others } = typeOf(kind);
    for (const [name, below] of Object.entries(node)) {
      const field = fields.get(name);
      const holds = field?.holds ?? (name.startsWith('x-') ? undefined : others);
      if (holds !== undefined && below !== undefined)
        visitField(below, child(pointer, name), { holds, in: field?.in ?? 'itself', name }, direction);
    }
  };
  const visitField = (
    node: JsonValue,
    place: Pointer,
    { holds, in: within, name }: Pick<Field, 'holds' | 'in'> & { readonly name: string },
    direction: Direction | undefined,
  ): void => {
    if (holds === 'text' || holds === 'flag' || holds === 'number' || holds === 'data') return;
    if (holds === 'Schema') {
      if (!direction || !isSchema(node)) return;
      found[direction].values.add(place);
      if (name === 'itemSchema') found[direction].items.add(place);
    } else if (within === 'itself') visit(node, place, holds, directionBelow(name, direction));
    else if (typeof node === 'object' && node !== null)
      for (const [key, entry] of Object.entries(node))
        if (entry !== undefined) visit(entry, child(place, key), holds, directionBelow(name, direction));
  };
  if (isObject(root)) {
    visit(own(root, 'paths') ?? null, '/paths', 'Paths', undefined);
    const webhooks = own(root, 'webhooks');
    if (webhooks !== undefined)
      visitField(webhooks, '/webhooks', { holds: 'PathItem', in: 'map', name: 'webhooks' }, undefined);
  }
  return found;
}

/**
 * The schemas in one and those to which it leads, itself among them: generating a value, and telling which members
 * belong to which side, asks for them.
 * @param known those whose inner places are known already
 */
export function innerPlaces(
  root: JsonValue,
  schemas: Pick<Schemas, 'reader' | 'shapes'>,
  pointer: Pointer,
  known: ReadonlySet<Pointer> = new Set(),
): readonly Pointer[] {
  const found = new Set([pointer]);
  // A set goes on with what is added meanwhile.
  for (const place of found) if (!known.has(place)) addInner(root, schemas, place, found);
  return [...found].filter((place) => !known.has(place));
}

function noPlaces() {
  return { values: new Set<Pointer>(), items: new Set<Pointer>() };
}

function isSchema(node: JsonValue | undefined): boolean {
  return isObject(node) || typeof node === 'boolean';
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  parameters: 'request',
  requestBody: 'request',
  responses: 'response',
};

/** A response may be called as a part of an operation is: once known, the direction stays, up to a callback. */
function directionBelow(name: string, direction: Direction | undefined): Direction | undefined {
  return name === 'callbacks' ? undefined : (direction ?? DIRECTIONS[name]);
}

/** Adds the schemas within a schema, what it refers to, and what is built on it. */
function addInner(
  root: JsonValue,
  { reader, shapes }: Pick<Schemas, 'reader' | 'shapes'>,
  pointer: Pointer,
  found: Set<Pointer>,
): void {
  const schema = reader.read({ schema: at(root, pointer) ?? true, pointer });
  if (!schema) return;
  const target = reader.targetOf(schema);
  const below = [
    ...SCHEMA_KEYWORDS.flatMap((keyword) => schemaUnder(schema, keyword) ?? []),
    ...SCHEMA_LIST_KEYWORDS.flatMap((keyword) => listUnder(schema, keyword)),
    ...SCHEMA_MAP_KEYWORDS.flatMap((keyword) => mapUnder(schema, keyword).map(([, place]) => place)),
    ...(target ? [target] : []),
  ];
  for (const place of below) if (place.pointer !== undefined && isObject(place.schema)) found.add(place.pointer);
  if (isObject(own(schema.node, 'discriminator'))) for (const heir of shapes.heirsOf(pointer)) found.add(heir.pointer);
}
