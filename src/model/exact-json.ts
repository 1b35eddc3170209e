import { ExactNumber, isHeld, marked, type Numeric, numberOf } from './exact-number.js';
import { withFewNumbers } from './few-exact.js';
import { endOfJsonString, isContainer, type JsonValue, setMember } from './json.js';

/**
 * Reads JSON with all digits of its numbers: those that no double holds are `ExactNumber`s. Costs little more than
 * `JSON.parse` where a text has no such number.
 * @throws SyntaxError as `JSON.parse` does
 */
export function readJson<Value = JsonValue>(text: string): Value {
  const starts = new Set<number>();
  const areMany = findSuspects(text, (start) => starts.add(start).size > FEW);
  if (starts.size === 0) return JSON.parse(text);
  const few = areMany ? undefined : withFewNumbers(text, starts);
  // It throws where the text is not JSON, which `withNumbers` takes for granted.
  if (!few) JSON.parse(text);
  // Of a type that the caller knows, as `JSON.parse` gives it.
  const read: { value: Value } = Object(few ?? { value: withNumbers(text, numberOf) });
  return read.value;
}

/**
 * Reads JSON with all its numbers as they are spelled: `1.50`, `-0` and `1E3` are `ExactNumber`s too, so that
 * `writeJson` writes them so again.
 * @throws SyntaxError as `JSON.parse` does
 */
export function readJsonAsSpelled(text: string): JsonValue {
  const value: JsonValue = JSON.parse(text);
  return SPELLED.test(text) ? withNumbers(text, asSpelled) : value;
}

/** Whether a text may have a number that is written otherwise again: long, with an exponent or a last zero, or `-0`. */
const SPELLED = /\d{16}|[\d.]{17}|\d[eE][+-]?\d|-0|\.\d*0(?!\d)/;

function asSpelled(written: string): Numeric {
  const number = Number(written);
  return JSON.stringify(number) === written ? number : new ExactNumber(written);
}

/**
 * Writes what `JSON.stringify` writes, and exact numbers with all their digits.
 * @param indent spaces for each level
 */
export function writeJson(value: unknown, indent?: number): string {
  const first = written(value, indent, 0);
  if (typeof first.json === 'string') return first.json;
  // The value has the mark as a separate text. Of so many marks in it, one is free.
  const taken = new Set(first.text.match(MARKS));
  let free = 1;
  while (taken.has(`"${markOf(free)}"`)) free += 1;
  return written(value, indent, free).json ?? first.text;
}

const markOf = (number: number): string => `exact number ${number}`;
const MARKS = /"exact number \d+"/g;

/** @returns `json`, unless the value has the mark itself; `text` has marks in the place of exact numbers */
function written(value: unknown, indent: number | undefined, number: number): { json?: string; text: string } {
  const mark = markOf(number);
  // `JSON.stringify` has no text for what is no JSON at all; nobody here writes that.
  let text = 'null';
  const texts = marked(mark, () => {
    text = JSON.stringify(value, null, indent) ?? text;
  });
  if (texts.length === 0) return { json: text, text };
  const pieces = text.split(`"${mark}"`);
  // One more than there are numbers, unless the value itself has the mark as a text.
  if (pieces.length !== texts.length + 1) return { text };
  return { json: pieces.map((piece, index) => (index === 0 ? piece : `${texts[index - 1]}${piece}`)).join(''), text };
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
  return findSuspects(text, () => true);
}

/**
 * Finds the numbers that no double holds, in the order of the search.
 * @param isEnough gets where each begins
 * @returns whether it said yes
 */
function findSuspects(text: string, isEnough: (start: number) => boolean): boolean {
  const isLast = (place: number): boolean => {
    const start = suspectAround(text, place);
    return start !== undefined && isEnough(start);
  };
  // Of 16 digits and points in a row, every 15th character of the text is one.
  for (let at = STEP - 1; at < text.length; at += STEP) {
    if (!isOfNumber(text.charCodeAt(at))) continue;
    let from = at;
    while (from > 0 && isOfNumber(text.charCodeAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to < text.length && isOfNumber(text.charCodeAt(to))) to += 1;
    if (to - from >= LONG && isLast(from)) return true;
    at = Math.max(at, to - STEP);
  }
  EXPONENT.lastIndex = 0;
  for (let match = EXPONENT.exec(text); match; match = EXPONENT.exec(text)) if (isLast(match.index)) return true;
  // Nearly all texts end with a bracket.
  if (!isOfNumber(text.charCodeAt(text.length - 1))) return false;
  return EXPONENT_AT_END.test(text.slice(-40)) && isLast(text.length - 1);
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

/** Where the number around a digit begins, if it is one by itself and no double holds it. */
function suspectAround(text: string, place: number): number | undefined {
  let start = place;
  while (start > 0 && isOfNumber(text.charCodeAt(start - 1))) start -= 1;
  if (/[-+]/.test(text[start - 1] ?? '')) start -= 1;
  const before = text[start - 1] ?? ' ';
  // An exponent of so many digits: nobody writes one but to do harm.
  if (/[eE]/.test(before)) return isOfNumber(text.charCodeAt(start - 2)) ? start : undefined;
  if (!/[[{:,\s(]/.test(before)) return undefined;
  NUMBER.lastIndex = start;
  const written = NUMBER.exec(text)?.[0] ?? '';
  return start + written.length > place && !isHeld(written) ? start : undefined;
}

/** As many exact numbers are put into what `JSON.parse` reads; a text with more is read token by token. */
const FEW = 1_000;

/** What JSON text is made of, but for commas, colons and white space. A string is read from its quote on. */
const TOKEN = /[{}[\]"tfn]|-?\d[\d.eE+-]*/g;

const LITERALS: Readonly<Record<string, true | false | null>> = { t: true, f: false, n: null };

/** A list or map that has not ended, and the name of the member whose value comes next. */
interface Open {
  readonly container: JsonValue[] | Record<string, JsonValue | undefined>;
  name: string | undefined;
}

/**
 * Reads JSON text with numbers of our own making. It looks at each character once, and nothing nests calls.
 * @param text what `JSON.parse` has read without an error
 */
function withNumbers(text: string, numberFor: (written: string) => Numeric): JsonValue {
  const open: Open[] = [];
  let root: JsonValue = null;
  const put = (value: JsonValue): void => {
    const into = open.at(-1);
    if (!into) root = value;
    else if (Array.isArray(into.container)) into.container.push(value);
    else {
      // The last of several members of one name counts, as in `JSON.parse`.
      setMember(into.container, into.name ?? '', value);
      into.name = undefined;
    }
    if (isContainer(value)) open.push({ container: Object(value), name: undefined });
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token === '}' || token === ']') open.pop();
    else if (token === '{') put({});
    else if (token === '[') put([]);
    else if (token === '"') {
      TOKEN.lastIndex = endOfJsonString(text, match.index + 1);
      const string: string = JSON.parse(text.slice(match.index, TOKEN.lastIndex));
      const into = open.at(-1);
      if (into && !Array.isArray(into.container) && into.name === undefined) into.name = string;
      else put(string);
    } else if (token in LITERALS) {
      put(LITERALS[token] ?? null);
      TOKEN.lastIndex += token === 'f' ? 4 : 3;
    } else put(numberFor(token));
  }
  return root;
}
