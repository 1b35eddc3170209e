import type { JsonValue, Numeric } from '../../model/index.js';
import { COLON, type Cursor, HASH, isBlank, isSeparator, LINE_FEED, SPACE, TAB } from './cursor.js';
import { fold } from './fold.js';
import { unsure } from './unsure.js';
import { numberWritten } from './written-number.js';

/**
 * The value of plain text in the core schema of YAML 1.2 (§10.3.2).
 *
 * ```
 * plainValue('0x1F')  ▶ 31        plainValue('1e3') ▶ 1000
 * plainValue('~')     ▶ null      plainValue('yes') ▶ 'yes'
 * ```
 */
export function plainValue(source: string): JsonValue {
  if (!MAY_BE_OTHER_THAN_TEXT.test(source)) return source;
  if (/^(?:~|null|Null|NULL)?$/.test(source)) return null;
  if (/^(?:true|True|TRUE)$/.test(source)) return true;
  if (/^(?:false|False|FALSE)$/.test(source)) return false;
  return numberIn(source) ?? source;
}

/** Fewer digits fit into a double. */
const SURE = 16;

/** The number that a plain text is, if it is one. */
function numberIn(source: string): Numeric | undefined {
  if (/^[-+]?[0-9]+$/.test(source)) return source.length < SURE ? Number.parseInt(source, 10) : numberWritten(source);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(source)) return numberWritten(source);
  if (/^0o[0-7]+$/.test(source)) return numberWritten(source);
  if (/^0x[0-9a-fA-F]+$/.test(source)) return numberWritten(source);
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return Number.NaN;
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(source)) return source.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}

const MAY_BE_OTHER_THAN_TEXT = /^(?:$|[-+.0-9~]|[nN](?:ull$|ULL$)|[tT](?:rue$|RUE$)|[fF](?:alse$|ALSE$))/;

/** Whether plain text in a block may begin here. */
export function startsPlain(cursor: Cursor): boolean {
  const code = cursor.code();
  // Indicators: , [ ] { } # & * ! | > ' " % @ `
  if (INDICATORS.has(code)) return false;
  // - ? :
  return !(code === 45 || code === 63 || code === COLON) || !isSeparator(cursor.code(1));
}

const INDICATORS: ReadonlySet<number> = new Set([...',[]{}#&*!|>\'"%@`'].map((each) => each.charCodeAt(0)));

/**
 * Where plain text ends that begins here, on this line, in a block: at a comment, the end of the line, or the colon
 * that makes it a key.
 * @returns the offset of what ends it; blanks before that are not part of the text
 */
export function plainEnd({ text, pos }: Cursor): number {
  for (let at = pos; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      if (isSeparator(text.charCodeAt(at + 1))) return at;
    } else if (code === LINE_FEED || Number.isNaN(code)) return at;
    else if (code === HASH && isBlank(text.charCodeAt(at - 1))) return at;
  }
}

/** The text without the blanks at its end. */
export function withoutBlanks(text: string, start: number, end: number): string {
  let last = end;
  while (last > start && isBlank(text.charCodeAt(last - 1))) last -= 1;
  return text.slice(start, last);
}

/**
 * Reads plain text in a block, which may go on in further lines that are deeper than its parent.
 * @param end where its first line ends, from `plainEnd`
 */
export function readPlain(cursor: Cursor, parent: number, end: number): JsonValue {
  const { text, pos: start } = cursor;
  if (text.charCodeAt(end) === COLON) unsure();
  cursor.pos = end;
  let last = end;
  while (text.charCodeAt(cursor.pos) === LINE_FEED) {
    const next = nextLine(text, cursor.pos);
    const code = text.charCodeAt(next.at);
    if (next.indent <= parent || Number.isNaN(code) || code === HASH) break;
    if (code === TAB) unsure();
    cursor.pos = next.at;
    last = plainEnd(cursor);
    if (text.charCodeAt(last) === COLON) unsure();
    cursor.pos = last;
  }
  const source = withoutBlanks(text, start, last);
  if (text.charCodeAt(cursor.pos) === HASH) cursor.skipLine();
  cursor.advance();
  return last === end ? plainValue(source) : fold(source);
}

/** The next line that has more than spaces: where its content is, and its column. */
function nextLine(text: string, lineEnd: number): { readonly at: number; readonly indent: number } {
  let start = lineEnd + 1;
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) start = at + 1;
    else if (code !== SPACE) return { at, indent: at - start };
  }
}
