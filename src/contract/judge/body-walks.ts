import type { ExactNumber, JsonValue } from '../../model/index.js';
import { type BodyWalk, type CountedMember, createBodyWalk, type Schemas, type Shape } from '../../schema/index.js';

/** How a walk counts the members of enumerations. */
export interface Counting {
  membersOf(shape: Shape): readonly CountedMember[];
  keyOf(value: ExactNumber): JsonValue;
}

/**
 * A walk over bodies for the rules that look at each member.
 * @param counting a caller that wants the counts has a separate walk
 */
export function bodyWalk({ sides }: Pick<Schemas, 'sides'>, counting?: Counting): BodyWalk {
  const rules = { isUndocumented: mustBeNamed, keeps: sides.keeps };
  return createBodyWalk(counting ? { ...rules, ...counting } : rules);
}

/** The walk of those who do not count. */
export function walkOf(schemas: Schemas): BodyWalk {
  const before = walks.get(schemas);
  if (before) return before;
  const walk = bodyWalk(schemas);
  walks.set(schemas, walk);
  return walk;
}

const walks = new WeakMap<Schemas, BodyWalk>();

/** Whether a member that no schema names here is worth a word. */
export function mustBeNamed({ namesProperties, closesOthers, welcomesOthers }: Shape, name: string): boolean {
  return namesProperties && !closesOthers && !welcomesOthers && !isAnnotation(name);
}

/** `@odata.etag`, `members@odata.count`: control information, never a property (OData JSON 4.01 §4.5). */
function isAnnotation(name: string): boolean {
  return name.includes('@odata.');
}
