import type { FindingSeverity } from '../model/index.js';
import type { Reference } from './entry.js';
import type { ShownExample } from './shown.js';

/** What a name is. Some names are several things: `undocumented-property` is a keyword and a rule for pages. */
export type ExplanationKind =
  | 'schema-keyword'
  | 'keyword'
  | 'document-rule'
  | 'page-rule'
  | 'inconclusive'
  | 'out-of-scope';

/** The meaning of a name: plain data. */
export interface Explanation {
  readonly name: string;
  readonly kind: ExplanationKind;
  /** Of a rule. */
  readonly severity?: FindingSeverity;
  /** Whether it is a rule that is silent unless it is switched on. */
  readonly isOff?: boolean;
  /** One to three sentences. */
  readonly means: string;
  /** Why it matters. */
  readonly why: string;
  readonly example?: ShownExample;
  readonly documented: readonly Reference[];
}
