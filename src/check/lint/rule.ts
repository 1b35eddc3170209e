import type { Contract } from '../../contract/index.js';
import type { DescribedRule, FindingRule, Pointer } from '../../model/index.js';
import type { Places } from './places.js';

/** A finding of a rule in a document, by pointer: lines are looked up where files can be read. */
export interface DocumentFinding {
  readonly rule: FindingRule;
  readonly pointer: Pointer;
  readonly message: string;
  readonly suggestion: string;
  /** The other side of a contradiction. */
  readonly against?: Pointer;
}

/** A finding, whose rule is known. */
export type Found = Omit<DocumentFinding, 'rule'>;

/** A rule that holds a document against itself. */
export interface DocumentRule extends DescribedRule {
  /** @param places every object of the document, found once for all rules */
  check(contract: Contract, places: Places): Iterable<Found>;
}
