import type { JsonObject, JsonValue } from '../../model/index.js';
import { readAlias } from './aliases.js';
import {
  ASTERISK,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  type Cursor,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isSeparator,
  LINE_FEED,
  OPEN_LIST,
  OPEN_MAP,
  SINGLE_QUOTE,
  SPACE,
} from './cursor.js';
import { addMember, MAX_DEPTH, nameOf } from './members.js';
import { plainValue, withoutBlanks } from './plain.js';
import { readQuoted } from './quoted.js';
import { unsure } from './unsure.js';

/**
 * Reads a list or map in flow style, `[a, b]` or `{a: 1}`, and goes behind its closing bracket (YAML 1.2 §7.4).
 * @param parent the column of what it belongs to: its further lines are deeper
 */
export function readFlow(cursor: Cursor, parent: number, depth = 0): JsonValue {
  if (depth > MAX_DEPTH) unsure();
  const isMap = cursor.code() === OPEN_MAP;
  cursor.pos += 1;
  return isMap ? readMap(cursor, parent, depth) : readList(cursor, parent, depth);
}

function readList(cursor: Cursor, parent: number, depth: number): JsonValue[] {
  const list: JsonValue[] = [];
  skip(cursor, parent, depth);
  while (cursor.code() !== CLOSE_LIST) {
    cursor.places?.add(list, String(list.length), cursor.pos);
    list.push(readValue(cursor, parent, depth));
    next(cursor, parent, depth, CLOSE_LIST);
  }
  cursor.pos += 1;
  return list;
}

function readMap(cursor: Cursor, parent: number, depth: number): JsonObject {
  const map: Record<string, JsonValue> = {};
  skip(cursor, parent, depth);
  while (cursor.code() !== CLOSE_MAP) {
    const { pos } = cursor;
    const name = readName(cursor, parent);
    cursor.places?.add(map, name, pos);
    skip(cursor, parent, depth);
    addMember(map, name, readValue(cursor, parent, depth));
    next(cursor, parent, depth, CLOSE_MAP);
  }
  cursor.pos += 1;
  return map;
}

function readValue(cursor: Cursor, parent: number, depth: number): JsonValue {
  const code = cursor.code();
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return readQuoted(cursor, parent);
  if (code === OPEN_LIST || code === OPEN_MAP) return readFlow(cursor, parent, depth + 1);
  if (code === ASTERISK) return readAlias(cursor, (after) => FLOW.has(after));
  const { text, pos } = cursor;
  cursor.pos = plainEnd(cursor);
  return plainValue(withoutBlanks(text, pos, cursor.pos));
}

/** Reads a name and its colon. After a quoted name the value may follow at once, as in JSON. */
function readName(cursor: Cursor, parent: number): string {
  const { text, pos } = cursor;
  const code = cursor.code();
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  let name: string;
  if (isQuoted) name = readQuoted(cursor, parent);
  else {
    cursor.pos = plainEnd(cursor);
    name = nameOf(withoutBlanks(text, pos, cursor.pos));
  }
  if (text.slice(pos, cursor.pos).includes('\n')) unsure();
  cursor.skipBlanks();
  if (cursor.code() !== COLON || (!isQuoted && !isSeparator(cursor.code(1)))) unsure();
  cursor.pos += 1;
  return name;
}

/** Goes past a comma, or to the closing bracket. */
function next(cursor: Cursor, parent: number, depth: number, close: number): void {
  skip(cursor, parent, depth);
  if (cursor.code() === close) return;
  if (cursor.code() !== COMMA) unsure();
  cursor.pos += 1;
  skip(cursor, parent, depth);
}

/** Goes past blanks, comments and line breaks. The outermost bracket may close in the column of the parent. */
function skip(cursor: Cursor, parent: number, depth: number): void {
  const { text } = cursor;
  for (;;) {
    const { pos } = cursor;
    cursor.skipBlanks();
    const code = cursor.code();
    if (code === HASH) {
      if (cursor.pos === pos && text.charCodeAt(pos - 1) !== SPACE) unsure();
      cursor.skipLine();
    } else if (code !== LINE_FEED) return;
    if (Number.isNaN(cursor.code())) unsure();
    cursor.pos += 1;
    const start = cursor.pos;
    while (cursor.code() === SPACE) cursor.pos += 1;
    const indent = cursor.pos - start;
    const first = cursor.code();
    const isClosing = depth === 0 && indent === parent && (first === CLOSE_LIST || first === CLOSE_MAP);
    if (indent <= parent && first !== LINE_FEED && !isClosing) unsure();
  }
}

/** Where plain text in flow style ends: on its line, at an indicator of flow style, or at a colon or comment. */
function plainEnd({ text, pos }: Cursor): number {
  const first = text.charCodeAt(pos);
  if (first === DASH ? !/[\w.]/.test(text.charAt(pos + 1)) : NO_START.has(first) || isSeparator(first)) unsure();
  for (let at = pos; ; at += 1) {
    const code = text.charCodeAt(at);
    if (FLOW.has(code) || code === LINE_FEED || Number.isNaN(code)) return at;
    if (code === COLON) {
      const after = text.charCodeAt(at + 1);
      if (isSeparator(after) || FLOW.has(after)) return at;
    } else if (code === HASH && isBlank(text.charCodeAt(at - 1))) return at;
  }
}

const FLOW: ReadonlySet<number> = new Set([OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP, COMMA]);
const NO_START: ReadonlySet<number> = new Set([...',[]{}#&*!|>\'"%@`?:'].map((each) => each.charCodeAt(0)));
