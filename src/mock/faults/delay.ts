import type { Range } from '../../model/index.js';

/** The time within a range at `draw`, a number from 0 to 1. */
export function timeAt([minimum, maximum]: Range, draw: number): number {
  return Math.round(minimum + (maximum - minimum) * draw);
}
