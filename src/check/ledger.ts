import type { Contract } from '../contract/index.js';
import type { Evidence, Outcome, Result, ViolationRecord } from '../model/index.js';
import { addCounts, type Counts, noCounts } from './coverage/counter.js';
import { coverageOf } from './coverage/report.js';
import { gatherFaults } from './faults.js';
import { newTally } from './tally.js';

/** Violations beyond this are counted by their faults and not kept one by one. */
const MAX_VIOLATIONS = 50_000;

/** Everything that a check finds, entered outcome by outcome in the order of the captures. Its size does not grow with them. */
export interface Ledger {
  /** @param evidence of a violation, asked for where it is the first of its fault */
  add(outcome: Outcome, evidence?: (violation: ViolationRecord) => Evidence | undefined): void;
  /** Adds what was counted of the contract's parts. */
  addCounts(counts: Counts): void;
  result(): Omit<Result, 'docproof' | 'document'>;
}

/** An empty ledger for this contract. */
export function openLedger(contract: Contract): Ledger {
  const tally = newTally();
  const faults = gatherFaults();
  const counts = noCounts();
  const violations: ViolationRecord[] = [];
  let violationsLeftOut = 0;
  return {
    add(outcome, evidence) {
      tally.add(outcome);
      if (!('verdict' in outcome)) return;
      for (const violation of outcome.violations) {
        faults.add(violation, evidence && (() => evidence(violation)));
        if (violations.length < MAX_VIOLATIONS) violations.push(violation);
        else violationsLeftOut += 1;
      }
    },
    addCounts: (more) => addCounts(counts, more),
    result: () => ({
      summary: tally.summary(),
      coverage: coverageOf(contract, tally.operations(), counts),
      faults: faults.list(),
      violations,
      violationsLeftOut,
    }),
  };
}
