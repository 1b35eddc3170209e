import { type Cursor, SPACE, TAB } from './cursor.js';
import { unsure } from './unsure.js';

/** A line of a block scalar: its content, and how many spaces more it is indented than the scalar. */
interface Line {
  readonly extra: number;
  readonly content: string;
}

/**
 * Reads a block scalar, literal (`|`) or folded (`>`), and goes to what follows (YAML 1.2 §8.1).
 * @param parent the column of what it belongs to
 */
export function readBlockScalar(cursor: Cursor, parent: number): string {
  HEADER.lastIndex = cursor.pos;
  const header = HEADER.exec(cursor.text);
  if (!header) unsure();
  const [all, style, indicators = ''] = header;
  cursor.pos += all.length;
  const [digit] = /[1-9]/.exec(indicators) ?? [];
  const [chomping] = /[-+]/.exec(indicators) ?? [];
  const { lines, breaks } = readLines(cursor, parent, digit === undefined ? undefined : Number(digit));
  cursor.advance();
  if (lines.length === 0) return chomping === '+' ? unsure() : '';
  const content = style === '|' ? literal(lines) : folded(lines);
  if (chomping === '-') return content;
  return content + (chomping === '+' ? '\n'.repeat(Math.max(1, breaks)) : '\n');
}

const HEADER = /([|>])([1-9]?[-+]?|[-+][1-9])(?:[ \t]+#.*|[ \t]*)(?=\n|$(?!\n))/y;

/**
 * The lines up to the last that is not empty, and how many line breaks follow it. Leaves the cursor at the last line
 * break before what is less deep.
 */
function readLines(cursor: Cursor, parent: number, digit: number | undefined): { lines: Line[]; breaks: number } {
  const { text } = cursor;
  const lines: Line[] = [];
  let depth = digit === undefined ? undefined : parent + digit;
  /** How many spaces the empty lines have that were met since the last line that is not. */
  let empty: number[] = [];
  let breaks = 0;
  let { pos } = cursor;
  while (pos < text.length) {
    const start = pos + 1;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const indent = at - start;
    if (at === end) {
      if (end < text.length) empty.push(indent);
      else if (indent > (depth ?? parent)) unsure();
      pos = end;
      continue;
    }
    if (indent < (depth ?? parent + 1)) {
      if (text.charCodeAt(at) === TAB) unsure();
      break;
    }
    if (depth === undefined) {
      depth = indent;
      if (text.charCodeAt(at) === TAB || empty.some((spaces) => spaces > indent)) unsure();
    }
    for (const spaces of empty) lines.push({ extra: Math.max(0, spaces - depth), content: '' });
    empty = [];
    lines.push({ extra: indent - depth, content: text.slice(at, end) });
    pos = end;
  }
  if (empty.some((spaces) => spaces > (depth ?? parent))) unsure();
  breaks = empty.length + 1;
  cursor.pos = pos;
  return { lines, breaks };
}

function literal(lines: readonly Line[]): string {
  let text = '';
  for (const [index, { extra, content }] of lines.entries())
    text += (index > 0 ? '\n' : '') + (extra > 0 ? ' '.repeat(extra) : '') + content;
  return text;
}

/** Lines that begin with a blank keep their line breaks, and those around them too. */
function folded(lines: readonly Line[]): string {
  let text = '';
  let separator = '';
  let isAfterDeeper = false;
  let isLeading = true;
  for (const { extra, content } of lines) {
    if (isLeading && content === '') {
      text += `${' '.repeat(extra)}\n`;
      continue;
    }
    isLeading = false;
    if (extra > 0 || content.charCodeAt(0) === TAB) {
      if (separator === ' ') separator = '\n';
      else if (!isAfterDeeper && separator === '\n') separator = '\n\n';
      text += separator + ' '.repeat(extra) + content;
      separator = '\n';
      isAfterDeeper = true;
    } else if (content === '') {
      if (separator === '\n') text += '\n';
      else separator = '\n';
    } else {
      text += separator + content;
      separator = ' ';
      isAfterDeeper = false;
    }
  }
  return text;
}
