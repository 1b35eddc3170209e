/**
 * A number that no double holds: `9007199254740993`, `0.12345678901234567890`, `1e400`. It keeps the text in which it
 * was sent or written, and is compared by its digits (RFC 8259 §6 sets no limit to numbers, and JSON Schema 2020-12
 * §4.2.2 compares mathematical values).
 *
 * Where JSON text is read by `readJson`, each number that a double holds is a plain number, and each other one is of
 * this class; `writeJson` writes it as it was. For arithmetic that need not be exact it is its nearest double:
 * `Number(exact)`. It never changes.
 */
export class ExactNumber extends Number {
  /** A number as JSON writes it (RFC 8259 §6). */
  readonly #text: string;
  #decimal: Decimal | undefined;

  /** @param text a number as JSON writes it; one that a double holds is better a plain number: see `numberOf` */
  constructor(text: string) {
    super(text);
    this.#text = text;
  }

  /** The number as it was sent. */
  override toString(): string {
    return this.#text;
  }

  /** For `JSON.stringify`: while `writeJson` is at work, a mark that becomes the digits; else the nearest double. */
  toJSON(): string | number {
    if (!marking) return Number(this);
    marking.texts.push(this.#text);
    return marking.mark;
  }

  get decimal(): Decimal {
    this.#decimal ??= decimalOf(this.#text);
    return this.#decimal;
  }
}

/** A number: plain where a double holds it. */
export type Numeric = number | ExactNumber;

/** A number as 0.DIGITS × 10^magnitude; zero has no digits. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  readonly magnitude: bigint;
}

/** Whether it is a number, of whatever size. */
export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** A number of JSON text: plain where a double holds it, else exact. */
export function numberOf(text: string): Numeric {
  return isHeld(text) ? Number(text) : new ExactNumber(text);
}

/**
 * Whether a double holds a number: it is written with the same digits again. From 2^53 to 2^64, where the next double
 * is up to 2048 away, it must also be that very number: so neither 2^63 nor what is rounded to it is a plain number.
 */
export function isHeld(text: string): boolean {
  if (text.length < 16 && !/e/i.test(text)) return true;
  const number = Number(text);
  if (!Number.isFinite(number)) return false;
  if (String(number) !== text && !isSame(decimalOf(text), decimalOf(String(number)))) return false;
  // The search of a text finds as many digits in a row; fewer have an exponent, and were not made by rounding.
  if (
    text.replace(/^-|e.*$/gi, '').length < 16 ||
    !Number.isInteger(number) ||
    Number.isSafeInteger(number) ||
    Math.abs(number) > 2 ** 64
  )
    return true;
  return isSame(decimalOf(text), decimalOf(BigInt(number).toString()));
}

/** Below, above or at zero as the first number is less than, greater than or equal to the second. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  // NaN and the infinities have no digits.
  if (!Number.isFinite(Number(a)) && typeof a === 'number') return a > 0 ? 1 : -1;
  if (!Number.isFinite(Number(b)) && typeof b === 'number') return b > 0 ? -1 : 1;
  return compareDecimals(decimalFrom(a), decimalFrom(b));
}

/** Whether a number is whole. */
export function isWhole(number: Numeric): boolean {
  if (typeof number === 'number') return Number.isInteger(number);
  return isWholeDecimal(number.decimal);
}

/** Whether a number is a multiple of another, as they are written: 19.99 is a multiple of 0.01. */
export function isMultipleOf(value: Numeric, step: Numeric): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return Number(value) % Number(step) === 0;
  if ([value, step].some((each) => typeof each === 'number' && !Number.isFinite(each))) return false;
  const whole = decimalFrom(value);
  const part = decimalFrom(step);
  if (part.digits === '') return false;
  if (whole.digits === '') return true;
  const shift = exponentOf(whole) - exponentOf(part);
  // A multiple of the step ends in as many zeros as the step does.
  if (shift < 0n) return false;
  const modulus = BigInt(part.digits);
  return (remainder(whole.digits, modulus) * power(10n, shift, modulus)) % modulus === 0n;
}

/** A text that equal numbers share, and others do not. */
export function canonicalNumber(number: Numeric): string {
  if (typeof number === 'number') return JSON.stringify(number);
  const { isNegative, digits, magnitude } = number.decimal;
  const nearest = Number(number);
  if (Number.isFinite(nearest) && isSame(number.decimal, decimalOf(String(nearest)))) return JSON.stringify(nearest);
  return `${isNegative ? '-' : ''}.${digits}e${magnitude}`;
}

/** The number without its fraction, in digits alone. Only for numbers of a size that can be written out. */
export function wholeDigits(number: Numeric): bigint {
  const { isNegative, digits, magnitude } = decimalFrom(number);
  const size = Number(magnitude);
  if (size <= 0) return 0n;
  const whole = BigInt(digits.slice(0, size).padEnd(size, '0'));
  return isNegative ? -whole : whole;
}

/** The digits of a finite number. */
export function decimalFrom(number: Numeric): Decimal {
  return typeof number === 'number' ? decimalOf(String(number)) : number.decimal;
}

/** While `writeJson` writes: what stands for an exact number, and the texts of those that were met, in order. */
interface Marking {
  readonly mark: string;
  readonly texts: string[];
}

let marking: Marking | undefined;

/** Lets exact numbers be marked while `write` runs. @returns their texts, in the order in which they were met */
export function marked(mark: string, write: () => void): readonly string[] {
  const outer = marking;
  const inner: Marking = { mark, texts: [] };
  marking = inner;
  try {
    write();
  } finally {
    marking = outer;
  }
  return inner.texts;
}

/** No exponent counts for more: numbers beyond are not told apart by it. */
const MAX_EXPONENT = 10n ** 30n;

function decimalOf(text: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const written = whole + fraction;
  const digits = written.replace(/^0+/, '');
  if (digits === '') return { isNegative: false, digits, magnitude: 0n };
  const zeros = BigInt(whole.length - (written.length - digits.length));
  return { isNegative: sign === '-', digits: withoutZeros(digits), magnitude: clamped(exponent) + zeros };
}

/** Without the zeros at its end; a regular expression would look at each run of zeros again and again. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function clamped(exponent: string): bigint {
  const most = exponent.startsWith('-') ? -MAX_EXPONENT : MAX_EXPONENT;
  if (exponent.length > 30) return most;
  return BigInt(exponent.replace('+', ''));
}

function isSame(a: Decimal, b: Decimal): boolean {
  return compareDecimals(a, b) === 0;
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const [signA, signB] = [signOf(a), signOf(b)];
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (a.magnitude !== b.magnitude) return a.magnitude < b.magnitude ? -signA : signA;
  if (a.digits === b.digits) return 0;
  // Digits behind the point compare as texts do.
  return a.digits < b.digits ? -signA : signA;
}

function signOf({ isNegative, digits }: Decimal): number {
  if (digits === '') return 0;
  return isNegative ? -1 : 1;
}

/** Of the last digit. */
function exponentOf({ digits, magnitude }: Decimal): bigint {
  return magnitude - BigInt(digits.length);
}

function isWholeDecimal(decimal: Decimal): boolean {
  return decimal.digits === '' || exponentOf(decimal) >= 0n;
}

/** So many digits are divided at a time: their product with ten to that power stays small. */
const CHUNK = 15;

function remainder(digits: string, modulus: bigint): bigint {
  let rest = 0n;
  for (let at = 0; at < digits.length; at += CHUNK) {
    const chunk = digits.slice(at, at + CHUNK);
    rest = (rest * 10n ** BigInt(chunk.length) + BigInt(chunk)) % modulus;
  }
  return rest;
}

/** By squaring, so that an exponent of any size takes few steps. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
