import { fieldValue, whyUnsendable } from '../contract/index.js';

/** Header fields by their names; several values are several fields. */
type Fields = Readonly<Record<string, string | number | string[]>>;

/**
 * The fields that can be sent: those whose names HTTP forbids are left out, and values are written so that it allows
 * them.
 */
export function sendable(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => whyUnsendable(name) === undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(fieldValue) : fieldValue(String(value))]),
  );
}
