import { at, isObject, type JsonObject, type JsonValue, own, pointerOfFragment } from '../model/index.js';

/** So many schemas are visited: one that leads back to itself has an end. */
const MOST_VISITED = 2_000;

/** Keywords whose schemas hold for the same value. */
const SAME_PLACE = ['allOf', 'anyOf', 'oneOf'] as const;
const SAME_PLACE_ALONE = ['not', 'if', 'then', 'else'] as const;

/**
 * The schemas that say something of the place: `$ref`, `allOf` and similar keywords are followed. It only tells what
 * the document says there; what holds is for the contract to judge.
 * @param path members and indexes, from the value of the schema on
 */
export function schemasAt(root: JsonObject, schema: JsonValue | undefined, path: readonly string[]): JsonObject[] {
  let here = together(root, [schema]);
  for (const step of path)
    here = together(
      root,
      here.flatMap((each) => below(each, step)),
    );
  return here;
}

/** All schemas that a schema leads to, itself among them. */
export function reachableFrom(root: JsonObject, schema: JsonValue | undefined): ReadonlySet<JsonObject> {
  const seen = new Set<JsonObject>();
  const waiting: (JsonValue | undefined)[] = [schema];
  while (waiting.length > 0 && seen.size < MOST_VISITED) {
    for (const each of together(root, [waiting.pop()])) {
      if (seen.has(each)) continue;
      seen.add(each);
      const properties = own(each, 'properties');
      if (isObject(properties)) for (const property of Object.values(properties)) waiting.push(property);
      waiting.push(own(each, 'items'), own(each, 'additionalProperties'));
    }
  }
  return seen;
}

function below(schema: JsonObject, step: string): (JsonValue | undefined)[] {
  const properties = own(schema, 'properties');
  const named = isObject(properties) ? own(properties, step) : undefined;
  if (named !== undefined) return [named];
  const prefix = own(schema, 'prefixItems');
  const item = Array.isArray(prefix) && /^\d+$/.test(step) ? prefix[Number(step)] : undefined;
  return [item ?? (/^\d+$/.test(step) ? own(schema, 'items') : undefined) ?? own(schema, 'additionalProperties')];
}

function together(root: JsonObject, schemas: readonly (JsonValue | undefined)[]): JsonObject[] {
  const seen = new Set<JsonObject>();
  const waiting = [...schemas];
  while (waiting.length > 0 && seen.size < MOST_VISITED) {
    const next = waiting.pop();
    if (!isObject(next) || seen.has(next)) continue;
    seen.add(next);
    const reference = own(next, '$ref');
    if (typeof reference === 'string' && reference.startsWith('#/'))
      waiting.push(at(root, pointerOfFragment(reference)));
    for (const keyword of SAME_PLACE) {
      const list = own(next, keyword);
      if (Array.isArray(list)) for (const branch of list) waiting.push(branch);
    }
    for (const keyword of SAME_PLACE_ALONE) waiting.push(own(next, keyword));
  }
  return [...seen];
}
