import type { Contract } from '../../contract/index.js';
import type { DescribedRule, FindingRule, Pointer } from '../../model/index.js';

/** A finding of a rule in a document, by pointer: lines are looked up where files can be read. */
export interface DocumentFinding {
  readonly rule: FindingRule;
  readonly pointer: Pointer;
  readonly message: string;
  readonly suggestion: string;
  /** The other side of a contradiction. */
  readonly against?: Pointer;
}

/** A rule that holds a document against itself. */
export interface DocumentRule extends DescribedRule {
  check(contract: Contract): Iterable<Omit<DocumentFinding, 'rule'>>;
}
