import { isTooDeep, type JsonValue, writeJson } from '../model/index.js';

/** A value as JSON; undefined where it is nested deeper than is judged. */
export function jsonText(value: JsonValue): string | undefined {
  return isTooDeep(value) ? undefined : writeJson(value);
}
