import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import type { Defect } from '../read/defects.js';
import type { Members } from './discriminator.js';

/**
 * What is taken for granted of keywords that cannot be used:
 * - `plain`: that there are none;
 * - `lenient`: that they hold. What breaks the schema now, breaks it whatever they were meant to say;
 * - `harsh`: that they do not. What keeps the schema now, keeps it whatever they were meant to say.
 * - `textual`: as `lenient`, and null is admitted only as far as the text of OpenAPI 3.0 admits it.
 *
 * A value between `lenient` and `harsh` is undecided. Where a schema is negated, the other stance counts (Kleene's
 * three values).
 */
export type Stance = 'plain' | 'lenient' | 'harsh' | 'textual';

/** What counts below `not`, and wherever a schema that holds makes a value less valid. */
export function opposite(stance: Stance): Stance {
  return stance === 'lenient' ? 'harsh' : stance === 'harsh' ? 'lenient' : stance;
}

/** Members and items that some keyword may have meant count as evaluated, so that none is one too many. */
const ANYTHING: JsonObject = { additionalProperties: true, items: true };

/** Keywords that speak of the same place, or evaluate members and items of it. */
const IN_PLACE = new Set('$ref allOf anyOf oneOf not if then else dependentSchemas contains schema'.split(' '));

/**
 * Puts what the stance takes for granted in the place of keywords that cannot be used.
 * @param members the converted schema without them, changed in place
 */
export function standIn(members: Members, defects: readonly Defect[], stance: Stance): void {
  if (stance === 'plain') return;
  const holds = stance !== 'harsh';
  const further: JsonValue[] = [];
  for (const { keyword, types } of defects) {
    if (keyword === 'properties' || keyword === 'patternProperties')
      members.patternProperties = { ...asMap(members.patternProperties), '': holds };
    else if (keyword === 'items' || keyword === 'prefixItems' || keyword === 'additionalItems') members.items = holds;
    else if (OF_OTHERS.has(keyword)) members[keyword] = holds;
    else if (!holds) further.push(types.length > 1 ? false : { not: { type: typesOf(types) } });
    else if (IN_PLACE.has(keyword)) further.push(ANYTHING);
  }
  if (further.length > 0) members.allOf = [...(Array.isArray(members.allOf) ? members.allOf : []), ...further];
}

const OF_OTHERS = new Set(['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);

function typesOf(types: Defect['types']): JsonValue {
  return [...types];
}

function asMap(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** No two of these schemas hold. */
export function atMostOne(branches: readonly JsonValue[]): JsonObject {
  return { anyOf: [{ oneOf: branches }, { not: { anyOf: branches } }] };
}
