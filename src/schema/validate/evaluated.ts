import { _, type Ajv2020, type KeywordCxt, Name } from 'ajv/dist/2020.js';
import { evaluatedPropsToName } from 'ajv/dist/compile/util.js';
import type { BranchBudget } from './branch-budget.js';

/** Keywords of which only what holds evaluates members and items. */
const CONDITIONAL = ['anyOf', 'oneOf', 'if'] as const;

/**
 * Makes these keywords keep what was evaluated before them. ajv writes it down inside the first branch, so that it is
 * lost where that branch does not hold, and members of a base schema count as unevaluated (JSON Schema 2020-12 §11.3).
 * @param budget from which each choice is paid
 */
export function keepEvaluated(ajv: Ajv2020, { spend }: BranchBudget): void {
  for (const keyword of CONDITIONAL) {
    const known = ajv.getKeyword(keyword);
    if (typeof known !== 'object' || !('code' in known)) continue;
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      ...known,
      keyword,
      ...(keyword === 'if' ? {} : { before: 'allOf' }),
      code(cxt) {
        settleEvaluated(cxt);
        if (keyword !== 'if') cxt.gen.code(_`${cxt.gen.scopeValue('func', { ref: spend })}()`);
        known.code(cxt);
      },
    });
  }
}

/** Writes down what is known to be evaluated so far, before code that may be skipped adds to it. */
export function settleEvaluated({ gen, it }: KeywordCxt): void {
  if (it.props !== undefined && it.props !== true && !(it.props instanceof Name))
    it.props = evaluatedPropsToName(gen, it.props);
  if (typeof it.items === 'number') it.items = gen.var('items', it.items);
}
