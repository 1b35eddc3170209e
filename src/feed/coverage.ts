import { type ItemExaminer, type Ledger, openLedger } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { Coverage } from '../model/index.js';
import { exchangeOf } from './as-exchange.js';
import type { FeedRing } from './ring.js';
import { inTurns } from './turns.js';

/** What is counted already. */
interface Counted {
  readonly contract: Contract;
  readonly examiner: ItemExaminer;
  readonly ledger: Ledger;
  /** The oldest and the newest exchange that count. */
  readonly first: number;
  last: number;
}

/**
 * Counts what of the contract the exchanges that are kept have used. Who asks again and again, as a page does, has only
 * those counted that came since, unless some went.
 */
export function coverageCounter(
  ring: FeedRing,
  contract: () => Contract,
  examinerOf: (contract: Contract) => ItemExaminer,
): () => Promise<Coverage> {
  let counted: Counted | undefined;
  const count = async (): Promise<Coverage> => {
    const of = contract();
    if (counted?.contract !== of || counted.first !== ring.first)
      counted = {
        contract: of,
        examiner: examinerOf(of),
        ledger: openLedger(of),
        first: ring.first,
        last: ring.first - 1,
      };
    const now = counted;
    const { examiner, ledger } = now;
    const fresh = [...ring].filter(({ id }) => id > now.last);
    for await (const kept of inTurns(fresh)) {
      for (const each of examiner.examine(exchangeOf(of, kept))) ledger.add(each);
      now.last = kept.id;
    }
    return ledger.soFar(examiner.counts()).coverage;
  };
  // One after the other: both would count the same exchanges.
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(count);
    last = next.catch(() => undefined);
    return next;
  };
}
