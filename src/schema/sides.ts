import { isContainer, isObject, type JsonValue, MAX_DEPTH, own, type Pointer } from '../model/index.js';
import { type Applicable, type ApplicableParts, createApplicable, type Start } from './applicable.js';
import type { Direction } from './direction.js';
import { createFinder, type Finder, type KeptMember } from './kept-members.js';
import { createReach, type Reach } from './reach.js';
import type { Shape } from './shape.js';
import { isKeptFrom, KEPT_FROM, keepsAnything, propertiesIn } from './shape-facts.js';

/** Members that belong to one side of an exchange: `readOnly` ones to responses, `writeOnly` ones to requests. */
export interface Sides {
  /** Which members of this shape's objects may belong to the other side. */
  keeps(shape: Shape, direction: Direction): Keeps;
  /**
   * Whether a value of this shape may carry such a member: false for nearly every body. Asks for the names that matter
   * only, not for each member.
   */
  mayCarry(shape: Shape, direction: Direction, value: JsonValue): boolean;
  /**
   * The members of the other side, at every depth, but not those inside each other. One schema that says so and
   * describes the value is enough (JSON Schema 2020-12 §9.4); an alternative describes it where it holds.
   */
  find(schema: Pointer, direction: Direction, value: JsonValue): readonly KeptMember[];
}

/**
 * `none`: neither they nor what is below them. `named`: those whose own schemas say so. `any`: that depends on the
 * value.
 */
export type Keeps = 'none' | 'named' | 'any';

/** What tells which schemas apply to a value. */
export type SidesParts = Pick<ApplicableParts, 'reader' | 'shapes'> & {
  isValid(pointer: Pointer, direction: Direction, value: JsonValue): boolean | undefined;
  /** Pays for steps from the allowance of the judgement, if it has one. Gives false where that is spent. */
  pay(steps: number): boolean;
};

/** The sides of the schemas of one document. */
export function createSides({ reader, shapes, isValid, pay }: SidesParts): Sides {
  const known = { request: new WeakMap<Shape, KeptNames>(), response: new WeakMap<Shape, KeptNames>() };
  const root = reader.resolve('#');
  const isAnywhere = (direction: Direction): boolean => isObject(root) && keepsAnything(root, direction);
  const reaches = createReach(reader);
  const keptIn = (shape: Shape, direction: Direction): KeptNames => {
    const before = known[direction].get(shape);
    if (before) return before;
    const kept = keptNames(shape, direction, reaches);
    known[direction].set(shape, kept);
    return kept;
  };
  const paid = new Set<Shape>();
  /** Each search pays once for each shape of an alternative: each link of a chain has one, of all links behind it. */
  const isPaid = (shape: Shape): boolean => {
    const steps = paid.has(shape) ? 0 : STEPS_EACH * (shape.schemas.length + 2 * propertiesIn(shape).size);
    paid.add(shape);
    return pay(steps);
  };
  const mayCarry = (shape: Shape, direction: Direction, value: JsonValue, depth = 0): boolean => {
    if (!isContainer(value)) return false;
    if (depth > MAX_DEPTH) return true;
    const kept = keptIn(shape, direction);
    if (!kept.isOfUse) return false;
    if (kept.isOpen && isAnywhere(direction)) return true;
    const isIn = (below: Shape | undefined, part: JsonValue | undefined): boolean =>
      typeof part === 'object' && below !== undefined && mayCarry(below, direction, part, depth + 1);
    if (!isObject(value)) return value.some((item, index) => typeof item === 'object' && isIn(shape.item(index), item));
    return (
      kept.names.some((name) => value[name] !== undefined) ||
      kept.branches.some(([name, below]) => isIn(below, value[name])) ||
      (kept.hasOthers &&
        Object.keys(value).some((name) => {
          const below = kept.declared.has(name) ? undefined : shape.property(name);
          return below !== undefined && (isKeptFrom(below, direction) || isIn(below, value[name]));
        }))
    );
  };
  const applicable = (direction: Direction): Applicable =>
    createApplicable({
      reader,
      shapes,
      holds: ({ schema, pointer }, value) =>
        typeof schema === 'boolean' || pointer === undefined ? schema !== false : isValid(pointer, direction, value),
      matters({ pointer = '' }, value) {
        const shape = shapes.of(pointer);
        return (
          shape !== undefined && isPaid(shape) && (isKeptFrom(shape, direction) || mayCarry(shape, direction, value))
        );
      },
    });
  /** The members that a schema of these places may keep, or whose own members it may; undefined for any member. */
  const namesOfUse = (direction: Direction, starts: readonly Start[]): ReadonlySet<string> | undefined => {
    const names = new Set<string>();
    for (const { place } of starts) {
      const shape = place.pointer === undefined ? undefined : shapes.of(place.pointer);
      const kept = shape && keptIn(shape, direction);
      if (!kept || kept.isOpen || kept.hasOthers) return undefined;
      for (const name of kept.names) names.add(name);
      for (const [name] of kept.branches) names.add(name);
    }
    return names;
  };
  const finderOf = (direction: Direction): Finder =>
    createFinder(applicable(direction), KEPT_FROM[direction], (starts) => namesOfUse(direction, starts));
  const finders = { request: finderOf('request'), response: finderOf('response') };
  const roots = new Map<Pointer, readonly Start[]>();
  const rootOf = (schema: Pointer): readonly Start[] => {
    const known = roots.get(schema);
    if (known) return known;
    const target = reader.resolve(`#${schema}`);
    const starts = target === undefined ? [] : [{ place: { schema: target, pointer: schema }, isGuess: false }];
    roots.set(schema, starts);
    return starts;
  };
  return {
    keeps(shape, direction) {
      if (!isAnywhere(direction)) return 'none';
      const { isOfUse, isOpen } = keptIn(shape, direction);
      return isOfUse ? (isOpen ? 'any' : 'named') : 'none';
    },
    // Most documents keep no member to one side: their bodies are not looked through.
    mayCarry: (shape, direction, value) => isAnywhere(direction) && mayCarry(shape, direction, value),
    find(schema, direction, value) {
      // A set that is empty is made again all the same.
      if (paid.size > 0) paid.clear();
      return finders[direction](rootOf(schema), value);
    },
  };
}

/** What a schema or a name costs that is looked at, in steps. */
const STEPS_EACH = 25;

/** The names that matter, of one shape. */
interface KeptNames {
  /** Whether the schemas lead to one that keeps a member at all. */
  readonly isOfUse: boolean;
  readonly declared: ReadonlySet<string>;
  /** The declared members that a schema keeps. */
  readonly names: readonly string[];
  /** The other declared members that may be objects or lists with their own members. */
  readonly branches: readonly (readonly [name: string, shape: Shape])[];
  /** Whether members that are not declared have schemas too. */
  readonly hasOthers: boolean;
  /** Whether members have schemas that their shape does not know. */
  readonly isOpen: boolean;
}

function keptNames(shape: Shape, direction: Direction, reaches: Reach): KeptNames {
  const declared = propertiesIn(shape);
  const members = [...declared].map((name) => [name, shape.property(name)] as const);
  const has = (keyword: string): boolean => shape.schemas.some(({ node }) => isObject(own(node, keyword)));
  return {
    isOfUse: reaches(shape, direction),
    declared,
    names: members.flatMap(([name, member]) => (isKeptFrom(member, direction) ? [name] : [])),
    branches: members.flatMap(([name, member]) =>
      member && !isKeptFrom(member, direction) && hasParts(member) && reaches(member, direction)
        ? [[name, member] as const]
        : [],
    ),
    hasOthers: has('patternProperties') || has('additionalProperties'),
    // Which members these describe, depends on what the schemas beside them describe.
    isOpen: OPEN.some(has) || (has('additionalProperties') && shape.schemas.length > 1),
  };
}

const OPEN = ['unevaluatedProperties', 'unevaluatedItems', 'contains'] as const;

/** Whether a schema of this place describes members or items. */
function hasParts({ namesProperties, schemas }: Shape): boolean {
  return namesProperties || schemas.some(({ node }) => PARTS.some((keyword) => own(node, keyword) !== undefined));
}

const PARTS = [
  'items',
  'prefixItems',
  'additionalItems',
  'patternProperties',
  'additionalProperties',
  ...OPEN,
] as const;
