import type { JsonValue } from '../../model/index.js';

/**
 * Choices that may be made to tell whether one value is valid: half a second's work, and more than the longest body
 * needs.
 */
const CHOICES = 5_000_000;

/**
 * Branches that may be looked at to explain one value: so many, and so many more for each object, array and member in
 * it.
 */
const BRANCHES = 20_000;
const BRANCHES_EACH = 100;

/**
 * Ends what has no end: where the branches of `anyOf` and `oneOf` lead back to their choice, there is twice as much to
 * do with each level of a value.
 */
export interface BranchBudget {
  /** For a verdict. */
  renew(): void;
  /** For an explanation of this value. */
  renewFor(value: JsonValue): void;
  /** @throws RangeError where it is spent */
  readonly spend: () => void;
  /** Which verdict or explanation is being paid for, counted. */
  run(): number;
}

/** A budget for the engines of one document. */
export function branchBudget(): BranchBudget {
  let left = 0;
  let run = 0;
  return {
    renew() {
      run += 1;
      left = CHOICES;
    },
    renewFor(value) {
      run += 1;
      left = BRANCHES + BRANCHES_EACH * sizeOf(value);
    },
    run: () => run,
    spend() {
      left -= 1;
      if (left < 0) throw new RangeError('too many branches');
    },
  };
}

function sizeOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + (member === undefined ? 0 : sizeOf(member)), 1);
}
