import type { Contract, MediaContent } from '../../contract/index.js';
import { isObject, type JsonObject, type JsonValue, tokensOf } from '../../model/index.js';
import type { Shape } from '../../schema/index.js';
import { isServices } from './services-own.js';

/**
 * Merges the request into the documented answer: writable, documented members come back as they were sent, the
 * others stay the service's.
 * @returns a value with no other faults than the documented answer has itself
 */
export function mergeInto(contract: Contract, media: MediaContent, base: JsonObject, sent: JsonObject): JsonObject {
  const shape = media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
  const merged = merge(base, sent, shape);
  const kept: Record<string, JsonValue | undefined> = { ...merged };
  // Where the merged value is invalid, the members at fault stay as documented; where that is not enough, all do.
  for (const name of faultyMembers(contract, media, merged)) {
    if (Object.hasOwn(base, name)) kept[name] = base[name];
    else delete kept[name];
  }
  return faultyMembers(contract, media, kept).length === 0 ? kept : base;
}

function merge(base: JsonObject, sent: JsonObject, shape: Shape | undefined): JsonObject {
  const merged: Record<string, JsonValue | undefined> = { ...base };
  for (const [name, value] of Object.entries(sent)) {
    const below = shape?.property(name);
    const isDocumented = below !== undefined || !shape?.namesProperties || shape.welcomesOthers;
    if (value === undefined || !isDocumented || isServices(name, below)) continue;
    const before = merged[name];
    merged[name] = isObject(before) && isObject(value) ? merge(before, value, below) : value;
  }
  return merged;
}

/**
 * The members of an object in which it breaks its schema, other than by repeating a placeholder; `''` where the object
 * itself does.
 */
function faultyMembers(contract: Contract, media: MediaContent, value: JsonObject): string[] {
  if (media.schema === undefined || contract.schemas.isValid(media.schema, 'response', value) !== false) return [];
  const faults = contract.schemas
    .explain(media.schema, 'response', value)
    .filter((error) => media.placeholders()?.repeatedBy(error) === undefined);
  return [...new Set(faults.map(({ location }) => tokensOf(location)[0] ?? ''))];
}
