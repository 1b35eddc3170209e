import { endOfJsonString } from '../../model/index.js';

/** JSON text whose numbers survive `JSON.parse` and `JSON.stringify` with all their digits. */
export interface ExactText {
  /** For `JSON.parse`: numbers that a double cannot hold are texts of private-use characters. */
  readonly text: string;
  /** Writes those numbers as they were into what `JSON.stringify` made. */
  restore(written: string): string;
}

/** Begins a number that is written as a text. */
const MARK = '\ue0ff';
/** The mark in a text of the capture's own, as it is or escaped: then nothing is marked. */
const TAKEN = /\ue0ff|\\ue0ff/i;
const BASE = 0xe000;
const MARKED = /"\ue0ff([\ue000-\ue07f]+)"/g;
/** Whether a text may have a number that a double does not hold as it is written: long, with an exponent, or `-0`. */
const SUSPECT = /\d{16}|[\d.]{17}|\d[eE][+-]?\d|-0|\.\d*0(?!\d)/;

/**
 * RFC 8259 §6 sets no limit to numbers; a double holds 2^53 and about 16 digits. Costs nothing but a search where a
 * text has no such number.
 */
export function exactNumbers(text: string): ExactText {
  if (!SUSPECT.test(text) || TAKEN.test(text)) return { text, restore: (written) => written };
  let exact = '';
  let from = 0;
  const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') at = endOfJsonString(text, at + 1) - 1;
    else if (character === '-' || (character >= '0' && character <= '9')) {
      number.lastIndex = at;
      const [written = ''] = number.exec(text) ?? [];
      if (written === '') continue;
      if (JSON.stringify(Number(written)) !== written) {
        exact += `${text.slice(from, at)}"${MARK}${shifted(written, BASE)}"`;
        from = at + written.length;
      }
      at += written.length - 1;
    }
  }
  return {
    text: exact + text.slice(from),
    restore: (written) => written.replace(MARKED, (_all, digits: string) => shifted(digits, -BASE)),
  };
}

function shifted(text: string, by: number): string {
  return [...text].map((character) => String.fromCharCode(character.charCodeAt(0) + by)).join('');
}
