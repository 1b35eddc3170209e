import { ExactNumber, isHeld, marked, numberOf } from './exact-number.js';
import { endOfJsonString, type JsonValue } from './json.js';

/**
 * Reads JSON with all digits of its numbers: those that no double holds are `ExactNumber`s. Costs little more than
 * `JSON.parse` where a text has no such number.
 * @throws SyntaxError as `JSON.parse` does
 */
export function readJson<Value = JsonValue>(text: string): Value {
  const value: Value = JSON.parse(text);
  return maySpellExact(text) ? exactly(text, value) : value;
}

/**
 * Writes what `JSON.stringify` writes, and exact numbers with all their digits.
 * @param indent spaces for each level
 */
export function writeJson(value: unknown, indent?: number): string {
  for (let turn = 0; ; turn += 1) {
    let text: string | undefined;
    const mark = `exact number ${turn}`;
    const texts = marked(mark, () => {
      text = JSON.stringify(value, null, indent);
    });
    // As `JSON.stringify` has it for what is no JSON at all; nobody here writes that.
    if (text === undefined) return 'null';
    if (texts.length === 0) return text;
    const pieces = text.split(`"${mark}"`);
    // One more than there are numbers, unless the value itself has the mark as a text.
    if (pieces.length === texts.length + 1)
      return pieces.map((piece, index) => (index === 0 ? piece : `${texts[index - 1]}${piece}`)).join('');
  }
}

/** Whether an exact number is in a value. */
export function holdsExact(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && holdsExact(item)) return true;
    return false;
  }
  // Without a list of the members: each value of which nobody knows comes by here.
  for (const name in value) {
    const member: unknown = Reflect.get(value, name);
    if (typeof member === 'object' && holdsExact(member)) return true;
  }
  return false;
}

/**
 * Whether a text may have a number that no double holds, as JSON or YAML writes numbers: one with 16 digits and more,
 * or with an exponent of three digits and more. Says yes to few texts that have none. Costs about a tenth of what
 * `JSON.parse` does.
 */
export function maySpellExact(text: string): boolean {
  // Of 16 digits and points in a row, every 15th character of the text is one.
  for (let at = STEP - 1; at < text.length; at += STEP) {
    if (!isOfNumber(text.charCodeAt(at))) continue;
    let from = at;
    while (from > 0 && isOfNumber(text.charCodeAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to < text.length && isOfNumber(text.charCodeAt(to))) to += 1;
    if (to - from >= LONG && isSuspect(text, from)) return true;
    at = Math.max(at, to - STEP);
  }
  EXPONENT.lastIndex = 0;
  for (let match = EXPONENT.exec(text); match; match = EXPONENT.exec(text))
    if (isSuspect(text, match.index)) return true;
  return EXPONENT_AT_END.test(text.slice(-40)) && isSuspect(text, text.length - 1);
}

/** Fewer digits are always held, but for their exponent. */
const LONG = 16;
const STEP = LONG - 1;

/** An exponent of two digits is never too large. What comes behind it tells it from the digits of identifiers. */
const EXPONENT = /\d[eE][-+]?\d\d\d+[,\]}\s]/g;
const EXPONENT_AT_END = /\d[eE][-+]?\d{3,}$/;

/** A digit or a point. */
function isOfNumber(code: number): boolean {
  return (code <= 57 && code >= 48) || code === 46;
}

const NUMBER = /[-+]?[\d.]+(?:[eE][-+]?\d+)?/y;

/** Whether the number around a digit is one by itself, and no double holds it. */
function isSuspect(text: string, place: number): boolean {
  let start = place;
  while (start > 0 && isOfNumber(text.charCodeAt(start - 1))) start -= 1;
  if (/[-+]/.test(text[start - 1] ?? '')) start -= 1;
  const before = text[start - 1] ?? ' ';
  // An exponent of so many digits: nobody writes one but to do harm.
  if (/[eE]/.test(before)) return isOfNumber(text.charCodeAt(start - 2));
  if (!/[[{:,\s(]/.test(before)) return false;
  NUMBER.lastIndex = start;
  const written = NUMBER.exec(text)?.[0] ?? '';
  return start + written.length > place && !isHeld(written);
}

const TOKEN = /"|-?\d[\d.eE+-]*/g;

/** @param value what `JSON.parse` makes of the text */
function exactly<Value>(text: string, value: Value): Value {
  for (let turn = 0; ; turn += 1) {
    const mark = `exact number ${turn} `;
    const numbers: string[] = [];
    const pieces: string[] = [];
    let from = 0;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      const [token] = match;
      if (token === '"') TOKEN.lastIndex = endOfJsonString(text, match.index + 1);
      else if (!isHeld(token)) {
        pieces.push(text.slice(from, match.index), `"${mark}${numbers.length}"`);
        numbers.push(token);
        from = match.index + token.length;
      }
    }
    if (numbers.length === 0) return value;
    pieces.push(text.slice(from));
    let found = 0;
    const restore = (_name: string, member: JsonValue): JsonValue => {
      if (typeof member !== 'string' || !member.startsWith(mark)) return member;
      found += 1;
      return numberOf(numbers[Number(member.slice(mark.length))] ?? '0');
    };
    try {
      const exact: Value = JSON.parse(pieces.join(''), restore);
      // More are found where the text itself has the mark.
      if (found === numbers.length) return exact;
    } catch (error) {
      // Nested deeper than the stack, and so deeper than is judged.
      if (error instanceof RangeError) return value;
      throw error;
    }
  }
}
