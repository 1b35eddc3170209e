import type { ExamineOptions } from '../api/examine.js';
import type { Block, BlockPlace } from '../captures/index.js';
import type { Counts } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { CaptureItem, InputError } from '../model/index.js';

/** What a thread is started with. Plain data. */
export interface ThreadSetup {
  readonly document: Contract['document'];
  readonly policy: ExamineOptions['policy'];
  readonly evidence: boolean;
  readonly redact: ExamineOptions['redact'];
}

/** Part of a capture, which the thread reads as if it were the whole. */
export interface BlockTask {
  readonly kind: 'block';
  readonly source: string;
  /** The name of the format that reads it. */
  readonly format: string;
  readonly block: Block;
}

/** What a thread is asked. */
export type ThreadTask =
  | BlockTask
  | { readonly kind: 'items'; readonly items: readonly CaptureItem[] }
  | { readonly kind: 'counts' };

/** What a thread answers, in the order of the tasks. */
export type ThreadAnswer =
  | {
      readonly kind: 'results';
      /** `Packed[]` as JSON: one text crosses sooner than thousands of small objects. */
      readonly packed: string;
      /** What a block has. */
      readonly size: BlockPlace;
      /** Whether something in the block could not be read: what is wrong is told by its place in the capture, which the thread does not know. */
      readonly hasUnread: boolean;
    }
  /** The block cannot be read apart from what surrounds it, or not here. */
  | { readonly kind: 'not-apart' }
  | { readonly kind: 'counts'; readonly counts: Counts }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** What is the user's fault. An error that crosses to another thread does not stay what it is. */
      readonly input?: Pick<InputError, 'code' | 'problem' | 'place' | 'cure'>;
    };
