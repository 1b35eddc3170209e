import type { Contract, RedactOptions } from '../../contract/index.js';
import type { Grouped, Unread } from '../../model/index.js';
import type { Counts } from '../coverage/counter.js';
import type { Examined } from '../judge-one.js';
import type { CheckRules } from './rules.js';

/**
 * How exchanges are examined. Plain data: an executor may send it to a thread, through a queue, or to another machine.
 */
export interface RunSettings {
  readonly rules: CheckRules;
  /** Whether to keep, for each fault, the message in which it was first seen. */
  readonly evidence: boolean;
  readonly redact: RedactOptions;
}

/** The result of an executor. All of it is plain data. */
export interface Examination {
  /** The result of each exchange by itself, in the order of the captures. */
  readonly results: Grouped<Examined | Unread>;
  /**
   * How often each part of the contract was used, as parts of a sum in any order; complete once the results have ended.
   */
  counts(): Promise<readonly Counts[]>;
}

/**
 * Examines the exchanges of a source: in this thread, on threads, or elsewhere. Whatever the executor, results are
 * equal and in the same order:
 * what depends on other exchanges (sequences, baselines, sums) is the ledger's work, in `runCheck`.
 *
 * `Source` is what the executor reads, such as exchanges, or captures that it cuts into blocks by itself.
 */
export type Executor<Source> = (contract: Contract, source: Source, settings: RunSettings) => Examination;
