import type { Block, BlockPlace } from '../captures/index.js';
import type { Counts, PackedTraces, RunSettings } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { CaptureItem, InputError } from '../model/index.js';

/** The data with which a thread is started. Plain data. */
export interface ThreadSetup {
  readonly document: Contract['document'];
  /** The document's root as JSON, where it has exact numbers: they would lose their class on the way. */
  readonly root?: string | undefined;
  readonly settings: RunSettings;
}

/** Part of a capture, which the thread reads as if it were the whole. */
export interface BlockTask {
  readonly kind: 'block';
  readonly source: string;
  /** The name of the format that reads it. */
  readonly format: string;
  readonly block: Block;
}

/** A task of a thread. */
export type ThreadTask =
  | BlockTask
  | { readonly kind: 'items'; readonly items: readonly CaptureItem[] }
  | { readonly kind: 'counts' };

/** The answer of a thread to a task, in the order of the tasks. */
export type ThreadAnswer =
  | {
      readonly kind: 'results';
      /** `BlockItem[]` as JSON: one text crosses sooner than thousands of small objects. */
      readonly packed: string;
      /** Whether there are sums alone: every JSON reader reads them without losing digits. */
      readonly areSums: boolean;
      /** What exchanges of which sums are made say of others. */
      readonly traces: PackedTraces | undefined;
      /** The size of a block. */
      readonly size: BlockPlace;
      /**
       * Whether something in the block could not be read: the message names its place in the capture, which the thread
       * does not know.
       */
      readonly hasUnread: boolean;
    }
  /** The block cannot be read apart from what surrounds it, or not on a thread. */
  | { readonly kind: 'inseparable' }
  | { readonly kind: 'counts'; readonly counts: Counts }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** A fault of the user's. An error loses its class on the way to another thread. */
      readonly input?: Pick<InputError, 'code' | 'problem' | 'place' | 'cure'>;
    };
