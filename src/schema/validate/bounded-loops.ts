import type { Ajv2020, CodeKeywordDefinition, KeywordCxt } from 'ajv/dist/2020.js';
import type { Code, Name } from 'ajv/dist/core.js';
import { _, nameOf } from './ajv.js';
import { MAX_FOUND } from './append.js';

/** Gives a keyword of ajv's other code where that is wanted. It stays in its place among the others. */
export function refine(ajv: Ajv2020, keyword: string, code: (cxt: KeywordCxt, usual: () => void) => void): void {
  const { [keyword]: rule } = ajv.RULES.all;
  if (typeof rule !== 'object' || !('code' in rule.definition)) return;
  const { code: usual } = rule.definition;
  const refined: CodeKeywordDefinition['code'] = (cxt, ruleType) => code(cxt, () => usual(cxt, ruleType));
  rule.definition = { ...rule.definition, code: refined };
}

/**
 * Ends the search for faults among items and members once there are `MAX_FOUND`. They are counted from where the search
 * began: of a branch, each search finds at least its first fault, so that no verdict changes.
 */
export function boundLoops(ajv: Ajv2020): void {
  for (const keyword of ['items', 'additionalProperties', 'patternProperties', 'propertyNames'])
    refine(ajv, keyword, ({ gen }, usual) => {
      const errors = nameOf('errors');
      const from = gen.const('from', errors);
      const endingEarly = (body: (place: Name) => void) => (place: Name) => {
        gen.if(_`${errors} - ${from} >= ${MAX_FOUND}`, () => gen.break());
        // What is below counts from its own start.
        unbind();
        body(place);
        bind();
      };
      const unbind = (): void => {
        for (const loop of ['forIn', 'forRange'] as const) Reflect.deleteProperty(gen, loop);
      };
      const bind = (): void => {
        const { forIn, forRange } = gen;
        gen.forIn = (name, map, body, kind) => forIn.call(gen, name, map, endingEarly(body), kind);
        gen.forRange = (name, start, end, body, kind) => forRange.call(gen, name, start, end, endingEarly(body), kind);
      };
      bind();
      usual();
      unbind();
    });
}

/** Code that adds the errors of a function to those before, in place. */
export function adding({ gen }: KeywordCxt, errors: Code): void {
  const found = nameOf('vErrors');
  gen.if(
    _`${found} === null`,
    () => gen.assign(found, errors),
    () => gen.code(_`for (const each of ${errors}) ${found}.push(each);`),
  );
}
