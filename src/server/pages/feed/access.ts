import type { Contract, RedactOptions } from '../../../contract/index.js';
import type { FeedRing, FeedRules, FeedTools } from '../../../feed/index.js';

/** Why a server has no feed: nobody wants it, or several processes answer. */
export type FeedOff = 'off' | 'several';

/** The feed of a server: what it keeps, and how it is judged and redacted when somebody reads it. */
export interface FeedAccess {
  readonly ring: FeedRing;
  readonly rules: FeedRules;
  readonly redact: RedactOptions;
  /** The contract that answers now. */
  readonly contract: () => Contract;
  /** Gets what other processes have, before each question. @default no other process has any */
  readonly gather?: () => Promise<void>;
  /** What pages do beyond reading; loaded when the first one asks. */
  readonly tools: () => Promise<FeedTools>;
}
