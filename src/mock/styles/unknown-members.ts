import type { Contract, Example, MediaContent } from '../../contract/index.js';
import { isObject, type JsonValue } from '../../model/index.js';
import { enumerationsIn, type Shape } from '../../schema/index.js';
import type { Memory } from '../memory.js';

/** The member that replaces all that were added after it (Graph's evolvable enumerations). */
export const SENTINEL = 'unknownFutureValue';

/**
 * Masks unknown members: to a client that did not ask for them, those after the sentinel come back as the sentinel.
 * The same object where there is none. An example is masked once.
 */
export function createMask(
  contract: Contract,
  memory: Memory,
): (media: MediaContent, value: JsonValue, example: Example | undefined) => JsonValue {
  const masked = memory.table<Example, JsonValue>('masked examples');
  return ({ schema }, value, example) => {
    if (schema === undefined) return value;
    const isStatic = example !== undefined && example.value === value;
    const known = isStatic ? masked.get(example) : undefined;
    if (known !== undefined) return known;
    const changed = mask(value, contract.schemas.shapes.of(schema));
    if (isStatic) masked.set(example, changed);
    return changed;
  };
}

function mask(value: JsonValue, shape: Shape | undefined): JsonValue {
  if (typeof value === 'string') return isAfterSentinel(value, shape) ? SENTINEL : value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => mask(item, shape?.item(index)));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  let changed: Record<string, JsonValue | undefined> | undefined;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const below = mask(member, shape?.property(name));
    if (below === member) continue;
    changed ??= { ...value };
    changed[name] = below;
  }
  return changed ?? value;
}

function isAfterSentinel(value: string, shape: Shape | undefined): boolean {
  return enumerationsIn(shape).some((members) => {
    const sentinel = members.indexOf(SENTINEL);
    return sentinel >= 0 && members.indexOf(value) > sentinel;
  });
}
