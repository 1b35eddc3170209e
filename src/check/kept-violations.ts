import type { ViolationRecord } from '../model/index.js';

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

interface Numbered {
  readonly number: number;
  readonly violation: ViolationRecord;
}

/** No violations yet. */
export function keepViolations(limit = MAX_VIOLATIONS): KeptViolations {
  const byRank: readonly Numbered[][] = [[], [], []];
  let number = 0;
  return {
    add(violation) {
      const rank = rankOf(violation);
      if ((byRank[rank]?.length ?? limit) < limit) byRank[rank]?.push({ number, violation });
      number += 1;
    },
    list() {
      const kept = byRank.flat().slice(0, limit);
      kept.sort((a, b) => a.number - b.number);
      return { violations: kept.map(({ violation }) => violation), leftOut: number - kept.length };
    },
  };
}

function rankOf({ severity, accepted }: ViolationRecord): number {
  if (accepted !== undefined) return 2;
  return severity === 'error' ? 0 : 1;
}
