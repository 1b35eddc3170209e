import type { Edit, Example } from '../../src/explain/entry.js';
import { PAGE_RULES } from '../../src/explain/table/index.js';

export type { Edit };

/** Edits of the pages of the template, which make one rule speak. */
export type RuleCase = Pick<Extract<Example, { of: 'pages' }>, 'page' | 'type' | 'beside'>;

/** One case for each rule of pages: the bad example of its explanation. */
export const RULE_CASES: Readonly<Record<string, RuleCase>> = Object.fromEntries(
  Object.entries(PAGE_RULES).flatMap(([rule, { example }]) => (example?.of === 'pages' ? [[rule, example]] : [])),
);
