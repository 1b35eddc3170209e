import { isContainer, type JsonObject, type JsonValue } from '../model/index.js';
import type { Direction } from './direction.js';
import { createMemberTable, type MemberSlot, type MemberTable } from './member-table.js';
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
  readonly members: CountedMembers | undefined;
}

/** How often each member of an enumeration was met, by its key; its text is JSON. */
export type CountedMembers = ReadonlyMap<JsonValue, { readonly text: string; times: number }>;

/** What those ask for whom bodies are walked over. What they answer depends on nothing else. */
export interface WalkRules {
  /** Whether a member that no schema of this shape names is worth a word. */
  isUndocumented(shape: Shape, name: string): boolean;
  /** Which members may belong to the other side. */
  keeps(shape: Shape, direction: Direction): Keeps;
  /** The members of an enumeration that are counted. @default none */
  readonly membersOf?: (shape: Shape) => CountedMembers | undefined;
  /** The key of a value that is no object and no list. @default the value itself */
  readonly keyOf?: (value: JsonValue) => JsonValue;
}

/** All that is known of one place in bodies of one direction. */
interface Place {
  readonly shape: Shape;
  count: number;
  readonly enumeration: CountedMembers | undefined;
  readonly members: MemberTable<Member>;
  keeps: Keeps | undefined;
  /** The last item's, for nearly all lists have items of one shape. */
  item: Place | undefined;
}

/** What is known of a name in one place. */
interface Member {
  /** Undefined where no schema describes it. */
  readonly place: Place | undefined;
  /** A sum of {@link FOUND}. */
  readonly found: number;
}

/** A walk with counts of its own. */
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
    const place: Place = {
      shape,
      count: 0,
      enumeration: membersOf?.(shape),
      members: createMemberTable((name) => memberOf(shape, name)),
      keeps: undefined,
      item: undefined,
    };
    known.set(shape, place);
    return place;
  };
  const memberOf = (shape: Shape, name: string): Member => {
    const below = shape.property(name);
    if (!below) return { place: undefined, found: isUndocumented(shape, name) ? FOUND.undocumented : 0 };
    return { place: placeOf(below), found: isKeptFrom(below, direction) ? FOUND.kept : 0 };
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
    let found = 0;
    let isKeeping = mayKeep;
    if (mayKeep) {
      place.keeps ??= keeps(place.shape, direction);
      isKeeping = place.keeps !== 'none';
      if (place.keeps === 'any') found = FOUND.kept;
    }
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const item = value[index];
        const below = itemOf(place, index);
        if (!below || item === undefined) continue;
        below.count += 1;
        if (typeof item === 'object' && isContainer(item)) found |= walk(below, item, depth + 1, isKeeping);
        else if (below.enumeration) countMember(below.enumeration, item);
      }
      return found;
    }
    const object: JsonObject = Object(value);
    let slot: MemberSlot<Member> | undefined;
    // Without a list of the members: every body that is judged comes by here.
    for (const name in object) {
      slot = place.members.after(slot, name);
      const { place: below, found: here } = slot.of;
      if (here !== FOUND.kept || isKeeping) found |= here;
      const member = object[name];
      if (!below || member === undefined) continue;
      below.count += 1;
      if (typeof member === 'object' && isContainer(member)) found |= walk(below, member, depth + 1, isKeeping);
      else if (below.enumeration) countMember(below.enumeration, member);
    }
    return found;
  };
  /** Counts a value that is no object and no list. */
  const countMember = (enumeration: CountedMembers, value: JsonValue): void => {
    const member = enumeration.get(keyOf ? keyOf(value) : value);
    if (member) member.times += 1;
  };
  return {
    over: (shape: Shape, value: JsonValue): number => (isContainer(value) ? walk(placeOf(shape), value, 0, true) : 0),
    *counted(): Generator<CountedPlace> {
      for (const place of known.values()) {
        const { shape, count, enumeration: members } = place;
        if (count === 0) continue;
        yield { shape, count, members };
        place.count = 0;
        for (const member of members?.values() ?? []) member.times = 0;
      }
    },
  };
}
