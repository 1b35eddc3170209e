import type { DocumentRule } from './rule.js';

export const undividedItems: DocumentRule = {
  id: 'undivided-items',
  severity: 'warning',
  finds: 'An `itemSchema` that is left out: bodies of its media type have no items, or nobody can tell them apart.',
  example: '`application/json: { itemSchema: … }`.',
  *check(contract) {
    for (const { rule, pointer, message, cure } of contract.loadWarnings())
      if (rule === 'undivided-items') yield { pointer, message, suggestion: cure };
  },
};
