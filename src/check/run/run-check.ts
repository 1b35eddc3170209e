import type { Contract } from '../../contract/index.js';
import { isGroup, type Outcome, type Result, type Unread, type ViolationRecord } from '../../model/index.js';
import { faultNamer } from '../fault-key.js';
import { MAX_FAULTS } from '../faults.js';
import type { Examined } from '../judge-one.js';
import { type LedgerOptions, openLedger } from '../ledger.js';
import { type BlockSequence, blockSequence } from '../sums/block-sequence.js';
import type { Examination, ExaminedPart } from './port.js';

/** The options of the ledger, and the listeners. */
export interface RunOptions extends LedgerOptions {
  /** Receives the first violation of each fault. */
  readonly onFault?: ((violation: ViolationRecord) => void) | undefined;
  /** Receives the outcome of each exchange. */
  readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
  /** Hears how many exchanges came, and how many violations they have. */
  readonly onProgress?: ((exchanges: number, violations: number) => void) | undefined;
}

/** Enters what an executor found in a ledger, in order. @returns the result, without what names the run */
export async function runCheck(
  contract: Contract,
  { results, counts }: Examination,
  { onFault, onOutcome, onProgress, ...options }: RunOptions,
): Promise<Omit<Result, 'docproof' | 'document' | 'verdict'>> {
  const ledger = openLedger(contract, options);
  const onViolation = onFault && firstOfEachFault(onFault);
  let blocks: BlockSequence | undefined;
  const enter = (examined: Examined | Unread): void => {
    if ((onFault || onOutcome) && 'outcome' in examined) examined.complete?.();
    const outcome = ledger.add(examined);
    onProgress?.(1, 'violations' in outcome ? outcome.violations.length : 0);
    onOutcome?.(outcome);
    if (onViolation && 'verdict' in outcome) outcome.violations.forEach(onViolation);
  };
  /** @returns undefined where nothing has to be waited for */
  const enterPart = (part: ExaminedPart): Promise<void> | undefined => {
    if ('summed' in part) {
      const { source, summed } = part;
      ledger.addSum(source, summed);
      onProgress?.(summed.sum.tally.entries, summed.sum.violations);
    } else if ('traces' in part) {
      blocks ??= blockSequence(ledger.sequence);
      return blocks.add(part.traces).then((violations) => ledger.addLate(violations));
    } else if (blocks && 'outcome' in part && part.trace)
      return blocks.awaken(part.trace.source).then(() => enter(part));
    else enter(part);
    return undefined;
  };
  for await (const part of results) {
    for (const each of isGroup(part) ? part : [part]) {
      const entered = enterPart(each);
      if (entered) await entered;
    }
  }
  blocks?.end();
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
