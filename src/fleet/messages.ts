import type { ShardSize } from './judge-shard.js';
import type { PlainError } from './result.js';

/** The data with which a judging thread is started. Plain data. */
export interface JudgeSetup {
  readonly docproof: string;
  /** The key of pseudonyms. */
  readonly key: string | Uint8Array | undefined;
}

/** Names a shard by its place in a plan. All that goes through the queue. */
export interface ShardName {
  /** The URL of the place of results. */
  readonly results: string;
  /** The digest of the page of the plan. */
  readonly page: string;
  /** 0-based index of the object in the page. */
  readonly at: number;
  /** Null for the whole object. */
  readonly part: number | null;
  /** Whether its result lists only the first of many violations. */
  readonly isBrief: boolean;
}

/** A task of a judging thread. */
export interface JudgeTask extends ShardName {
  /** The shard's identity, which the thread works out again. */
  readonly id: string;
  /** Whether somebody may have judged it before. */
  readonly mayBeDone: boolean;
}

/** The answer of a judging thread to its one task. */
export type JudgeAnswer =
  | ({ readonly kind: 'judged' } & ShardSize)
  | { readonly kind: 'failed'; readonly error: PlainError; readonly isTransient: boolean };
