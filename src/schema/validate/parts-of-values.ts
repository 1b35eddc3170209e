import { ExactNumber, holdsExact, isContainer, type JsonObject, type JsonValue } from '../../model/index.js';

/** Whether a value may be or hold an exact number. */
export function mayHoldExact(value: unknown): value is ExactNumber | JsonObject | readonly JsonValue[] {
  return isContainer(value) || value instanceof ExactNumber;
}

/** Whether exact numbers are in a value; not asked of one that is deeper than the stack. */
export function isWithExact(value: unknown): boolean {
  try {
    return holdsExact(value);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether null is anywhere in it. */
export function hasNull(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  return Array.isArray(value) ? value.some(hasNull) : Object.values(value).some(hasNull);
}
