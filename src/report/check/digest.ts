import type { Fault } from '../../model/index.js';
import { byOperation } from '../words.js';

/** A report for people with more faults than this begins with the worst, and counts the rest. */
export const MANY_FAULTS = 40;

/** So many are the worst. */
export const WORST = 10;

/** The faults of one rule, or of one operation, in numbers. */
export interface Share {
  /** The rule's keyword, or the operation. */
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly violations: number;
  readonly operations: number;
}

/** Errors before warnings, what occurs more often first. */
export function worstOf(faults: readonly Fault[], limit: number = WORST): Fault[] {
  return [...faults].sort((a, b) => rank(a) - rank(b) || b.count - a.count).slice(0, limit);
}

/** A share for each rule, across operations: the worst first. */
export function sharesByRule(faults: readonly Fault[]): Share[] {
  const rules = new Map<string, Fault[]>();
  for (const fault of faults) {
    const known = rules.get(fault.keyword);
    if (known) known.push(fault);
    else rules.set(fault.keyword, [fault]);
  }
  return sharesOf(rules);
}

/** A share for each operation: the worst first. */
export function sharesByOperation(faults: readonly Fault[]): Share[] {
  return sharesOf(byOperation(faults));
}

function sharesOf(groups: ReadonlyMap<string, readonly Fault[]>): Share[] {
  const shares = [...groups].map(([name, list]): Share => {
    const errors = list.filter(({ severity }) => severity === 'error').length;
    return {
      name,
      errors,
      warnings: list.length - errors,
      violations: list.reduce((sum, { count }) => sum + count, 0),
      operations: new Set(list.map(({ operation }) => operation)).size,
    };
  });
  return shares.sort((a, b) => b.errors - a.errors || b.violations - a.violations);
}

function rank({ severity }: Fault): number {
  return severity === 'error' ? 0 : 1;
}
