import type { JsonObject, JsonValue } from '../../model/index.js';
import { merge, readAlias, readAnchor } from './aliases.js';
import { readBlockScalar } from './block-scalar.js';
import {
  AMPERSAND,
  ASTERISK,
  COLON,
  Cursor,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isLineEnd,
  isSeparator,
  OPEN_LIST,
  OPEN_MAP,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './cursor.js';
import { readFlow } from './flow.js';
import { addMember, MAX_DEPTH, nameOf } from './members.js';
import { Places } from './places.js';
import { plainEnd, readPlain, startsPlain, withoutBlanks } from './plain.js';
import { readQuoted } from './quoted.js';
import { Unsure, unsure } from './unsure.js';

/**
 * Reads the part of YAML 1.2 in which nearly all descriptions are written, many times as fast as a reader of all of
 * YAML: maps and lists in block style, scalars of all styles, flow style, comments, anchors and merged maps. Not what
 * follows: tags, aliases within what aliases refer to, explicit keys, directives, several documents, tabs in front of
 * content. Where the text is not certain to be of that part, or has an error, it says nothing: what it reads, each
 * reader of YAML must read in the same way.
 * @returns undefined if another reader must read the text
 */
export function readCommonYaml(text: string): { readonly value: JsonValue } | undefined {
  return read(text);
}

/** What a text says, and where each member and item of it begins. */
export interface PlacedYaml {
  readonly value: JsonValue;
  readonly places: Places;
  /** The text with line breaks of one kind, in which the offsets are. */
  readonly text: string;
}

/** Reads as {@link readCommonYaml} does, and notes where each member and item begins. */
export function placeCommonYaml(text: string): PlacedYaml | undefined {
  const places = new Places();
  const found = read(text, places);
  return found && { ...found, places };
}

function read(source: string, places?: Places): { readonly value: JsonValue; readonly text: string } | undefined {
  // A byte order mark may begin each document.
  if (source.includes('\uFEFF') || (source.includes('\r') && /\r(?!\n)/.test(source))) return undefined;
  const text = source.includes('\r') ? source.replaceAll('\r\n', '\n') : source;
  try {
    return { value: readDocument(new Cursor(text, places)), text };
  } catch (error) {
    if (error instanceof Unsure) return undefined;
    throw error;
  }
}

function readDocument(cursor: Cursor): JsonValue {
  const start = /^(?: *(?:#.*)?\n)*---(?= *(?:#.*)?\n)/.exec(cursor.text);
  if (start) {
    cursor.pos = start[0].length;
    cursor.endLine();
  }
  cursor.advance();
  if (cursor.indent !== 0) unsure();
  if (cursor.places) cursor.places.start = cursor.pos;
  const value = readNode(cursor, -1, 0);
  if (cursor.pos < cursor.text.length) unsure();
  return value;
}

/** Reads what begins at the cursor, the first in its line but for dashes, and goes to what follows. */
function readNode(cursor: Cursor, parent: number, depth: number): JsonValue {
  const column = cursor.pos - cursor.lineStart;
  const code = cursor.code();
  if (code === DASH && isSeparator(cursor.code(1))) return readList(cursor, column, depth);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const start = cursor.pos;
    readQuoted(cursor, parent);
    const isName = isColonNext(cursor);
    cursor.pos = start;
    if (isName) return readMap(cursor, column, depth);
  } else if (startsPlain(cursor)) {
    const end = plainEnd(cursor);
    if (cursor.text.charCodeAt(end) === COLON) return readMap(cursor, column, depth);
  }
  // Scalars and flow style at the root are not for us.
  if (parent < 0) unsure();
  return readInline(cursor, parent);
}

function isColonNext({ text, pos }: Cursor): boolean {
  let at = pos;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return text.charCodeAt(at) === COLON && isSeparator(text.charCodeAt(at + 1));
}

function readMap(cursor: Cursor, column: number, depth: number): JsonObject {
  if (depth > MAX_DEPTH) unsure();
  const map: Record<string, JsonValue> = {};
  let merged: Set<string> | undefined;
  do {
    const { pos } = cursor;
    if (cursor.text.startsWith('<<: ', pos)) {
      if (merged) unsure();
      cursor.pos += 4;
      cursor.skipBlanks();
      merged = merge(map, readMember(cursor, column, depth), cursor.places);
      continue;
    }
    const name = readName(cursor);
    cursor.places?.add(map, name, pos);
    cursor.skipBlanks();
    addMember(map, name, readMember(cursor, column, depth), merged);
  } while (cursor.indent === column && !isDash(cursor));
  if (cursor.indent >= column) unsure();
  return map;
}

/** Reads a name and its colon. */
function readName(cursor: Cursor): string {
  const { text, pos } = cursor;
  const code = cursor.code();
  let name: string;
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    name = readQuoted(cursor, -1);
    if (text.slice(pos, cursor.pos).includes('\n') || !isColonNext(cursor)) unsure();
    cursor.skipBlanks();
  } else {
    if (!startsPlain(cursor)) unsure();
    cursor.pos = plainEnd(cursor);
    if (cursor.code() !== COLON) unsure();
    name = nameOf(withoutBlanks(text, pos, cursor.pos));
  }
  cursor.pos += 1;
  return name;
}

function readMember(cursor: Cursor, column: number, depth: number): JsonValue {
  const code = cursor.code();
  if (code === AMPERSAND) return readAnchor(cursor)(readMember(cursor, column, depth));
  if (code === ASTERISK) return ended(cursor, readAlias(cursor));
  if (!isLineEnd(code) && code !== HASH) return readInline(cursor, column);
  cursor.skipLine();
  cursor.advance();
  if (cursor.indent > column) return readNode(cursor, column, depth + 1);
  // A list may be as deep as the member to which it belongs.
  if (cursor.indent === column && isDash(cursor)) return readList(cursor, column, depth + 1);
  return null;
}

function readList(cursor: Cursor, column: number, depth: number): JsonValue[] {
  if (depth > MAX_DEPTH) unsure();
  const list: JsonValue[] = [];
  do {
    cursor.pos += 1;
    // Blanks before an item count as its indentation, in which tabs are not allowed.
    while (cursor.code() === SPACE) cursor.pos += 1;
    if (cursor.code() === TAB) unsure();
    list.push(readItem(cursor, list, column, depth));
  } while (cursor.indent === column && isDash(cursor));
  if (cursor.indent > column) unsure();
  return list;
}

function readItem(cursor: Cursor, list: readonly JsonValue[], column: number, depth: number): JsonValue {
  const code = cursor.code();
  const anchored = code === AMPERSAND ? readAnchor(cursor) : undefined;
  let isInline = true;
  if (isLineEnd(cursor.code()) || cursor.code() === HASH) {
    cursor.skipLine();
    cursor.advance();
    isInline = false;
    // Nothing begins nowhere.
    if (cursor.indent <= column) return cursor.places || anchored ? unsure() : null;
  }
  cursor.places?.add(list, String(list.length), cursor.pos);
  if (code === ASTERISK) return ended(cursor, readAlias(cursor));
  // In `- &a b: 1` the anchor is that of the name.
  if (anchored) return anchored(isInline ? readInline(cursor, column) : readNode(cursor, column, depth + 1));
  return readNode(cursor, column, depth + 1);
}

function isDash(cursor: Cursor): boolean {
  return cursor.code() === DASH && isSeparator(cursor.code(1));
}

/** Reads a scalar, or what is written in flow style, and goes to what follows. */
function readInline(cursor: Cursor, parent: number): JsonValue {
  const code = cursor.code();
  if (code === 124 || code === 62) return readBlockScalar(cursor, parent);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return ended(cursor, readQuoted(cursor, parent));
  if (code === OPEN_LIST || code === OPEN_MAP) return ended(cursor, readFlow(cursor, parent));
  if (!startsPlain(cursor)) unsure();
  return readPlain(cursor, parent, plainEnd(cursor));
}

function ended(cursor: Cursor, value: JsonValue): JsonValue {
  cursor.endLine();
  cursor.advance();
  return value;
}
