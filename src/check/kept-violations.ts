import type { ViolationRecord } from '../model/index.js';
import { keepByRank } from './kept-by-rank.js';

/** Violations beyond this are counted by their faults and not listed one by one. */
const MAX_VIOLATIONS = 10_000;

/** The violations of a check that are listed one by one, gathered one at a time. */
export interface KeptViolations {
  add(violation: ViolationRecord): void;
  /**
   * Errors have room first, then warnings, then what a baseline accepts.
   * @returns those with room, in the order in which they came, and how many had none
   */
  list(): { readonly violations: ViolationRecord[]; readonly leftOut: number };
}

/** No violations yet. */
export function keepViolations(limit = MAX_VIOLATIONS): KeptViolations {
  const kept = keepByRank<ViolationRecord>(limit, rankOf);
  return {
    add: kept.add,
    list() {
      const { list, leftOut } = kept.list();
      return { violations: list, leftOut };
    },
  };
}

function rankOf({ severity, accepted }: ViolationRecord): number {
  if (accepted !== undefined) return 2;
  return severity === 'error' ? 0 : 1;
}
