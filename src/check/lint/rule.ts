import type { Contract } from '../../contract/index.js';
import type { DescribedRule, FindingRule, Pointer } from '../../model/index.js';
import type { SchemaError } from '../../schema/index.js';
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

/** A rule of a schema that an example or a default breaks. */
export interface Broken {
  readonly error: SchemaError;
  readonly found: Found;
  /** `POST /users, response 201, example new: /state`. */
  readonly place: string;
}

/** What is wrong with the examples and defaults of a document: found when a rule asks first, and for all rules. */
export interface BrokenSamples {
  examples(): readonly Broken[];
  defaults(): readonly Broken[];
  /** Those that were looked at until now and could not be judged: how many, and where the first is. */
  unjudged(): { readonly count: number; readonly first: Pointer | undefined };
}

/** A rule that holds a document against itself. */
export interface DocumentRule extends DescribedRule {
  /**
   * @param places every object of the document, found once for all rules
   * @param samples what is wrong with its examples and defaults, found once as well
   */
  check(contract: Contract, places: Places, samples: BrokenSamples): Iterable<Found>;
}
