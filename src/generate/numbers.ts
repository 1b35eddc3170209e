import { greatest, type Numeric } from '../model/index.js';
import { digitsMaker, greatestBelow, leastAbove, needsDigits } from './exact-numbers.js';
import type { Facts } from './facts.js';
import { numberNamed } from './names.js';
import { type GenerationRun, Impossible } from './run.js';

/** Beyond this a bound is the type's, not the author's. */
const INSANE = 2 ** 31 - 1;

/** Makes numbers within the bounds: by their name where it tells something, else small ones. */
export function numberMaker(
  facts: Facts,
  isInteger: boolean,
  words: readonly string[],
): (run: GenerationRun) => Numeric | Impossible {
  if (needsDigits(facts)) return digitsMaker(facts, isInteger);
  return doublesMaker(
    { ...facts, min: leastAbove(facts.min), max: greatestBelow(facts.max), steps: facts.steps.map(Number) },
    isInteger,
    words,
  );
}

/** Facts whose numbers doubles hold. */
type DoubleFacts = Omit<Facts, 'min' | 'max' | 'steps'> & {
  readonly min: number;
  readonly max: number;
  readonly steps: readonly number[];
};

function doublesMaker(
  facts: DoubleFacts,
  isInteger: boolean,
  words: readonly string[],
): (run: GenerationRun) => number | Impossible {
  const step = stepOf(facts, isInteger);
  const typed = FORMATS[facts.format ?? ''];
  const min = Math.max(facts.min, typed?.[0] ?? Number.NEGATIVE_INFINITY);
  const max = Math.min(facts.max, typed?.[1] ?? Number.POSITIVE_INFINITY);
  const first = firstAbove(min, facts.aboveMin, step);
  const last = lastBelow(max, facts.belowMax, step);
  if (first > last || (first === last && step === 0 && facts.aboveMin))
    return () => new Impossible(facts.min > facts.max ? 'minimum' : step > 0 ? 'multipleOf' : 'minimum', facts.pointer);
  const isWithin = (value: number): boolean =>
    value >= first &&
    value <= last &&
    !(facts.aboveMin && value === min) &&
    !(facts.belowMax && value === max) &&
    facts.steps.every((each) => isMultiple(value, each)) &&
    (!isInteger || Number.isInteger(value));
  const named = numberNamed(words);
  const [low, high] = saneRange(first, last);
  const plain = plainNumber(facts, isWithin, first, last);
  return (run) => {
    if (run.plain) return plain;
    const guess = named?.(run, []);
    const rounded = guess !== undefined && isInteger ? Math.round(guess) : guess;
    if (rounded !== undefined && isWithin(rounded)) return rounded;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const value = between(run, low, high, step);
      if (isWithin(value)) return value;
    }
    return plain;
  };
}

/** The bounds of OpenAPI's number formats (Format Registry). */
const FORMATS: Readonly<Record<string, readonly [min: number, max: number] | undefined>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/**
 * 0 where any number goes. Several steps are kept by their product, where they are whole numbers by their least common
 * multiple.
 */
function stepOf({ steps }: DoubleFacts, isInteger: boolean): number {
  const all = isInteger ? [...steps, 1] : steps;
  if (all.length === 0) return 0;
  const scale = 10 ** greatest(0, all.map(decimals));
  return all.map((each) => Math.round(each * scale)).reduce((a, b) => (a / gcd(a, b)) * b) / scale;
}

function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max((digits.split('.')[1]?.length ?? 0) - Number(exponent), 0);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function firstAbove(min: number, excludes: boolean, step: number): number {
  if (step === 0 || !Number.isFinite(min)) return min;
  const first = multiple(Math.ceil(quotient(min, step)), step);
  return excludes && first === min ? multiple(Math.ceil(quotient(min, step)) + 1, step) : first;
}

function lastBelow(max: number, excludes: boolean, step: number): number {
  if (step === 0 || !Number.isFinite(max)) return max;
  const last = multiple(Math.floor(quotient(max, step)), step);
  return excludes && last === max ? multiple(Math.floor(quotient(max, step)) - 1, step) : last;
}

/** How often the step goes into the value, by their decimal digits: 0.1 goes into 0.3 three times. */
function quotient(value: number, step: number): number {
  const nearest = Math.round(value / step);
  return multiple(nearest, step) === value ? nearest : value / step;
}

function isMultiple(value: number, step: number): boolean {
  return Number.isInteger(quotient(value, step));
}

/** Without the dust of binary fractions: 3 × 0.1 is 0.3. */
function multiple(count: number, step: number): number {
  return Number((count * step).toFixed(Math.min(decimals(step), 20)));
}

/** The part of the range that a person expects: from 0 to about a thousand, where that is within. */
function saneRange(first: number, last: number): [low: number, high: number] {
  const isWide = last - first > INSANE || !Number.isFinite(last - first);
  if (!isWide) return [first, last];
  const low = Number.isFinite(first) && (first > 0 || Math.abs(first) < INSANE) ? first : last < 0 ? last - 1_000 : 0;
  return [low, Math.min(last, Math.max(low, 0) + 1_000)];
}

function between(run: GenerationRun, low: number, high: number, step: number): number {
  if (step > 0) return multiple(run.random.int(Math.ceil(quotient(low, step)), Math.floor(quotient(high, step))), step);
  const value = low + run.random.next() * (high - low);
  const rounded = Number(value.toFixed(2));
  return rounded >= low && rounded <= high && high - low >= 1 ? rounded : value;
}

/** Prism's: the lowest allowed. Ours, where that is only the lowest of the type: 0, or the nearest to it. */
function plainNumber(facts: DoubleFacts, isWithin: (value: number) => boolean, first: number, last: number): number {
  const { min, max, aboveMin, belowMax } = facts;
  const guesses = [
    ...(Math.abs(min) < INSANE ? [min, min + 1] : []),
    0,
    ...(Math.abs(max) < INSANE && !Number.isFinite(min) ? [belowMax ? max - 1 : max] : []),
    first,
    last,
    (first + last) / 2,
    first + 1,
    last - 1,
  ];
  return guesses.find((guess) => Number.isFinite(guess) && isWithin(guess)) ?? (aboveMin ? last : first);
}
