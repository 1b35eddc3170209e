import { ExactNumber } from './exact-number.js';
import { endOfJsonString, type JsonValue } from './json.js';

const JSON_NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s*(?:[,\]}]|$))/y;

/**
 * Reads JSON that has few exact numbers several times as fast as token by token, and makes no value twice: a text
 * stands in for each of them while `JSON.parse` reads.
 * @param starts where those numbers may begin
 * @returns undefined where that could differ from what is read token by token, or the text is not JSON
 */
export function withFewNumbers(text: string, starts: ReadonlySet<number>): { readonly value: JsonValue } | undefined {
  if (MARKS_IN_JSON.some((mark) => text.includes(mark))) return undefined;
  const numbers: ExactNumber[] = [];
  const pieces: string[] = [];
  let read = 0;
  for (const start of outsideStrings(
    text,
    [...starts].sort((one, other) => one - other),
  )) {
    JSON_NUMBER.lastIndex = start;
    const written = /[:,[\s]/.test(text[start - 1] ?? ' ') ? JSON_NUMBER.exec(text)?.[0] : undefined;
    if (written === undefined) return undefined;
    pieces.push(text.slice(read, start), `"${MARK}${numbers.length}"`);
    numbers.push(new ExactNumber(written));
    read = start + written.length;
  }
  pieces.push(text.slice(read));
  try {
    const parsed: { value: JsonValue } = { value: JSON.parse(pieces.join('')) };
    return putNumbers(parsed, numbers) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Stands for an exact number, with its index: a character for private use, which nearly no text has. */
const MARK = '\uE000';
const MARKS_IN_JSON = [MARK, '\\ue000', '\\uE000'];

/** Those of the places, in their order, that no string of JSON text has. */
function outsideStrings(text: string, places: readonly number[]): number[] {
  let quote = text.indexOf('"');
  let end = 0;
  return places.filter((place) => {
    while (quote >= 0 && quote < place) {
      end = endOfJsonString(text, quote + 1);
      quote = text.indexOf('"', end);
    }
    return end <= place;
  });
}

/** Puts numbers into the place of their marks. @returns whether each mark was there, once */
function putNumbers(root: { value: JsonValue }, numbers: readonly ExactNumber[]): boolean {
  const found = new Set<number>();
  let marks = 0;
  const numberIn = (value: unknown): ExactNumber | undefined => {
    if (typeof value !== 'string' || !value.startsWith(MARK)) return undefined;
    marks += 1;
    const index = Number(value.slice(MARK.length));
    found.add(index);
    return numbers[index];
  };
  const open: object[] = [root];
  const look = (holder: object, name: string | number, value: unknown): void => {
    if (typeof value === 'object' && value !== null) open.push(value);
    const number = numberIn(value);
    if (number) Object.defineProperty(holder, name, { value: number });
  };
  for (let holder = open.pop(); holder; holder = open.pop()) {
    if (Array.isArray(holder))
      for (let index = 0; index < holder.length; index += 1) look(holder, index, holder[index]);
    else for (const name in holder) look(holder, name, Reflect.get(holder, name));
  }
  return marks === numbers.length && found.size === numbers.length;
}
