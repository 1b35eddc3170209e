import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { AMPERSAND, ASTERISK, type Cursor, isSeparator } from './cursor.js';
import type { Places } from './places.js';
import { unsure } from './unsure.js';

/** Goes behind the anchor at the cursor, and the blanks after it. Gives what to call with the value once it is read. */
export function readAnchor(cursor: Cursor): (value: JsonValue) => JsonValue {
  const name = readReference(cursor);
  if (!isSeparator(cursor.code())) unsure();
  cursor.skipBlanks();
  if (cursor.code() === AMPERSAND || cursor.code() === ASTERISK) unsure();
  return cursor.anchors.begin(name);
}

/** Goes behind the alias at the cursor. @param isEnd whether a character that is not a blank may follow */
export function readAlias(cursor: Cursor, isEnd: (code: number) => boolean = () => false): JsonValue {
  const name = readReference(cursor);
  if (!isSeparator(cursor.code()) && !isEnd(cursor.code())) unsure();
  return cursor.anchors.resolve(name);
}

/** The name of an anchor or alias. Others than these are allowed, and never seen. */
function readReference(cursor: Cursor): string {
  REFERENCE.lastIndex = cursor.pos;
  const [all, name] = REFERENCE.exec(cursor.text) ?? unsure();
  cursor.pos += all.length;
  return name ?? unsure();
}

const REFERENCE = /[&*]([\w-]+)/y;

/**
 * Adds the members of the map or maps after `<<` that the map has not (YAML 1.1, Merge Key).
 * @returns their names: members of the map itself may still replace them
 */
export function merge(map: JsonObject, merged: JsonValue, places: Places | undefined): Set<string> {
  const names = new Set<string>();
  for (const source of Array.isArray(merged) ? merged : [merged]) {
    if (!isObject(source)) unsure();
    for (const [name, value] of Object.entries(source)) {
      if (Object.hasOwn(map, name)) continue;
      Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
      names.add(name);
      const offset = places?.of(source).get(name);
      if (offset !== undefined) places?.add(map, name, offset);
    }
  }
  return names;
}
