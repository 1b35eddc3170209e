import { canonicalJson, child, isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import { breaks, elsewhere, isFine, type Outcome, UNSURE } from './outcome.js';
import { matches } from './patterns.js';
import { familyOf, isOtherSide, listAt, mapAt, memberSchemas, ownProperty, restOf, tupleOf } from './schema.js';
import type { Spot } from './spot.js';

/** The outcomes of the keywords for objects, except `unevaluatedProperties`. */
export function readObject(schema: JsonObject, spot: Spot): Outcome[] {
  const { value, location, scope, family } = spot;
  if (!isObject(value)) return [];
  const found: Outcome[] = [];
  const names = Object.keys(value);
  const { minProperties, maxProperties } = schema;
  if (typeof minProperties === 'number' && names.length < minProperties)
    found.push(breaks(location, 'minProperties', minProperties));
  if (typeof maxProperties === 'number' && names.length > maxProperties)
    found.push(breaks(location, 'maxProperties', maxProperties));
  for (const name of listAt(schema, 'required')) {
    if (typeof name !== 'string' || Object.hasOwn(value, name) || isOtherSide(scope, family, name)) continue;
    found.push(breaks(location, 'required', name));
  }
  for (const [name, needed] of mapAt(schema, 'dependentRequired')) {
    if (!Object.hasOwn(value, name) || !Array.isArray(needed)) continue;
    for (const other of needed)
      if (typeof other === 'string' && !Object.hasOwn(value, other))
        found.push(breaks(location, 'dependentRequired', [name, other]));
  }
  const evaluated = new Set<string>();
  for (const name of names) {
    const member = value[name];
    if (member === undefined) continue;
    for (const each of readMember(schema, spot, name, member, evaluated)) found.push(each);
  }
  const propertyNames = own(schema, 'propertyNames');
  if (propertyNames !== undefined) {
    for (const name of names) {
      const outcome = spot.read({ ...spot, value: name, family: familyOf(scope, [propertyNames]) }, propertyNames);
      if (outcome.unsure) found.push(UNSURE);
      else if (outcome.broken.length > 0) found.push(breaks(location, 'propertyNames', name));
    }
  }
  found.push({ broken: [], unsure: false, names: evaluated, items: new Set() });
  return found;
}

/** One member by `properties` and `patternProperties`, else by `additionalProperties` of the same schema. */
function readMember(
  schema: JsonObject,
  spot: Spot,
  name: string,
  member: JsonValue,
  evaluated: Set<string>,
): Outcome[] {
  const { location, scope, family } = spot;
  const found: Outcome[] = [];
  const schemas = [...ownProperty(schema, name)];
  for (const [pattern, fitting] of mapAt(schema, 'patternProperties')) {
    const fits = matches(pattern, name);
    if (fits === undefined) found.push(UNSURE);
    if (fits) schemas.push(fitting);
  }
  const others = own(schema, 'additionalProperties');
  if (schemas.length === 0 && others !== undefined && found.length === 0) {
    if (others === false) return [breaks(location, 'additionalProperties', name)];
    schemas.push(others);
  }
  if (schemas.length > 0) evaluated.add(name);
  // The receiver ignores what is the service's alone.
  if (scope.direction === 'request' && isOtherSide(scope, family, name)) return found;
  const below = { ...spot, value: member, location: child(location, name), depth: spot.depth + 1 };
  const memberFamily = familyOf(scope, memberSchemas(family, name));
  for (const one of schemas) found.push(elsewhere(spot.read({ ...below, family: memberFamily }, one)));
  return found;
}

/** The outcomes of the keywords for arrays, except `unevaluatedItems`. */
export function readArray(schema: JsonObject, spot: Spot): Outcome[] {
  const { value, location, scope, family } = spot;
  if (!Array.isArray(value)) return [];
  const found: Outcome[] = [];
  const { minItems, maxItems, uniqueItems } = schema;
  if (typeof minItems === 'number' && value.length < minItems) found.push(breaks(location, 'minItems', minItems));
  if (typeof maxItems === 'number' && value.length > maxItems) found.push(breaks(location, 'maxItems', maxItems));
  if (uniqueItems === true && hasTwins(value)) found.push(breaks(location, 'uniqueItems', true));
  const tuple = tupleOf(schema);
  const rest = restOf(schema);
  const evaluated = new Set<number>();
  for (const [index, item] of value.entries()) {
    const one = index < tuple.length ? tuple[index] : rest;
    if (one === undefined) continue;
    if (index >= tuple.length && one === false) {
      found.push(breaks(location, 'items', tuple.length));
      break;
    }
    evaluated.add(index);
    const itemFamily = familyOf(
      scope,
      family.flatMap((each) => (index < tupleOf(each).length ? tupleOf(each)[index] : restOf(each)) ?? []),
    );
    const below = { ...spot, value: item, location: child(location, index), depth: spot.depth + 1, family: itemFamily };
    found.push(elsewhere(spot.read(below, one)));
  }
  for (const each of readContains(schema, spot, value, evaluated)) found.push(each);
  found.push({ broken: [], unsure: false, names: new Set(), items: evaluated });
  return found;
}

function hasTwins(items: readonly JsonValue[]): boolean {
  return new Set(items.map(canonicalJson)).size < items.length;
}

function readContains(schema: JsonObject, spot: Spot, items: readonly JsonValue[], evaluated: Set<number>): Outcome[] {
  const wanted = own(schema, 'contains');
  if (wanted === undefined) return [];
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  const outcomes = items.map((item, index) =>
    spot.read(
      { ...spot, value: item, location: child(spot.location, index), family: familyOf(spot.scope, [wanted]) },
      wanted,
    ),
  );
  if (outcomes.some(({ unsure }) => unsure)) return [UNSURE];
  let count = 0;
  for (const [index, outcome] of outcomes.entries()) {
    if (!isFine(outcome)) continue;
    evaluated.add(index);
    count += 1;
  }
  return count < Number(minContains) || count > Number(maxContains)
    ? [breaks(spot.location, 'contains', minContains)]
    : [];
}
