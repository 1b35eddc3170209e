import { Anchors } from './anchors.js';
import type { Places } from './places.js';
import { unsure } from './unsure.js';

/** Character codes that have a meaning in YAML. */
export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const ASTERISK = 42;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const OPEN_LIST = 91;
export const CLOSE_LIST = 93;
export const OPEN_MAP = 123;
export const CLOSE_MAP = 125;

/** A place in a YAML text whose lines end with a line feed. */
export class Cursor {
  readonly text: string;
  /** Where it is noted at which offset members and items begin, if anybody asks. */
  readonly places: Places | undefined;
  readonly anchors = new Anchors();
  /** At first before the text, as if a line break preceded it. */
  pos = -1;
  /** The column, from 0, of the content to which `advance` went; -1 at the end of the text. */
  indent = -1;
  /** Where the line of that content begins. */
  lineStart = 0;

  constructor(text: string, places?: Places) {
    this.text = text;
    this.places = places;
  }

  /** The code of the character after so many; NaN at the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.pos + ahead);
  }

  skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.pos))) this.pos += 1;
  }

  /** Goes from the end of a value to the end of its line. @throws Unsure if anything but a comment follows */
  endLine(): void {
    const { text, pos } = this;
    this.skipBlanks();
    const code = text.charCodeAt(this.pos);
    if (isLineEnd(code)) return;
    if (code !== HASH || this.pos === pos) unsure();
    this.skipLine();
  }

  /** Goes to the end of the line. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.pos);
    this.pos = end < 0 ? this.text.length : end;
  }

  /**
   * Goes from the end of a line to the next content, past empty lines and comments, and notes its column.
   * @throws Unsure at a tab before the content, and at a marker of documents
   */
  advance(): void {
    const { text } = this;
    let { pos } = this;
    while (pos < text.length) {
      const start = pos + 1;
      pos = start;
      while (text.charCodeAt(pos) === SPACE) pos += 1;
      const code = text.charCodeAt(pos);
      if (code === LINE_FEED) continue;
      if (code === HASH) {
        const end = text.indexOf('\n', pos);
        pos = end < 0 ? text.length : end;
        continue;
      }
      if (code === TAB) unsure();
      if (pos >= text.length) break;
      if (pos === start && (text.startsWith('---', pos) || text.startsWith('...', pos))) unsure();
      this.pos = pos;
      this.lineStart = start;
      this.indent = pos - start;
      return;
    }
    this.pos = text.length;
    this.indent = -1;
  }
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Of the text too. */
export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || Number.isNaN(code);
}

/** Whether an indicator before it, such as `:` or `-`, counts as one. */
export function isSeparator(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || Number.isNaN(code);
}
