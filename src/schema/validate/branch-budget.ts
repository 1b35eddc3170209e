import type { JsonValue } from '../../model/index.js';

/**
 * Branches that choices may have to tell whether one value is valid: about a second's work. A value that needs more
 * has so many more for each object, array and member in it.
 */
export const CHOICES = 5_000_000;
const CHOICES_EACH = 500;

/**
 * Branches that may be looked at to explain one value: so many, and so many more for each object, array and member in
 * it.
 */
const BRANCHES = 20_000;
const BRANCHES_EACH = 100;

/** Counted steps that several verdicts and explanations share. `left` may fall below zero: then it is spent. */
export interface Allowance {
  left: number;
}

/** References within references that a value is followed through: more would depend on what is left of the stack. */
const MOST_NESTED = 1_000;

/** What a verdict costs at least, in steps. */
const VERDICT = 25;

/**
 * Ends what has no end: where the branches of `anyOf` and `oneOf` lead back to their choice, there is twice as much to
 * do with each level of a value.
 */
export interface BranchBudget {
  /** For a verdict. */
  renew(value: unknown): void;
  /** For an explanation of this value. */
  renewFor(value: JsonValue): void;
  /** @throws RangeError where it is spent */
  readonly spend: (branches?: number) => void;
  /** Follows a reference, and pays for what is behind it. @throws RangeError where it is spent or too deep */
  readonly enter: (steps: number) => void;
  /** Comes back from a reference. */
  readonly leave: () => void;
  /** Whether no further reference can be followed from here. */
  isDeep(): boolean;
  /**
   * Does work that may be done again in another way: it has so many steps at most, gives false where they are spent,
   * and pays for them only where it gives true.
   */
  attempt(most: number, work: () => boolean): boolean;
  /** After a verdict or an explanation: what it cost is paid. */
  settle(): void;
  /** Pays for all verdicts and explanations that `work` asks for from one allowance too. */
  within<Result>(allowance: Allowance, work: () => Result): Result;
  /** Pays for other work from that allowance, where there is one. Gives false where it is spent. */
  pay(steps: number): boolean;
  /** Which verdict or explanation is being paid for, counted. */
  run(): number;
}

/** What a budget throws. Doing the same work in another way would end here too. */
export class Exhausted extends RangeError {}

/** A budget for the engines of one document. */
export function branchBudget(): BranchBudget {
  let left = 0;
  let run = 0;
  let shared: Allowance | undefined;
  let granted = 0;
  let nested = 0;
  let isTrying = false;
  /** The value of a verdict, until it has got what its size allows. */
  let judged: unknown;
  const settle = (): void => {
    nested = 0;
    if (shared) shared.left -= granted - left;
    granted = 0;
    left = 0;
    judged = undefined;
  };
  const grant = (most: number): void => {
    settle();
    run += 1;
    if (shared) shared.left -= VERDICT;
    granted = shared ? Math.max(Math.min(most, shared.left), 0) : most;
    left = granted;
  };
  const spend = (branches = 1): void => {
    left -= branches;
    if (left < 0 && judged !== undefined && !shared) {
      left += CHOICES_EACH * sizeOf(judged);
      judged = undefined;
    }
    if (left < 0) throw new Exhausted('too many branches');
  };
  return {
    spend,
    enter(steps) {
      spend(steps);
      nested += 1;
      if (nested > MOST_NESTED) throw new Exhausted('too many references in each other');
    },
    leave() {
      nested -= 1;
    },
    isDeep: () => nested >= MOST_NESTED,
    attempt(most, work) {
      const before = { left, nested, judged, isTrying };
      const allowed = Math.min(left, most);
      // Otherwise work in which this is done has no steps left either.
      const areOwn = most < left || !isTrying;
      left = allowed;
      judged = undefined;
      isTrying = true;
      const goBack = (rest: number): void => {
        left = rest;
        nested = before.nested;
        judged = before.judged;
        isTrying = before.isTrying;
      };
      try {
        const holds = work();
        goBack(holds ? before.left - allowed + left : before.left);
        return holds;
      } catch (error) {
        const isExhausted = error instanceof Exhausted;
        const isForOthers = isExhausted && !(areOwn && left < 0);
        goBack(isForOthers ? left : before.left);
        if (isExhausted && !isForOthers) return false;
        throw error;
      }
    },
    renew(value) {
      grant(CHOICES);
      judged = value;
    },
    renewFor: (value) => grant(BRANCHES + BRANCHES_EACH * sizeOf(value)),
    settle,
    within(allowance, work) {
      const outer = shared;
      settle();
      shared = allowance;
      try {
        return work();
      } finally {
        settle();
        shared = outer;
      }
    },
    pay(steps) {
      if (shared) shared.left -= steps;
      return !shared || shared.left > 0;
    },
    run: () => run,
  };
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + (member === undefined ? 0 : sizeOf(member)), 1);
}
