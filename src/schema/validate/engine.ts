import type { ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonValue } from '../../model/index.js';
import { countedRegExp } from '../pattern.js';
import { newAjv } from './ajv.js';
import type { BranchBudget } from './branch-budget.js';
import { branchKeyword } from './branch-keyword.js';
import type { Follow } from './branches.js';
import { contains } from './contains.js';
import { content } from './content.js';
import { countWork } from './counted.js';
import { createEvaluation, type Evaluation } from './evaluation.js';
import { addExactKeywords, type Exactness } from './exact.js';
import { addKnownFormats } from './formats.js';
import { addLargeKeywords } from './many.js';
import { multipleOf } from './multiple.js';
import { unevaluatedKeywords } from './unevaluated.js';
import { repetition } from './unique.js';

/**
 * What is behind a reference is copied to where it is referred to only up to so many keywords. ajv's default has no
 * bound: a base that lists 105 derived schemas is copied into each of them, and compiling takes minutes.
 */
const MOST_INLINED = 100;

/** Fulfilled when engines can be made. */
export async function loadEngine(): Promise<void> {
  // ajv is loaded with this file.
}

/** A compiled schema. */
export type Validate = ValidateFunction<unknown>;

/**
 * `fast` stops at the first fault and keeps nothing; `explain` finds all, each with its schema object.
 */
export type EngineKind = 'fast' | 'explain';

/** One ajv with the formats, and what it reckons to be evaluated. */
export interface Engine {
  readonly ajv: Ajv2020;
  readonly evaluation: Evaluation;
  /** Of an engine that compares digits. */
  readonly exactness: Exactness | undefined;
}

/** How an engine is made. */
export interface EngineOptions {
  readonly kind: EngineKind;
  /** Whether schemas name members that every JavaScript object inherits, such as `constructor`: it costs some time. */
  readonly ownMembersOnly: boolean;
  /** Whether numbers that no double holds are in values or schemas. */
  readonly isExact: boolean;
  /** From which branches are paid. */
  readonly budget: BranchBudget;
  /** What a `$ref` between converted schemas leads to. */
  readonly schemaOf: (id: string) => JsonValue | undefined;
  /** How many keywords are behind one. */
  readonly sizeOf: (id: string) => number;
  /** What is behind a reference, for messages. */
  readonly follow: Follow;
  /** The fast engine's, where that one decides which branches hold. */
  readonly evaluation?: Evaluation;
}

/**
 * An ajv for JSON Schema 2020-12, lenient about unknown keywords and formats as OpenAPI wants it.
 * `explain` replaces `anyOf` and `oneOf` by keywords that tell of the closest branch only.
 */
export function createEngine(options: EngineOptions): Engine {
  const { kind, ownMembersOnly, isExact, budget, schemaOf, follow, evaluation } = options;
  const explains = kind === 'explain';
  const ajv = newAjv({
    strict: false,
    allErrors: explains,
    verbose: explains,
    logger: false,
    validateFormats: true,
    ownProperties: ownMembersOnly,
    // A keyword's own check names what is wrong with a schema; the meta-schema would only be compiled in vain.
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: MOST_INLINED,
    // ajv's own optimizer takes as long as all else that it does, and its code runs no sooner: V8 drops what is not
    // used.
    code: { regExp: countedRegExp(budget.spend), optimize: false },
  });
  // What is evaluated is reckoned by keywords of ours, and only where a schema asks for it.
  ajv.opts.unevaluated = false;
  const own: Evaluation = evaluation ?? createEvaluation(ajv, schemaOf, budget);
  addKnownFormats(ajv);
  for (const keyword of [repetition(budget), multipleOf, contains, content, ...unevaluatedKeywords(own)]) {
    ajv.removeKeyword(String(keyword.keyword));
    ajv.addKeyword(keyword);
  }
  countWork(ajv, budget, options);
  addLargeKeywords(ajv, budget);
  if (explains) {
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      ajv.removeKeyword(keyword);
      ajv.addKeyword(branchKeyword(keyword, budget, follow));
    }
  }
  return { ajv, evaluation: own, exactness: isExact ? addExactKeywords(ajv, budget) : undefined };
}
