import type { Ajv2020, CodeKeywordDefinition, KeywordCxt } from 'ajv/dist/2020.js';
import { isObject, type JsonValue } from '../../model/index.js';
import { _, nameOf, nil, references, vocabularyCode } from './ajv.js';
import { adding } from './bounded-loops.js';
import type { BranchBudget } from './branch-budget.js';
import type { SourceNotes, Validate } from './compiler.js';
import { compiledLater } from './later.js';
import { stepsBehind } from './size-limits.js';

/**
 * Makes ajv pay for what can multiply the work of a verdict: references, and branches of `anyOf` and `oneOf`. All else
 * takes as long as the schema and the value are large.
 *
 * What is behind a reference is compiled when a value comes by: a schema may lead to all of a large document, and no
 * value to more than a few of its schemas.
 */
export function countWork(ajv: Ajv2020, budget: BranchBudget, targets: Targets, notes: SourceNotes | undefined): void {
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword(fastChoice(keyword, budget));
  }
  // In its place: what is added again comes after all others, and so would its faults.
  const { $ref: rule } = ajv.RULES.all;
  if (typeof rule !== 'object' || !('code' in rule.definition)) return;
  const { code } = rule.definition;
  const { inlineRef } = references();
  const { callValidateCode } = vocabularyCode();
  // Of these names in ajv's code.
  const errors = nameOf('errors');
  const found = nameOf('vErrors');
  rule.definition = {
    ...rule.definition,
    code(cxt, ruleType) {
      const { gen, it } = cxt;
      const reference = _`${it.topSchemaRef}${it.schemaPath}.$ref`;
      const id = String(cxt.schema);
      const steps = stepsBehind(targets.sizeOf(id));
      const target = targets.schemaOf(id);
      if (!isObject(target) || inlineRef(target, ajv.opts.inlineRefs)) {
        notes?.inlines(id, _`$.target(${reference})`);
        gen.code(_`${gen.scopeValue('func', { ref: budget.spend, code: _`$.spend` })}(${steps})`);
        code(cxt, ruleType);
        return;
      }
      notes?.calls(id);
      const ref = compiledLater(() => targets.validatorOf?.(id) ?? ajv.getSchema(id), id);
      const validate = _`${gen.scopeValue('wrapper', { ref, code: _`$.later(${reference})` })}.validate`;
      gen.code(_`${gen.scopeValue('func', { ref: budget.enter, code: _`$.enter` })}(${steps})`);
      const holds = gen.const('holds', callValidateCode(cxt, validate, nil()));
      gen.code(_`${gen.scopeValue('func', { ref: budget.leave, code: _`$.leave` })}()`);
      cxt.result(holds, undefined, () => {
        adding(cxt, _`${validate}.errors`);
        gen.assign(errors, _`${found}.length`);
      });
    },
  };
}

/** The schemas behind references. */
export interface Targets {
  readonly schemaOf: (id: string) => JsonValue | undefined;
  /** In keywords. */
  readonly sizeOf: (id: string) => number;
  /** Where they are not to be compiled with the first value: what judges by them. */
  readonly validatorOf?: (id: string) => Validate | undefined;
}

/**
 * `anyOf` and `oneOf` for those who ask for a verdict only. ajv's own keep the faults of all branches, which double
 * with each level of a choice, and nest their code once a branch, so that a thousand branches exhaust the stack.
 */
function fastChoice(keyword: 'anyOf' | 'oneOf', { spend }: BranchBudget): CodeKeywordDefinition {
  const enough = keyword === 'anyOf' ? 1 : 2;
  return {
    keyword,
    schemaType: 'array',
    trackErrors: true,
    before: 'allOf',
    error: {
      message: `must match a schema in ${keyword}`,
      params: ({ params: { matched } }) => _`{matched: ${matched}}`,
    },
    code(cxt: KeywordCxt) {
      const { gen } = cxt;
      gen.code(_`${gen.scopeValue('func', { ref: spend, code: _`$.spend` })}(${cxt.schema.length})`);
      const matched = gen.let('matched', 0);
      const holds = gen.name('_valid');
      for (const index of cxt.schema.keys()) {
        gen.if(_`${matched} < ${enough}`, () => {
          cxt.subschema({ keyword, schemaProp: index, compositeRule: true, createErrors: false }, holds);
          gen.if(holds, () => gen.code(_`${matched}++`));
          cxt.reset();
        });
      }
      cxt.setParams({ matched });
      cxt.result(
        _`${matched} === 1`,
        () => cxt.reset(),
        () => cxt.error(),
      );
    },
  };
}
