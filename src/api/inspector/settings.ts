import type { Contract, RedactOptions } from '../../contract/index.js';
import type { FeedRules } from '../../feed/index.js';

/** The server whose pages ask. */
export interface ToolSettings {
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly rules: FeedRules;
  readonly redact: RedactOptions;
  /**
   * Lets another contract answer. @default nothing does: a proxy does not answer from the document
   * @param overlay the file by which it differs from the one before
   */
  readonly use?: (contract: Contract, overlay: string) => void;
  /** The baseline of the project, from the current folder. @default `baseline.yaml` beside the document */
  readonly baseline?: string;
}
