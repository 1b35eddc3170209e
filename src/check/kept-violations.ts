import type { ViolationRecord } from '../model/index.js';
import { type KeptByRank, keepByRank } from './kept-by-rank.js';

/** Violations beyond this are counted by their faults and not listed one by one. */
export const MAX_VIOLATIONS = 10_000;

/**
 * The violations of a check that are listed one by one: errors have room first, then warnings, then what a baseline
 * accepts.
 */
export function keepViolations(limit = MAX_VIOLATIONS): KeptByRank<ViolationRecord> {
  return keepByRank(limit, rankOf);
}

/** 0 for errors, 1 for warnings, 2 for what a baseline accepts. */
export function rankOf({ severity, accepted }: ViolationRecord): number {
  if (accepted !== undefined) return 2;
  return severity === 'error' ? 0 : 1;
}
