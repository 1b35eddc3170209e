import type { Contract, Example, MediaContent } from '../../contract/index.js';
import { isObject, type JsonValue } from '../../model/index.js';
import { enumerationsIn, type Shape } from '../../schema/index.js';
import type { Memory } from '../memory.js';

/** The member that replaces all that were added after it (Graph's evolvable enumerations). */
export const SENTINEL = 'unknownFutureValue';

/**
 * Masks unknown members: to a client that did not ask for them, those after the sentinel come back as the sentinel.
 * The same object if none exists. An example is masked once.
 */
export function createMask(
  contract: Contract,
  memory: Memory,
): (media: MediaContent, value: JsonValue, example: Example | undefined) => JsonValue {
  const masked = memory.table<Example, JsonValue>('masked examples');
  const known = memory.table<Shape, Later>('members after sentinels');
  const later = (shape: Shape): Later => {
    const before = known.get(shape);
    if (before) return before;
    const found = laterMembers(shape);
    known.set(shape, found);
    return found;
  };
  return ({ schema }, value, example) => {
    if (schema === undefined) return value;
    const isStatic = example !== undefined && example.value === value;
    const before = isStatic ? masked.get(example) : undefined;
    if (before !== undefined) return before;
    const changed = mask(value, contract.schemas.shapes.of(schema), later);
    if (isStatic) masked.set(example, changed);
    return changed;
  };
}

/** The members of a place that come after the sentinel. */
type Later = ReadonlySet<JsonValue>;

function mask(value: JsonValue, shape: Shape | undefined, later: (shape: Shape) => Later): JsonValue {
  if (!shape) return value;
  if (typeof value === 'string') return later(shape).has(value) ? SENTINEL : value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => mask(item, shape.item(index), later));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  let changed: Record<string, JsonValue | undefined> | undefined;
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const below = mask(member, shape.property(name), later);
    if (below === member) continue;
    changed ??= { ...value };
    changed[name] = below;
  }
  return changed ?? value;
}

function laterMembers(shape: Shape): Later {
  const later = new Set<JsonValue>();
  for (const members of enumerationsIn(shape)) {
    const sentinel = members.indexOf(SENTINEL);
    if (sentinel < 0) continue;
    for (const member of members) if (members.indexOf(member) > sentinel) later.add(member);
  }
  return later;
}
