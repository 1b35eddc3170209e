import type { FuncKeywordDefinition } from 'ajv/dist/2020.js';
import type { BranchBudget } from './branch-budget.js';
import type { Compiler } from './compiler.js';
import { content } from './content.js';
import type { Evaluation } from './evaluation.js';
import { type Exactness, exactKeywords } from './exact.js';
import { multipleOf } from './multiple.js';
import { unevaluatedKeywords } from './unevaluated.js';
import { repetition } from './unique.js';

/** The keywords of an engine that are functions of ours, made from a schema when it is compiled. */
export interface FunctionKeywords {
  readonly plain: readonly FuncKeywordDefinition[];
  /** Those that take the place of others where digits are compared. */
  readonly exact: readonly FuncKeywordDefinition[];
  readonly exactness: Exactness | undefined;
}

/** The functions for one engine. */
export function functionKeywords(parts: {
  readonly budget: BranchBudget;
  readonly compiler: Compiler;
  readonly evaluation: Evaluation;
  readonly isExact: boolean;
}): FunctionKeywords {
  const { budget, compiler, evaluation, isExact } = parts;
  const plain = [repetition(budget), multipleOf, content(compiler), ...unevaluatedKeywords(evaluation, compiler)];
  if (!isExact) return { plain, exact: [], exactness: undefined };
  const { keywords, exactness } = exactKeywords(budget);
  return { plain, exact: keywords, exactness };
}
