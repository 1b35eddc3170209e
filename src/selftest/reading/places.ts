import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import { namedBranch } from './choices.js';
import { isFine } from './outcome.js';
import { read } from './read.js';
import {
  familyOf,
  isOnlyReference,
  isOtherSide,
  listAt,
  mapAt,
  memberSchemas,
  ownProperty,
  patternsFor,
  restOf,
  type Scope,
  targetOf,
  tupleOf,
} from './schema.js';

/** One place in a valid value, with what the document certainly says of it. */
export interface Place {
  readonly scope: Scope;
  readonly location: Pointer;
  readonly value: JsonValue;
  /** The schemas that hold here: references, `allOf` and the branches that this value takes. */
  readonly rules: readonly JsonObject[];
  /** All schemas that speak of the place, whichever branch is taken. */
  readonly family: readonly JsonObject[];
}

/**
 * Every place in a valid value that the document describes, the value itself first. What is the other side's alone is
 * left out.
 */
export function placesIn(scope: Scope, schema: JsonValue, value: JsonValue): Place[] {
  return walk(scope, [schema], familyOf(scope, [schema]), value, '');
}

function walk(
  scope: Scope,
  starts: readonly JsonValue[],
  family: readonly JsonObject[],
  value: JsonValue,
  location: Pointer,
): Place[] {
  const rules = rulesFor(scope, starts, family, value);
  const found: Place[] = [{ scope, location, value, rules, family }];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const below = rules.flatMap((rule) => (index < tupleOf(rule).length ? tupleOf(rule)[index] : restOf(rule)) ?? []);
      const all = family.flatMap((rule) => (index < tupleOf(rule).length ? tupleOf(rule)[index] : restOf(rule)) ?? []);
      for (const each of walk(scope, below, familyOf(scope, all), item, child(location, index))) found.push(each);
    }
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined || (scope.direction === 'request' && isOtherSide(scope, family, name))) continue;
      const below = rules.flatMap((rule) => memberOf(rule, name));
      const unevaluated = below.length > 0 ? [] : rules.flatMap((rule) => own(rule, 'unevaluatedProperties') ?? []);
      const all = familyOf(scope, [...memberSchemas(family, name), ...unevaluated]);
      for (const each of walk(scope, [...below, ...unevaluated], all, member, child(location, name))) found.push(each);
    }
  }
  return found;
}

function memberOf(rule: JsonObject, name: string): JsonValue[] {
  const named = [...ownProperty(rule, name), ...patternsFor(rule, name)];
  const others = own(rule, 'additionalProperties');
  return named.length > 0 ? named : others === undefined ? [] : [others];
}

function rulesFor(
  scope: Scope,
  starts: readonly JsonValue[],
  family: readonly JsonObject[],
  value: JsonValue,
): JsonObject[] {
  const found = new Set<JsonObject>();
  const holds = (schema: JsonValue): boolean =>
    isFine(read({ scope, value, location: '', family, depth: 0, open: { location: '', schemas: [] }, read }, schema));
  const visit = (schema: JsonValue | undefined): void => {
    if (!isObject(schema) || found.has(schema)) return;
    if (!isOnlyReference(schema, scope)) found.add(schema);
    visit(targetOf(scope.root, schema.$ref));
    if (isOnlyReference(schema, scope)) return;
    for (const part of listAt(schema, 'allOf')) visit(part);
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = listAt(schema, keyword);
      const named = namedBranch(schema, branches, value, { scope });
      if (named && named.branch !== 'unknown') visit(named.branch);
      else for (const branch of branches) if (holds(branch)) visit(branch);
    }
    const condition = own(schema, 'if');
    if (condition !== undefined) visit(own(schema, holds(condition) ? 'then' : 'else'));
    for (const [name, dependent] of mapAt(schema, 'dependentSchemas'))
      if (isObject(value) && Object.hasOwn(value, name)) visit(dependent);
  };
  for (const start of starts) visit(start);
  return [...found];
}

/** The value with another at a place. */
export function replaced(value: JsonValue, tokens: readonly string[], by: JsonValue): JsonValue {
  const [head, ...rest] = tokens;
  if (head === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === head ? replaced(item, rest, by) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === head ? replaced(member ?? null, rest, by) : member]),
  );
}
