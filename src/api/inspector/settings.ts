import type { Contract, RedactOptions } from '../../contract/index.js';
import type { FeedRules } from '../../feed/index.js';

/** The server whose pages ask. */
export interface ToolSettings {
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly rules: FeedRules;
  readonly redact: RedactOptions;
}
