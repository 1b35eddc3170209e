import type { OutcomeRecord } from '../model/index.js';
import { type KeptByRank, keepByRank } from './kept-by-rank.js';

/** A report for people lists no more exchanges than this. */
const MAX_EXCHANGES = 5_000;

const RANKS: Readonly<Record<OutcomeRecord['verdict'], number>> = {
  fail: 0,
  inconclusive: 1,
  pass: 2,
  'out-of-scope': 3,
};

/** The exchanges that a report for people lists: failed ones have room first, then those not judged in full. */
export function keepExchanges(limit = MAX_EXCHANGES): KeptByRank<OutcomeRecord> {
  return keepByRank(limit, ({ verdict }) => RANKS[verdict]);
}
