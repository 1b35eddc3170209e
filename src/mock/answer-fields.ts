import { fieldValue, whyUnsendable } from '../contract/index.js';

/** Header fields by the name as they are sent; several values are several fields. */
type Fields<Value> = Readonly<Record<string, Value>>;

/** Header fields with others in place of those that have their names, in any case. */
export function replacedFields(
  fields: Fields<string | string[]>,
  others: Fields<string | string[]>,
): Record<string, string | string[]> {
  const names = new Set(Object.keys(others).map((name) => name.toLowerCase()));
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name.toLowerCase()))),
    ...others,
  };
}

/**
 * The fields that can be sent: those whose names HTTP forbids are left out, and values are written so that it allows
 * them.
 */
export function sendable(fields: Fields<string | number | string[]>): Fields<string | number | string[]> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => whyUnsendable(name) === undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(fieldValue) : fieldValue(String(value))]),
  );
}
