import type { Contract } from '../contract/index.js';
import type { Comparison } from './compare.js';
import type { ShadowSettings, WireCall } from './exchange.js';
import type { Peer } from './prism/peer.js';
import type { WireAnswer } from './side.js';

/** The data with which the thread is started. Plain data. */
export interface ShadowSetup {
  readonly peer: Peer;
  /** The document as JSON, for Prism, and for ours where it has numbers that would lose digits on the way. */
  readonly text: string;
  readonly document: Pick<Contract['document'], 'source' | 'dialect' | 'files' | 'binaries'>;
  readonly settings: ShadowSettings;
}

/** One exchange to compare. */
export interface ShadowTask {
  readonly number: number;
  readonly call: WireCall;
  readonly answer: WireAnswer;
}

/** Why an exchange has no comparison. */
export type NotCompared =
  | 'fault-or-delay'
  | 'stateful-or-echo'
  | 'set-by-a-test'
  | 'stream'
  | 'batch'
  | 'binary'
  | 'multipart-answer'
  | 'large-body'
  | 'unread-request'
  | 'encoded-request'
  | 'cut-answer'
  | 'prism-stops'
  | 'prism-crashed'
  | 'prism-hung'
  | 'queue-full'
  | 'shadow-off'
  | 'not-finished';

/** Each reason in words, for summaries and docs. */
export const NOT_COMPARED = {
  'fault-or-delay': 'the answer came from --fault, or was slowed down',
  'stateful-or-echo': 'the answer depends on what was sent before (--stateful), or repeats the request (--echo)',
  'set-by-a-test': 'a test or a page set the answer',
  stream: 'the answer is a stream of items',
  batch: 'the request is a batch of several, which Prism does not split',
  binary: 'a body is not text',
  'multipart-answer': 'the answer is multipart, with a random boundary',
  'large-body': 'a body is larger than 1 MiB',
  'unread-request': 'the body of the request was refused before it was read',
  'encoded-request': 'the body of the request has a content coding, which Prism does not decode',
  'cut-answer': 'the client left before the end of the answer',
  'prism-stops': 'this request would end or hang the server of Prism',
  'prism-crashed': 'Prism crashed',
  'prism-hung': 'Prism gave no answer in time',
  'queue-full': 'too many requests were waiting for Prism',
  'shadow-off': 'the shadow was off',
  'not-finished': 'the mock stopped before Prism answered',
} as const satisfies Record<NotCompared, string>;

/** What the thread says of an exchange. */
export type Outcome =
  | Comparison
  | { readonly kind: 'not-compared'; readonly why: NotCompared; readonly detail?: string };

/** A message of the thread. */
export type ShadowMessage =
  | { readonly kind: 'ready' }
  /** Prism cannot use the document. */
  | { readonly kind: 'unusable'; readonly detail: string }
  | { readonly kind: 'outcome'; readonly number: number; readonly outcome: Outcome };
