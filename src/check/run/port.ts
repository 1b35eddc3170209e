import type { Contract, RedactOptions } from '../../contract/index.js';
import type { Grouped, Unread } from '../../model/index.js';
import type { Counts } from '../coverage/counter.js';
import type { Examined } from '../judge-one.js';
import type { BlockTraces } from '../sums/block-sequence.js';
import type { Summed } from '../sums/sum.js';
import type { CheckRules } from './rules.js';

/**
 * How exchanges are examined. Plain data: an executor may send it to a thread, through a queue, or to another machine.
 */
export interface RunSettings {
  readonly rules: CheckRules;
  /** Whether to keep, for each fault, the message in which it was first seen. */
  readonly evidence: boolean;
  readonly redact: RedactOptions;
  /**
   * Whether sums of exchanges will do: where no report lists each exchange, nobody hears of each, and no baseline is
   * held against each. An executor may still give each.
   * @default false
   */
  readonly sums?: boolean;
}

/** A part of what an executor gives, in the order of the captures. */
export type ExaminedPart =
  | Examined
  | Unread
  /** Exchanges that follow each other in a source, without what they say of others. */
  | { readonly source: string; readonly summed: Summed }
  /** What those since the last one say of others. */
  | { readonly traces: BlockTraces };

/** How many results a part has. */
export function resultsIn(part: ExaminedPart): number {
  if ('traces' in part) return 0;
  return 'summed' in part ? part.summed.sum.tally.entries : 1;
}

/** The result of an executor. All of it is plain data. */
export interface Examination {
  /** The result of each exchange by itself, or of several, in the order of the captures. */
  readonly results: Grouped<ExaminedPart>;
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
