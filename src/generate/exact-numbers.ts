import { compareNumbers, decimalFrom, ExactNumber, greatest, type Numeric, numberOf } from '../model/index.js';
import type { Facts } from './facts.js';
import { type GenerationRun, Impossible } from './run.js';

/** Numbers of more digits are not made. */
const MAX_DIGITS = 1_000n;

/** How many of the lowest numbers are chosen from. */
const CHOSEN = 1_000n;

/** The bounds of formats beyond 2^53. */
const FORMATS: Readonly<Record<string, readonly [min: bigint, max: bigint] | undefined>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/**
 * Whether doubles do not do: a step has more digits than they hold, or they hold no number between the bounds, or only
 * some of the whole ones.
 */
export function needsDigits({ min, max, steps }: Pick<Facts, 'min' | 'max' | 'steps'>): boolean {
  if (steps.some((step) => step instanceof ExactNumber)) return true;
  if (isBound(min) && Number(min) > Number.MAX_SAFE_INTEGER) return true;
  if (isBound(max) && Number(max) < Number.MIN_SAFE_INTEGER) return true;
  return [min, max].some((bound) => bound instanceof ExactNumber) && leastAbove(min) > greatestBelow(max);
}

/** Whether a bound bounds anything. */
export function isBound(number: Numeric): boolean {
  return number instanceof ExactNumber || Number.isFinite(number);
}

/** The least double that is not below a number. */
export function leastAbove(number: Numeric): number {
  return inside(number, 1);
}

/** The greatest double that is not above a number. */
export function greatestBelow(number: Numeric): number {
  return inside(number, -1);
}

/** Makes numbers within bounds by whole numbers of their smallest decimal place. Without chance, the lowest. */
export function digitsMaker(facts: Facts, isInteger: boolean): (run: GenerationRun) => Numeric | Impossible {
  const { min, max, aboveMin, belowMax, steps, format = '', pointer } = facts;
  const known = [min, max, ...steps].filter(isBound).map(decimalFrom);
  const impossible = () => new Impossible(steps.length > 0 ? 'multipleOf' : 'minimum', pointer);
  if (known.some(({ digits, magnitude }) => magnitude > MAX_DIGITS || BigInt(digits.length) - magnitude > MAX_DIGITS))
    return impossible;
  const used = greatest(
    0,
    known.map(({ digits, magnitude }) => digits.length - Number(magnitude)),
  );
  const places = isInteger || steps.length > 0 ? used : used + 1;
  const inUnits = (number: Numeric): bigint => unitsOf(number, places);
  const all = [...steps.map(inUnits), isInteger ? 10n ** BigInt(places) : 1n];
  const step = all.reduce((a, b) => (a / greatestDivisor(a, b)) * b);
  const [typedMin, typedMax] =
    (isInteger ? FORMATS[format] : undefined)?.map((limit) => limit * 10n ** BigInt(places)) ?? [];
  const lowest = greater(isBound(min) ? inUnits(min) + (aboveMin ? 1n : 0n) : undefined, typedMin);
  const highest = lesser(isBound(max) ? inUnits(max) - (belowMax ? 1n : 0n) : undefined, typedMax);
  const first = lowest === undefined ? undefined : -floored(-lowest, step) * step;
  const last = highest === undefined ? undefined : floored(highest, step) * step;
  if (first !== undefined && last !== undefined && first > last) return impossible;
  return (run) => {
    const start = first ?? last ?? 0n;
    const count = first !== undefined && last !== undefined ? (last - first) / step : CHOSEN;
    const turns = run.plain ? 0n : BigInt(run.random.int(0, Number(count < CHOSEN ? count : CHOSEN)));
    return fromUnits(first === undefined ? start - turns * step : start + turns * step, places);
  };
}

function inside(number: Numeric, direction: 1 | -1): number {
  if (typeof number === 'number') return number;
  const nearest = Number(number);
  const isInside = direction === 1 ? compareNumbers(nearest, number) >= 0 : compareNumbers(nearest, number) <= 0;
  return isInside ? nearest : next(nearest, direction);
}

/** The next double in a direction (IEEE 754 §5.3.1). */
function next(number: number, direction: 1 | -1): number {
  if (number === 0) return direction * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  const isAway = number > 0 === direction > 0;
  view.setBigInt64(0, view.getBigInt64(0) + (isAway ? 1n : -1n));
  return view.getFloat64(0);
}

function unitsOf(number: Numeric, places: number): bigint {
  const { isNegative, digits, magnitude } = decimalFrom(number);
  if (digits === '') return 0n;
  const units = BigInt(digits) * 10n ** (magnitude - BigInt(digits.length) + BigInt(places));
  return isNegative ? -units : units;
}

function fromUnits(units: bigint, places: number): Numeric {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return numberOf(`${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`);
}

function floored(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n ? quotient - 1n : quotient;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}

function greater(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function lesser(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
