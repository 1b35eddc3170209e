import { isObject, own, type Pointer } from '../../model/index.js';
import type { Direction, Shape } from '../../schema/index.js';

/** A property that a body's schema declares, or the items of an array that are an enumeration's members. */
export interface DeclaredProperty {
  readonly pointer: Pointer;
  /** Its place below the body; items of arrays are `*`. */
  readonly name: string;
  readonly required: boolean;
  /** Members of its enumeration as JSON text; empty where it has none. */
  readonly members: readonly string[];
}

/** Every property that a shape declares at any depth, once each: a schema that holds itself is followed once. */
export function* propertiesOf(
  shape: Shape,
  direction: Direction,
  known: Set<Pointer>,
  name = '',
  itself: Set<string> = new Set(),
): Generator<DeclaredProperty> {
  const identity = shape.schemas.map(({ pointer }) => pointer).join(' ');
  if (itself.has(identity)) return;
  itself.add(identity);
  for (const property of namesIn(shape)) {
    const below = shape.property(property);
    if (!below || isKeptFrom(direction, below)) continue;
    const place = `${name}/${property}`;
    for (const { pointer } of below.declared) {
      if (known.has(pointer)) continue;
      known.add(pointer);
      yield { pointer, name: place, required: isRequired(shape, property), members: enumOf(below) };
    }
    yield* propertiesOf(below, direction, known, place, itself);
  }
  const item = shape.item(0);
  if (!item) return;
  const members = enumOf(item);
  for (const { pointer } of members.length > 0 ? item.declared : []) {
    if (known.has(pointer)) continue;
    known.add(pointer);
    yield { pointer, name: `${name}/*`, required: false, members };
  }
  yield* propertiesOf(item, direction, known, `${name}/*`, itself);
}

/** `readOnly` keeps a property from requests, `writeOnly` from responses. */
function isKeptFrom(direction: Direction, { schemas }: Shape): boolean {
  const keyword = direction === 'request' ? 'readOnly' : 'writeOnly';
  return schemas.some(({ node }) => own(node, keyword) === true);
}

function namesIn(shape: Shape): Set<string> {
  const names = new Set<string>();
  for (const { node } of shape.schemas) {
    const properties = own(node, 'properties');
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
  }
  return names;
}

/** Whether any of the schemas demands a member of that name. */
export function isRequired(shape: Shape, name: string): boolean {
  return shape.schemas.some(({ node }) => {
    const required = own(node, 'required');
    return Array.isArray(required) && required.includes(name);
  });
}

/** The members of the enumerations that apply at a place, as JSON text, each once. `null` says that there is no value and is no member. */
export function enumOf(shape: Shape): string[] {
  const members = new Set<string>();
  for (const { node } of shape.schemas) {
    const list = own(node, 'enum');
    if (!Array.isArray(list)) continue;
    for (const member of list) if (member !== null) members.add(JSON.stringify(member));
  }
  return [...members];
}
