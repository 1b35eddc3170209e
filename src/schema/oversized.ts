import { isObject, type JsonObject, type JsonValue } from '../model/index.js';
import { type DialectName, dialectOf } from './dialects/index.js';
import { findInSchemas } from './find-in-schemas.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from './keywords.js';
import type { Defect } from './read/defects.js';
import { inPlace } from './read/in-place.js';
import { TYPES } from './read/types.js';
import { CHOICES } from './validate/branch-budget.js';
import { MAX_KEYWORDS } from './validate/size-limits.js';

/**
 * The schemas that are too large for values to be judged by them, as far as that can be told without compiling any: one
 * that holds too many keywords, or that leads one value to so many schemas that the budget of a verdict is spent. Of
 * those that hold each other the innermost is named. Each schema is looked at once.
 */
export function oversizedSchemas(root: JsonObject, name: DialectName): Defect[] {
  const dialect = dialectOf(name);
  const stepsOf = inAll(
    (node) => inPlace(node, root, dialect),
    () => 1,
  );
  const keywordsOf = inAll(inside, (node) => 1 + Object.keys(node).length);
  const defectsOf = (node: JsonObject): readonly Defect[] => {
    const found: Defect[] = [];
    const add = (detail: string): number =>
      found.push({ keyword: '', pointer: '', detail, types: TYPES, isTooLarge: true });
    if (isFirstAbove(MAX_KEYWORDS, node, keywordsOf, inside))
      add(`it holds ${keywordsOf(node)} keywords, and at most ${MAX_KEYWORDS} can be compiled`);
    if (isFirstAbove(CHOICES, node, stepsOf, (schema) => inPlace(schema, root, dialect)))
      add(`it leads one value to ${inWords(stepsOf(node))} schemas, and ${CHOICES} of them are looked at`);
    return found;
  };
  return findInSchemas(root, dialect, defectsOf, () => undefined);
}

function isFirstAbove(
  limit: number,
  node: JsonObject,
  sumOf: (node: JsonObject) => number,
  next: (node: JsonObject) => readonly JsonObject[],
): boolean {
  return sumOf(node) > limit && next(node).every((other) => sumOf(other) <= limit);
}

/**
 * The sum of something over a schema and all to which it leads, on each way. What leads back to itself is counted once.
 * Without recursion: references can be chained at will.
 */
function inAll(
  next: (node: JsonObject) => readonly JsonObject[],
  ownOf: (node: JsonObject) => number,
): (node: JsonObject) => number {
  const sums = new Map<JsonObject, number>();
  return (start) => {
    if (!sums.has(start)) {
      const way = [enter(start)];
      for (let here = way.at(-1); here; here = way.at(-1)) {
        const other = here.next.pop();
        if (other === undefined) {
          sums.set(here.node, here.sum);
          way.pop();
          const above = way.at(-1);
          if (above) above.sum += here.sum;
        } else if (sums.has(other)) here.sum += sums.get(other) ?? 0;
        else way.push(enter(other));
      }
    }
    return sums.get(start) ?? 0;
  };

  function enter(node: JsonObject): { readonly node: JsonObject; readonly next: JsonObject[]; sum: number } {
    // Until its sum is known, a way back to it adds nothing.
    sums.set(node, 0);
    return { node, next: [...next(node)], sum: ownOf(node) };
  }
}

/** The schemas that are written within this one. */
function inside(node: JsonObject): JsonObject[] {
  const found: JsonObject[] = [];
  const add = (value: JsonValue | undefined): void => {
    if (isObject(value)) found.push(value);
  };
  for (const key of SCHEMA_KEYWORDS) add(node[key]);
  for (const key of SCHEMA_LIST_KEYWORDS) if (Array.isArray(node[key])) node[key].forEach(add);
  for (const key of SCHEMA_MAP_KEYWORDS) if (isObject(node[key])) Object.values(node[key]).forEach(add);
  return found;
}

/** A number that may be too large for digits. */
function inWords(steps: number): string {
  return steps < 1e15 ? String(steps) : 'more than 10^15';
}
