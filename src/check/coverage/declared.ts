import { MAX_DEPTH, type Pointer, writeJson } from '../../model/index.js';
import {
  type Direction,
  enumerationsIn,
  isKeptFrom,
  isRequired,
  propertiesIn,
  type Shape,
} from '../../schema/index.js';

/** A property that a body's schema declares, or the items of an array that are an enumeration's members. */
export interface DeclaredProperty {
  readonly pointer: Pointer;
  /** Its place below the body; items of arrays are `*`. */
  readonly name: string;
  readonly required: boolean;
  /** Members of its enumeration as JSON text; empty where it has none. */
  readonly members: readonly string[];
}

/**
 * Every property that a shape declares, once each, as deep as bodies are judged. A schema that holds itself is followed
 * once.
 */
export function* propertiesOf(
  shape: Shape,
  direction: Direction,
  known: Set<Pointer>,
  name = '',
  itself: Set<string> = new Set(),
  depth = 0,
): Generator<DeclaredProperty> {
  if (depth > MAX_DEPTH) return;
  const identity = shape.schemas.map(({ pointer }) => pointer).join(' ');
  if (itself.has(identity)) return;
  itself.add(identity);
  for (const property of propertiesIn(shape)) {
    const below = shape.property(property);
    if (!below || isKeptFrom(below, direction)) continue;
    const place = `${name}/${property}`;
    const members = enumOf(below);
    for (const { pointer } of below.declared) {
      if (known.has(pointer)) continue;
      known.add(pointer);
      yield { pointer, name: place, required: isRequired(shape, property), members };
    }
    yield* propertiesOf(below, direction, known, place, itself, depth + 1);
  }
  const item = shape.item(0);
  if (!item) return;
  const members = enumOf(item);
  for (const { pointer } of members.length > 0 ? item.declared : []) {
    if (known.has(pointer)) continue;
    known.add(pointer);
    yield { pointer, name: `${name}/*`, required: false, members };
  }
  yield* propertiesOf(item, direction, known, `${name}/*`, itself, depth + 1);
}

/**
 * The members of the enumerations that apply at a place, as JSON text, each once. `null` says that there is no value
 * and is not a member.
 */
export function enumOf(shape: Shape): string[] {
  const members = new Set<string>();
  for (const list of enumerationsIn(shape))
    for (const member of list) if (member !== null) members.add(writeJson(member));
  return [...members];
}
