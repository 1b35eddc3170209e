import type { Contract, RedactOptions } from '../../contract/index.js';
import type { FeedRules } from '../../feed/index.js';
import type { MockSettings } from '../../mock/index.js';
import type { JsonObject } from '../../model/index.js';

/** The overlay that a page applied to the document. */
export interface LaidOverlay {
  /** The contract that has it. */
  readonly contract: Contract;
  /** The overlay's file. */
  readonly file: string;
  /** An overlay with only the actions that are new, and no reference to a file. */
  readonly actions: JsonObject;
}

/** Takes it up. */
export type UseOverlay = (overlay: LaidOverlay) => Promise<void> | void;

/** The server whose pages ask. */
export interface ToolSettings {
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly rules: FeedRules;
  readonly redact: RedactOptions;
  /** Lets the mock answer by an overlay. @default nothing does: a proxy does not answer from the document */
  readonly use?: UseOverlay;
  /** How the mock behaves now. @default there is no mock */
  readonly mock?: () => MockSettings;
  /** The baseline of the project, from the current folder. @default `baseline.yaml` beside the document */
  readonly baseline?: string;
}
