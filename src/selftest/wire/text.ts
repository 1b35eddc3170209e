import { isNumeric, isObject, isWhole, type JsonObject, type JsonValue } from '../../model/index.js';
import { familyOf, itemSchemas, memberSchemas, type Scope, typesIn } from '../reading/schema.js';

/**
 * How a place in a parameter or form is written: what its schemas say, and the characters that would be taken for
 * separators.
 */
export interface TextPlace {
  readonly scope: Scope;
  readonly family: readonly JsonObject[];
}

/** The place of a member. */
export function memberPlace({ scope, family }: TextPlace, name: string): TextPlace {
  return { scope, family: familyOf(scope, memberSchemas(family, name)) };
}

/** The place of an item. */
export function itemPlace({ scope, family }: TextPlace, index: number): TextPlace {
  return { scope, family: familyOf(scope, itemSchemas(family, index)) };
}

/**
 * Whether a scalar, written as text, is read as the same value: text has no types but those that the schema wants at
 * its place.
 * Empty text is not a value, and null has no text of its own.
 */
export function carriesScalar({ family }: TextPlace, value: JsonValue): boolean {
  const types = typesIn(family);
  if (types.has('array') || types.has('object')) return false;
  if (isNumeric(value)) return (types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?$/.test(String(value));
  if (typeof value === 'boolean') return types.has('boolean');
  if (typeof value !== 'string' || value === '' || value.length > 4_000) return false;
  if ((types.has('integer') || types.has('number')) && /^-?[\d.]/.test(value)) return false;
  if (types.has('boolean') && (value === 'true' || value === 'false')) return false;
  return !(types.has('null') && value === 'null');
}

/** Texts that no style takes for anything but themselves. */
const PLAIN = /^[A-Za-z0-9_~-]+$/;

/** Whether a list or an object of scalars is read as it is, in a style that parts it by separators. */
export function carriesParts(place: TextPlace, value: JsonValue): boolean {
  const isPlain = (part: JsonValue, where: TextPlace): boolean =>
    carriesScalar(where, part) && PLAIN.test(String(part).replace(/\.(?=\d+$)/, ''));
  const types = typesIn(place.family);
  if (Array.isArray(value))
    return (
      types.has('array') &&
      !types.has('object') &&
      value.length > 0 &&
      value.every((item, index) => isPlain(item, itemPlace(place, index)))
    );
  if (!isObject(value) || !types.has('object') || types.has('array')) return false;
  const members = Object.entries(value);
  return (
    members.length > 0 &&
    members.every(
      ([name, member]) => PLAIN.test(name) && member !== undefined && isPlain(member, memberPlace(place, name)),
    )
  );
}

/** Whether every number in the value is a whole one: `.` parts items in some styles. */
export function hasFraction(value: JsonValue | undefined): boolean {
  if (isNumeric(value)) return !isWhole(value);
  if (Array.isArray(value)) return value.some(hasFraction);
  return isObject(value) && Object.values(value).some(hasFraction);
}
