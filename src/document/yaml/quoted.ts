import { type Cursor, LINE_FEED, SPACE } from './cursor.js';
import { fold, lineBreaks } from './fold.js';
import { unsure } from './unsure.js';

/**
 * Reads quoted text, and goes behind its closing quote.
 * @param parent the column of what the text belongs to: its further lines are deeper
 */
export function readQuoted(cursor: Cursor, parent: number): string {
  return cursor.code() === 34 ? readDoubleQuoted(cursor, parent) : readSingleQuoted(cursor, parent);
}

function readSingleQuoted(cursor: Cursor, parent: number): string {
  const { text, pos } = cursor;
  let end = text.indexOf("'", pos + 1);
  let hasQuotes = false;
  while (end >= 0 && text.charCodeAt(end + 1) === 39) {
    hasQuotes = true;
    end = text.indexOf("'", end + 2);
  }
  const source = sourceTo(cursor, end, parent);
  const folded = fold(source);
  return hasQuotes ? folded.replaceAll("''", "'") : folded;
}

function readDoubleQuoted(cursor: Cursor, parent: number): string {
  const { text, pos } = cursor;
  let end = text.indexOf('"', pos + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  const source = sourceTo(cursor, end, parent);
  return source.includes('\\') ? withoutEscapes(source) : fold(source);
}

/** Whether the number of backslashes before a character is odd. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === 92) start -= 1;
  return (at - start) % 2 === 1;
}

/** What is between the quotes. @throws Unsure if a further line is not deep enough */
function sourceTo(cursor: Cursor, end: number, parent: number): string {
  const { text, pos } = cursor;
  if (end < 0) unsure();
  const source = text.slice(pos + 1, end);
  for (let line = source.indexOf('\n'); line >= 0; line = source.indexOf('\n', line + 1)) {
    let at = line + 1;
    while (source.charCodeAt(at) === SPACE) at += 1;
    if (at - line - 1 <= parent && source.charCodeAt(at) !== LINE_FEED) unsure();
  }
  cursor.pos = end + 1;
  return source;
}

/** Double-quoted text with its escapes resolved and its lines folded (YAML 1.2 §5.7, §7.3.1). */
function withoutEscapes(source: string): string {
  return source.replace(
    /\\(?:\n[ \t]*|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)|[ \t\n]+/gs,
    (found: string): string => {
      if (!found.startsWith('\\')) return unfolded(found);
      const name = found.charAt(1);
      if (name === '\n') return '';
      if (found.length > 2) return String.fromCodePoint(codePoint(found));
      return ESCAPES.get(name) ?? unsure();
    },
  );
}

function unfolded(blanks: string): string {
  if (!blanks.includes('\n')) return blanks;
  return lineBreaks(blanks.split('\n').length - 1);
}

function codePoint(written: string): number {
  const code = Number.parseInt(written.slice(2), 16);
  return code <= 0x10ffff ? code : unsure();
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\t', '\t'],
]);
