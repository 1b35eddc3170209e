import { canonicalNumber, compareNumbers, ExactNumber, isNumeric } from './exact-number.js';

/** A JSON value (RFC 8259). A number that no double holds is an exact one. */
export type JsonValue = string | number | ExactNumber | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. Built without a prototype, or by JSON.parse: a `__proto__` key is a key like any other. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Tells objects from arrays, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Tells objects and arrays from null and scalars. */
export function isContainer(value: unknown): value is readonly JsonValue[] | JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}

/** The own property of that name, or undefined: never one that the prototype lends. */
export function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * The deepest nesting that is judged: how deep a value can be followed would depend on the stack, and no API
 * sends deeper ones.
 */
export const MAX_DEPTH = 500;

/** Whether objects and arrays are nested more than `MAX_DEPTH` levels deep. */
export function isTooDeep(value: JsonValue, levels = MAX_DEPTH): boolean {
  if (!isContainer(value)) return false;
  if (levels === 0) return true;
  // Without lists of the members or functions: every body that is judged comes by here.
  if (!isObject(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      if (typeof item === 'object' && item !== null && isTooDeep(item, levels - 1)) return true;
    }
    return false;
  }
  for (const name in value) {
    const member = value[name];
    if (typeof member === 'object' && member !== null && isTooDeep(member, levels - 1)) return true;
  }
  return false;
}

/** Whether two JSON values are equal: numbers by value, objects without regard to the order of their members. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' && typeof b !== 'object') return false;
  if (a instanceof ExactNumber || b instanceof ExactNumber)
    return isNumeric(a) && isNumeric(b) && compareNumbers(a, b) === 0;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

/** JSON in which equal values are equal texts: the members of objects are in the order of their names. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value instanceof ExactNumber) return canonicalNumber(value);
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** Sets a member of an object that has a prototype: `__proto__` is a member like any other. */
export function setMember(
  object: Record<string, JsonValue | undefined>,
  name: string,
  value: JsonValue | undefined,
): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

/**
 * The error of `JSON.parse`, without the text that engines quote: it may hold anything.
 * @param error what was thrown
 */
export function explainJsonError(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const [, problem, position] = /^([^"]*?)(?: in JSON)? at position (\d+)/.exec(message) ?? [];
  if (problem !== undefined)
    return `${problem.replace(/ token .*$/, ' character')} at character ${Number(position) + 1}`;
  return /end of JSON input/.test(message) ? 'it ends too early' : 'an unexpected character';
}

/**
 * Finds where a string ends in JSON text (RFC 8259 §7).
 * @param from the index behind the opening quote
 * @returns the index behind the closing quote; the text's length if none exists
 */
export function endOfJsonString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let run = 0;
    while (at - run > from && text[at - run - 1] === '\\') run += 1;
    if (run % 2 === 0) return at + 1;
  }
  return text.length;
}
