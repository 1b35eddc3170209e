/**
 * Numbers for the places of violations, in the order of the captures: so that what shows late can be put where it
 * belongs.
 */
export interface Places {
  /**
   * The next exchange, by its index in its capture. A smaller index than before is of another capture.
   * @param isAnother whether it is another one than before, for sure. @default the same index is the same exchange
   */
  next(source: string, exchange: number, isAnother?: boolean): void;
  /** The place of its next violation. */
  ofNext(): number;
  /** The place of a violation of an exchange in this capture. @param index among those of the exchange. @default 0 */
  of(exchange: number, index?: number): number;
  /** The place of what shows late, behind the other violations of its exchange. */
  ofLate(exchange: number): number;
}

/** So many violations of an exchange have a place each; further ones share the last. */
const MOST = 60_000;

/** A power of two above that, so that places are exact: 2 ** 37 exchanges have one. */
const EACH = 2 ** 16;

/** No place is taken. */
export function placesInOrder(): Places {
  let before = 0;
  let last = -1;
  let lastSource = '';
  let count = 0;
  const of = (exchange: number, index = 0): number => before + exchange + Math.min(index, MOST) / EACH;
  return {
    next(source, exchange, isAnother = false) {
      const behind = source !== lastSource || isAnother ? last + 1 : last;
      if (before + exchange < behind) before = last + 1;
      lastSource = source;
      const now = before + exchange;
      if (now !== last) count = 0;
      last = now;
    },
    ofNext() {
      count += 1;
      return of(last - before, count - 1);
    },
    of,
    ofLate: (exchange) => before + exchange + (MOST + 1) / EACH,
  };
}
