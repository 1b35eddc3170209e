import type { Contract } from '../../contract/index.js';
import { isGroup, type Outcome, type Result, type Unread, type ViolationRecord } from '../../model/index.js';
import { faultNamer, MAX_FAULTS } from '../faults.js';
import type { Examined } from '../judge-one.js';
import { type LedgerOptions, openLedger } from '../ledger.js';
import type { Examination } from './port.js';

/** The options of the ledger, and the listeners. */
export interface RunOptions extends LedgerOptions {
  /** Receives the first violation of each fault. */
  readonly onFault?: ((violation: ViolationRecord) => void) | undefined;
  /** Receives the outcome of each exchange. */
  readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
  /** Hears of each outcome, in which the values of violations may be missing: they are for `onOutcome`. */
  readonly onProgress?: ((outcome: Outcome) => void) | undefined;
}

/** Enters what an executor found in a ledger, in order. @returns the result, without what names the run */
export async function runCheck(
  contract: Contract,
  { results, counts }: Examination,
  { onFault, onOutcome, onProgress, ...options }: RunOptions,
): Promise<Omit<Result, 'docproof' | 'document' | 'verdict'>> {
  const ledger = openLedger(contract, options);
  const onViolation = onFault && firstOfEachFault(onFault);
  const enter = (examined: Examined | Unread): void => {
    if ((onFault || onOutcome) && 'outcome' in examined) examined.complete?.();
    const outcome = ledger.add(examined);
    onProgress?.(outcome);
    onOutcome?.(outcome);
    if (onViolation && 'verdict' in outcome) outcome.violations.forEach(onViolation);
  };
  for await (const examined of results) {
    if (isGroup(examined)) for (const each of examined) enter(each);
    else enter(examined);
  }
  for (const more of await counts()) ledger.addCounts(more);
  return ledger.result();
}

function firstOfEachFault(listener: (violation: ViolationRecord) => void): (violation: ViolationRecord) => void {
  const seen = new Set<string>();
  const nameOf = faultNamer();
  return (violation) => {
    const key = `${nameOf(violation)} ${violation.missing ?? ''}`;
    if (seen.has(key) || seen.size >= MAX_FAULTS) return;
    seen.add(key);
    listener(violation);
  };
}
