/**
 * The self-test's own reader of schemas. It shares nothing with `schema/` on purpose: it exists to contradict the
 * judge, and a reader that shared its tables or its code would share its errors. Do not replace it by `schema/`.
 */
import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import { readChoices } from './choices.js';
import { readArray, readObject } from './members.js';
import { breaks, elsewhere, FINE, type Outcome, together, UNSURE } from './outcome.js';
import { readScalars } from './scalars.js';
import { familyOf, isNullable, isOnlyReference, MAX_DEPTH, targetOf } from './schema.js';
import type { Spot } from './spot.js';

/**
 * Holds a value against a schema as JSON Schema 2020-12 and OpenAPI word it, keyword by keyword: slow, small, and made
 * of nothing that the checker is made of.
 * Says so where it cannot tell with certainty.
 */
export function read(spot: Spot, schema: JsonValue): Outcome {
  const { scope, value, location } = spot;
  if (schema === false) return breaks(location, 'false schema', false);
  if (!isObject(schema)) return FINE;
  if (spot.depth > MAX_DEPTH || schema.$dynamicRef !== undefined) return UNSURE;
  if (value === null && isNullable(schema, scope) && !isOnlyReference(schema, scope)) return FINE;
  const outcomes: Outcome[] = [];
  if (schema.$ref !== undefined) {
    const target = targetOf(scope.root, schema.$ref);
    if (target === undefined) return UNSURE;
    outcomes.push(read({ ...spot, depth: spot.depth + 1 }, target));
    if (isOnlyReference(schema, scope)) return together(outcomes);
  }
  const open = spot.open.location === location ? spot.open.schemas : [];
  const deeper = { ...spot, depth: spot.depth + 1, open: { location, schemas: [...open, schema] } };
  outcomes.push(
    ...readScalars(schema, spot),
    ...readObject(schema, spot),
    ...readArray(schema, spot),
    // An alternative that is built on the schema which lists it means all but the list.
    ...readChoices(open.includes(schema) ? { ...schema, anyOf: undefined, oneOf: undefined } : schema, deeper),
  );
  return readUnevaluated(schema, spot, together(outcomes));
}

/** `unevaluatedProperties` and `unevaluatedItems` speak of what no other keyword has evaluated; they are read last. */
function readUnevaluated(schema: JsonObject, spot: Spot, outcome: Outcome): Outcome {
  const { value, location, family } = spot;
  const found: Outcome[] = [outcome];
  const rest = own(schema, 'unevaluatedProperties');
  if (rest !== undefined && isObject(value)) {
    const left = Object.keys(value).filter((name) => !outcome.names.has(name));
    for (const name of left) {
      // A member that a failing branch describes is not an extra member: report the fault in the branch.
      if (rest === false && outcome.broken.length > 0 && isNamed(family, name)) continue;
      if (rest === false) found.push(breaks(location, 'unevaluatedProperties', name));
      else found.push(elsewhere(readBelow(spot, child(location, name), value[name] ?? null, rest)));
    }
    found.push({ ...FINE, names: new Set(left) });
  }
  const restItems = own(schema, 'unevaluatedItems');
  if (restItems !== undefined && Array.isArray(value)) {
    const left = [...value.keys()].filter((index) => !outcome.items.has(index));
    if (restItems === false && left.length > 0) found.push(breaks(location, 'unevaluatedItems', false));
    else
      for (const index of left)
        found.push(elsewhere(readBelow(spot, child(location, index), value[index] ?? null, restItems)));
    found.push({ ...FINE, items: new Set(left) });
  }
  return found.length === 1 ? outcome : together(found);
}

function readBelow(spot: Spot, location: Pointer, value: JsonValue, schema: JsonValue): Outcome {
  return read({ ...spot, value, location, family: familyOf(spot.scope, [schema]), depth: spot.depth + 1 }, schema);
}

function isNamed(family: readonly JsonObject[], name: string): boolean {
  return family.some(({ properties }) => isObject(properties) && Object.hasOwn(properties, name));
}
