import { isMultipleOf, type JsonValue } from '../../../model/index.js';
import { formatOf } from './formats.js';
import { isNumber, isText, type Judge, type Row } from './judge.js';

/** What a number is compared with: false for `NaN`, as in ajv. */
function bound(keyword: string, holds: (limit: number) => Judge<number>): Row<number> {
  return { keyword, accepts: isNumber, make: (limit) => holds(Number(limit)) };
}

/** The keywords for numbers (JSON Schema 2020-12 validation §6.2), in ajv's order. */
export const OF_NUMBERS: readonly Row<number>[] = [
  bound('maximum', (limit) => (value) => value <= limit),
  bound('minimum', (limit) => (value) => value >= limit),
  bound('exclusiveMaximum', (limit) => (value) => value < limit),
  bound('exclusiveMinimum', (limit) => (value) => value > limit),
  { keyword: 'format', accepts: isKnownFormat, make: (name) => formatOf(String(name))?.ofNumbers },
  { keyword: 'multipleOf', accepts: isNumber, make: (step) => (value) => isMultipleOf(value, Number(step)) },
];

/** The keywords for texts (§6.3 and §7.3), in ajv's order. */
export const OF_TEXTS: readonly Row<string>[] = [
  {
    keyword: 'maxLength',
    accepts: isNumber,
    make: (wanted) => {
      const most = Number(wanted);
      return (text) => text.length <= most || characters(text) <= most;
    },
  },
  {
    keyword: 'minLength',
    accepts: isNumber,
    make: (wanted) => {
      const least = Number(wanted);
      // Each character is one or two units.
      return (text) => text.length >= 2 * least || characters(text) >= least;
    },
  },
  {
    keyword: 'pattern',
    accepts: isText,
    make: (pattern, _, { matcher }) => {
      const found = matcher(String(pattern));
      return (text) => found.test(text);
    },
  },
  { keyword: 'format', accepts: isKnownFormat, make: (name) => formatOf(String(name))?.ofTexts },
];

function isKnownFormat(name: JsonValue): boolean {
  return typeof name === 'string' && formatOf(name) !== undefined;
}

/** How many code points a text has; half of a surrogate pair counts as one. */
function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) !== 0xd800 || (text.charCodeAt(at + 1) & 0xfc00) !== 0xdc00) continue;
    count -= 1;
    at += 1;
  }
  return count;
}
