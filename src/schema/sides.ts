import { child, type JsonObject, type Pointer, pointerOfFragment } from '../model/index.js';
import type { Direction } from './direction.js';
import { createMentions } from './mentions.js';
import type { Shape } from './shape.js';
import { KEPT_FROM, propertiesIn } from './shape-facts.js';

/** Members that belong to one side of an exchange: `readOnly` ones to responses, `writeOnly` ones to requests. */
export interface Sides {
  /** Whether a schema, or one that it refers to, keeps any member from messages of this direction. */
  keepsAny(schema: Pointer, direction: Direction): boolean;
  /** What an object of this shape keeps from them. Worked out once: it is asked for every object of every body. */
  of(shape: Shape, direction: Direction): KeptMembers;
}

/** The members that an object keeps from messages of one direction. */
export interface KeptMembers {
  /** Whether no member can be one, so that none has to be asked about. */
  readonly isNone: boolean;
  /**
   * The rule that keeps a member; undefined where none does, or where a schema that may be the one that applies says
   * nothing of it.
   */
  ruleOf(name: string): Pointer | undefined;
}

/** The sides of the schemas in this document. */
export function createSides(root: JsonObject): Sides {
  const mentions = createMentions(root);
  const known = { request: new WeakMap<Shape, KeptMembers>(), response: new WeakMap<Shape, KeptMembers>() };
  return {
    keepsAny: (schema, direction) => mentions(schema, KEPT_FROM[direction]),
    of(shape, direction) {
      const kept = known[direction].get(shape) ?? keptMembers(shape, direction);
      known[direction].set(shape, kept);
      return kept;
    },
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
  return {
    isNone: !hasOthers && [...declared.values()].every((rule) => rule === undefined),
    ruleOf: (name) => (hasOthers && !declared.has(name) ? ruleFor(name) : declared.get(name)),
  };
}

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
