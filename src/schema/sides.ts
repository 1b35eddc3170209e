import { child, isObject, type JsonValue, MAX_DEPTH, type Pointer, pointerOfFragment } from '../model/index.js';
import type { Direction } from './direction.js';
import type { Shape } from './shape.js';
import { KEPT_FROM, propertiesIn } from './shape-facts.js';

/** Members that belong to one side of an exchange: `readOnly` ones to responses, `writeOnly` ones to requests. */
export interface Sides {
  /**
   * Whether a value of this shape may carry such a member: false for nearly every body. Asks for the names that matter
   * only, not for each member.
   */
  mayCarry(shape: Shape, direction: Direction, value: JsonValue): boolean;
  /** What an object of this shape keeps from them. */
  of(shape: Shape, direction: Direction): KeptMembers;
}

/** The members that an object keeps from messages of one direction. */
export interface KeptMembers {
  /** The declared members that are kept. */
  readonly names: readonly string[];
  /** The declared members that may be objects or lists with members of their own. */
  readonly branches: readonly (readonly [name: string, shape: Shape])[];
  /** Whether members that are not declared have schemas too. */
  readonly hasOthers: boolean;
  /**
   * The rule that keeps a member; undefined where none does, or where a schema that may be the one that applies says
   * nothing of it.
   */
  ruleOf(name: string): Pointer | undefined;
}

/** The sides of the schemas of one document. */
export function createSides(): Sides {
  const known = { request: new WeakMap<Shape, KeptMembers>(), response: new WeakMap<Shape, KeptMembers>() };
  const of = (shape: Shape, direction: Direction): KeptMembers => {
    const kept = known[direction].get(shape) ?? keptMembers(shape, direction);
    known[direction].set(shape, kept);
    return kept;
  };
  const mayCarry = (shape: Shape, direction: Direction, value: JsonValue, depth: number): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    if (depth > MAX_DEPTH) return true;
    if (!isObject(value))
      return value.some((item, index) => {
        const below = typeof item === 'object' ? shape.item(index) : undefined;
        return below !== undefined && mayCarry(below, direction, item, depth + 1);
      });
    const { names, branches, hasOthers } = of(shape, direction);
    return (
      hasOthers ||
      names.some((name) => value[name] !== undefined) ||
      branches.some(([name, below]) => mayCarry(below, direction, value[name] ?? null, depth + 1))
    );
  };
  return {
    mayCarry: (shape, direction, value) => mayCarry(shape, direction, value, 0),
    of,
  };
}

function keptMembers(shape: Shape, direction: Direction): KeptMembers {
  const keyword = KEPT_FROM[direction];
  const ruleFor = (name: string): Pointer | undefined => {
    const member = shape.property(name);
    return member && ruleOfMember(member, keyword);
  };
  const declared = new Map([...propertiesIn(shape)].map((name) => [name, ruleFor(name)]));
  // Other members have schemas only by patterns and by `additionalProperties`.
  const hasOthers = shape.schemas.some(
    ({ node }) => node.patternProperties !== undefined || typeof node.additionalProperties === 'object',
  );
  const names = [...declared.keys()];
  return {
    names: names.filter((name) => declared.get(name) !== undefined),
    branches: names.flatMap((name) => {
      const below = declared.get(name) === undefined ? shape.property(name) : undefined;
      return below && hasParts(below) ? [[name, below] as const] : [];
    }),
    hasOthers,
    ruleOf: (name) => (hasOthers && !declared.has(name) ? ruleFor(name) : declared.get(name)),
  };
}

/** Whether a schema of this place describes members or items. */
function hasParts({ namesProperties, schemas }: Shape): boolean {
  return namesProperties || schemas.some(({ node }) => PARTS.some((keyword) => node[keyword] !== undefined));
}

const PARTS = ['items', 'prefixItems', 'additionalItems', 'patternProperties', 'additionalProperties'] as const;

function ruleOfMember(shape: Shape, keyword: 'readOnly' | 'writeOnly'): Pointer | undefined {
  const rules = shape.declared.map((start) => ruleOf(shape, start.pointer, keyword));
  return rules.includes(undefined) ? undefined : rules[0];
}

/** The rule of a schema, or of one that applies wherever it does. */
function ruleOf({ schemas }: Shape, start: Pointer, keyword: 'readOnly' | 'writeOnly'): Pointer | undefined {
  const waiting = [start];
  for (const pointer of waiting) {
    const node = schemas.find((schema) => schema.pointer === pointer)?.node;
    if (node?.[keyword] === true) return child(pointer, keyword);
    const further = [
      ...(typeof node?.$ref === 'string' ? [pointerOfFragment(node.$ref)] : []),
      ...(Array.isArray(node?.allOf) ? node.allOf.map((_, index) => child(child(pointer, 'allOf'), index)) : []),
    ];
    for (const next of further) if (!waiting.includes(next)) waiting.push(next);
  }
  return undefined;
}
