import { isWhole, type Numeric, numberOf, wholeDigits } from '../model/index.js';

/** A number moved by a step: in digits, where it is whole and doubles may not hold what comes out. */
export function moved(number: Numeric, step: number): Numeric {
  if (Number.isSafeInteger(number) || !isWhole(number) || !Number.isInteger(step)) return Number(number) + step;
  return numberOf(String(wholeDigits(number) + BigInt(step)));
}
