import type { JsonValue } from '../model/index.js';

/** A value as JSON; undefined where it is nested deeper than the stack is. */
export function jsonText(value: JsonValue): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
