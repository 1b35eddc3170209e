import { ExactNumber, isContainer, type JsonObject, type JsonValue } from '../model/index.js';
import type { Direction } from './direction.js';
import type { Shape } from './shape.js';
import { isKeptFrom } from './shape-facts.js';
import type { Keeps } from './sides.js';

/** What a walk over a body found, as a sum of these. */
export const FOUND = {
  /** A member that no schema of its object names, and that is worth a word. */
  undocumented: 1,
  /** A member that may belong to the other side of an exchange. */
  kept: 2,
  /** The body goes on below the depth to which it was walked. */
  deeper: 4,
} as const;

/** Bodies are followed so far down: nothing is documented deeper, and one that goes on is made to exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * One walk over a body for all who would walk over it by themselves: for members that nothing describes, for members of
 * the other side, and for the counts of coverage. What each of them asks of a place and of a name is asked once, and
 * kept.
 */
export interface BodyWalk {
  /** Walks over a body that this shape describes. @returns what it found, as a sum of {@link FOUND} */
  over(shape: Shape, direction: Direction, value: JsonValue): number;
  /** The places that bodies had since this was asked last. */
  counted(direction: Direction): Iterable<CountedPlace>;
}

/** How often a place was there. */
export interface CountedPlace {
  readonly shape: Shape;
  readonly count: number;
  readonly members: readonly CountedMember[];
}

/** How often a member of an enumeration was met; its text is JSON. */
export interface CountedMember {
  readonly key: JsonValue;
  readonly text: string;
  times: number;
}

/** What those ask for whom bodies are walked over. What they answer depends on nothing else. */
export interface WalkRules {
  /** Whether a member that no schema of this shape names is worth a word. */
  isUndocumented(shape: Shape, name: string): boolean;
  /** Which members may belong to the other side. */
  keeps(shape: Shape, direction: Direction): Keeps;
  /** The members of an enumeration that are counted. @default none */
  readonly membersOf?: (shape: Shape) => readonly CountedMember[];
  /** The key of an exact number; that of any other value is the value. */
  readonly keyOf?: (value: ExactNumber) => JsonValue;
}

/** All that is known of one place in bodies of one direction. */
interface Place {
  readonly shape: Shape;
  count: number;
  readonly enumeration: readonly CountedMember[];
  /** Its members by their keys, where they are many. */
  readonly byKey: ReadonlyMap<JsonValue, CountedMember> | undefined;
  /** The name that came first the last time. */
  first: Name | undefined;
  readonly names: Map<string, Name>;
  keeps: Keeps | undefined;
  /** The last item's, for nearly all lists have items of one shape. */
  item: Place | undefined;
}

/**
 * What is known of a member's name in one place. Objects of one place nearly always have their members in one order: so
 * each is looked for behind the one before it. This is a table of members without its functions, which would be called
 * for each member of each body.
 */
interface Name {
  readonly name: string;
  /** Undefined where no schema describes it. */
  readonly place: Place | undefined;
  /** A sum of {@link FOUND}. */
  readonly found: number;
  /** The name that came behind it the last time. */
  next: Name | undefined;
}

/** Members of an enumeration that are compared one by one. */
const FEW = 12;

/** So many names are remembered of one place: those of a map come from traffic, and have no end. */
const MAX_NAMES = 500;

/** A walk with its own counts. */
export function createBodyWalk(rules: WalkRules): BodyWalk {
  const walks = { request: walkOf('request', rules), response: walkOf('response', rules) };
  return {
    over: (shape, direction, value) => walks[direction].over(shape, value),
    counted: (direction) => walks[direction].counted(),
  };
}

function walkOf(direction: Direction, { isUndocumented, keeps, membersOf, keyOf }: WalkRules) {
  const known = new Map<Shape, Place>();
  const placeOf = (shape: Shape): Place => {
    const before = known.get(shape);
    if (before) return before;
    const enumeration = membersOf?.(shape) ?? [];
    const place: Place = {
      shape,
      count: 0,
      enumeration,
      byKey: enumeration.length > FEW ? new Map(enumeration.map((member) => [member.key, member])) : undefined,
      first: undefined,
      names: new Map(),
      keeps: undefined,
      item: undefined,
    };
    known.set(shape, place);
    return place;
  };
  const newName = (shape: Shape, name: string): Name => {
    const below = shape.property(name);
    const undocumented = !below && isUndocumented(shape, name) ? FOUND.undocumented : 0;
    const found = isKeptFrom(below, direction) ? FOUND.kept : undocumented;
    return { name, place: below && placeOf(below), found, next: undefined };
  };
  /** A name that was not expected behind the one before it. */
  const nameIn = (place: Place, before: Name | undefined, name: string): Name => {
    const found = place.names.get(name) ?? newName(place.shape, name);
    if (!place.names.has(name)) {
      if (place.names.size >= MAX_NAMES) return found;
      place.names.set(name, found);
    }
    if (before) before.next = found;
    else place.first = found;
    return found;
  };
  const itemOf = (place: Place, index: number): Place | undefined => {
    const shape = place.shape.item(index);
    if (!shape) return undefined;
    if (place.item?.shape !== shape) place.item = placeOf(shape);
    return place.item;
  };

  /** @param mayKeep whether the schemas above lead to one that keeps a member */
  const walk = (place: Place, value: readonly JsonValue[] | JsonObject, depth: number, mayKeep: boolean): number => {
    if (depth > MAX_DEPTH) return FOUND.deeper;
    if (mayKeep) place.keeps ??= keeps(place.shape, direction);
    const isKeeping = mayKeep && place.keeps !== 'none';
    const found = isKeeping && place.keeps === 'any' ? FOUND.kept : 0;
    return Array.isArray(value)
      ? found | walkItems(place, value, depth, isKeeping)
      : found | walkMembers(place, Object(value), depth, isKeeping);
  };
  const walkItems = (place: Place, value: readonly JsonValue[], depth: number, isKeeping: boolean): number => {
    let found = 0;
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      const below = itemOf(place, index);
      if (!below || item === undefined) continue;
      below.count += 1;
      if (typeof item === 'object' && isContainer(item)) found |= walk(below, item, depth + 1, isKeeping);
      else if (below.enumeration.length > 0) countMember(below, item);
    }
    return found;
  };
  const walkMembers = (place: Place, value: JsonObject, depth: number, isKeeping: boolean): number => {
    let found = 0;
    let before: Name | undefined;
    // Without a list of the members: every body that is judged comes by here.
    for (const name in value) {
      const expected: Name | undefined = before ? before.next : place.first;
      const here: Name = expected && expected.name === name ? expected : nameIn(place, before, name);
      before = here;
      if (here.found !== 0 && (isKeeping || here.found !== FOUND.kept)) found |= here.found;
      const below = here.place;
      if (!below) continue;
      const member = value[name];
      if (member === undefined) continue;
      below.count += 1;
      if (typeof member === 'object' && isContainer(member)) found |= walk(below, member, depth + 1, isKeeping);
      else if (below.enumeration.length > 0) countMember(below, member);
    }
    return found;
  };
  /** Counts a value that is neither an object nor a list. */
  const countMember = ({ enumeration, byKey }: Place, value: JsonValue): void => {
    const key = value instanceof ExactNumber && keyOf ? keyOf(value) : value;
    if (byKey) {
      const member = byKey.get(key);
      if (member) member.times += 1;
      return;
    }
    // To compare with a few texts takes less than to find the place of one in a map.
    for (let index = 0; index < enumeration.length; index += 1) {
      const member = enumeration[index];
      if (member?.key !== key) continue;
      member.times += 1;
      return;
    }
  };
  return {
    over: (shape: Shape, value: JsonValue): number => (isContainer(value) ? walk(placeOf(shape), value, 0, true) : 0),
    *counted(): Generator<CountedPlace> {
      for (const place of known.values()) {
        const { shape, count, enumeration: members } = place;
        if (count === 0) continue;
        yield { shape, count, members };
        place.count = 0;
        for (const member of members) member.times = 0;
      }
    },
  };
}
