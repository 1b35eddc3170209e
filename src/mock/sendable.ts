import { whyUnsendable } from '../contract/index.js';

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

/**
 * A text as a field can carry it (RFC 9110 §5.5): where it has a character that no field may have, it is
 * percent-encoded.
 */
export function fieldValue(text: string): string {
  // A surrogate without its other half is not a character, and cannot be encoded.
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
