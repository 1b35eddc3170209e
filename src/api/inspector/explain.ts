import { ruleAt } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import type { ExplainedViolation } from '../../feed/index.js';
import type { ViolationRecord } from '../../model/index.js';
import { type RulePlace, ruleHelp, rulePlace } from '../../report/index.js';
import { authoredDocument } from '../authored-document.js';

/** Adds to violations what they break, and where that is written. */
export type Explainer = (
  contract: Contract,
  violations: readonly ViolationRecord[],
) => Promise<readonly ExplainedViolation[]>;

/** Places of rules that are kept: to find one, a file is read, and large ones take a second. */
const MOST_PLACES = 1_000;

/** An explainer that remembers the places of rules. */
export function createExplainer(): Explainer {
  const known = new WeakMap<Contract, Map<string, RulePlace>>();
  return async (contract, violations) => {
    if (violations.length === 0) return [];
    const places = known.get(contract) ?? new Map<string, RulePlace>();
    known.set(contract, places);
    const unknown = violations.filter((violation) => !places.has(keyOf(violation)));
    if (places.size + unknown.length > MOST_PLACES) places.clear();
    if (unknown.length > 0) {
      const document = await authoredDocument(
        contract,
        unknown.map(({ schema }) => schema.slice(1)),
      );
      for (const violation of unknown) places.set(keyOf(violation), rulePlace(violation, document));
    }
    return violations.map((violation) => {
      const rule = ruleAt(contract, violation.schema);
      return {
        ...violation,
        ...(rule === undefined ? {} : { rule }),
        ...places.get(keyOf(violation)),
        help: ruleHelp(violation.keyword),
      };
    });
  };
}

function keyOf({ schema, documented }: ViolationRecord): string {
  return documented ? `${schema} ${documented.page}:${documented.line}` : schema;
}
