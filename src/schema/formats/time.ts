import { isDigit } from './characters.js';

/** RFC 3339 appendix A: no unit is skipped, and weeks have no other beside them. */
const DAYS = String.raw`\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?`;
const HOURS = String.raw`T(?:\d+S|\d+M(?:\d+S)?|\d+H(?:\d+M(?:\d+S)?)?)`;
const DURATION = new RegExp(String.raw`^P(?:\d+W|${HOURS}|(?:${DAYS})(?:${HOURS})?)$`);

/** A date and a time with its offset (RFC 3339 §5.6). ajv-formats does without the `T`, and the offset's colon. */
export function isDateTime(text: string): boolean {
  return isDateAt(text) && (text.charCodeAt(10) | LOWER) === T && isTimeFrom(text, 11);
}

/** A day that its month has (RFC 3339 §5.6, `full-date`). */
export function isDate(text: string): boolean {
  return text.length === 10 && isDateAt(text);
}

/** A time of day with its offset (RFC 3339 §5.6, `full-time`). */
export function isTime(text: string): boolean {
  return isTimeFrom(text, 0);
}

/** Whether a text is a duration (RFC 3339 appendix A). */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

const COLON = 0x3a;
const DASH = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const T = 0x74;
const Z = 0x7a;
/** The bit by which letters of ASCII in lower case differ from those in upper case. */
const LOWER = 0x20;

/** Whether a text begins with a date. */
function isDateAt(text: string): boolean {
  const century = twoDigits(text, 0);
  const years = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  return (
    century >= 0 &&
    years >= 0 &&
    text.charCodeAt(4) === DASH &&
    month >= 1 &&
    month <= 12 &&
    text.charCodeAt(7) === DASH &&
    day >= 1 &&
    (day <= 28 || day <= daysOf(month, 100 * century + years))
  );
}

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether the rest of a text is a time with its offset. */
function isTimeFrom(text: string, from: number): boolean {
  const hour = twoDigits(text, from);
  const minute = twoDigits(text, from + 3);
  const second = twoDigits(text, from + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  if (text.charCodeAt(from + 2) !== COLON || text.charCodeAt(from + 5) !== COLON) return false;
  let at = from + 8;
  if (text.charCodeAt(at) === DOT) {
    const first = at + 1;
    at = first;
    while (isDigit(text.charCodeAt(at))) at += 1;
    if (at === first) return false;
  }
  const offset = offsetFrom(text, at);
  // A leap second is the last of a day in UTC.
  return offset !== undefined && (second < 60 || (((60 * hour + minute - offset) % 1440) + 1440) % 1440 === 1439);
}

/** The offset from UTC that the rest of a text is, in minutes. */
function offsetFrom(text: string, from: number): number | undefined {
  const sign = text.charCodeAt(from);
  if ((sign | LOWER) === Z) return text.length === from + 1 ? 0 : undefined;
  if ((sign !== PLUS && sign !== DASH) || text.length !== from + 6 || text.charCodeAt(from + 3) !== COLON)
    return undefined;
  const hours = twoDigits(text, from + 1);
  const minutes = twoDigits(text, from + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined;
  return sign === PLUS ? 60 * hours + minutes : -60 * hours - minutes;
}

/** The number that two digits are; -1 where others are there, or nothing. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const units = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(units) ? 10 * (tens - 0x30) + units - 0x30 : -1;
}
