import type { CodeKeywordDefinition } from 'ajv/dist/2020.js';
import type { JsonValue } from '../../model/index.js';
import { _, nameOf } from './ajv.js';
import type { BranchBudget } from './branch-budget.js';
import type { Follow } from './branches.js';
import { chooser } from './choosing.js';

/**
 * `anyOf` and `oneOf` as ajv has them; where they do not hold, only the faults of the closest branch stay.
 */
export function branchKeyword(
  keyword: 'anyOf' | 'oneOf',
  { spend }: BranchBudget,
  follow: Follow,
): CodeKeywordDefinition {
  // Of these names in ajv's code.
  const errors = nameOf('errors');
  const found = nameOf('vErrors');
  const instancePath = nameOf('instancePath');
  return {
    keyword,
    schemaType: 'array',
    trackErrors: true,
    before: 'allOf',
    code(cxt) {
      const { gen, it } = cxt;
      const branches: readonly JsonValue[] = cxt.schema;
      const matched = gen.let('matched', 0);
      const ends = gen.const('ends', _`[]`);
      const holds = gen.name('_valid');
      const count = gen.scopeValue('func', { ref: spend, code: _`$.spend` });
      gen.block(() => {
        for (const index of branches.keys()) {
          gen.code(_`${count}()`);
          cxt.subschema({ keyword, schemaProp: index, compositeRule: true }, holds);
          gen.code(_`${ends}.push(${errors})`);
          gen.if(holds, () => gen.code(_`${matched}++`));
        }
      });
      const isEnough = keyword === 'anyOf' ? _`${matched} > 0` : _`${matched} === 1`;
      cxt.result(
        isEnough,
        () => cxt.reset(),
        () => {
          // Below `not` and the like nobody asks why.
          if (it.createErrors === false) return cxt.error(true);
          const choose = gen.scopeValue('func', {
            ref: chooser(keyword, cxt.parentSchema, follow),
            code: _`$.choose(${keyword}, ${it.topSchemaRef}${it.schemaPath})`,
          });
          const place = _`${instancePath} + ${it.errorPath}`;
          gen.assign(found, _`${choose}(${found}, ${cxt.errsCount ?? 0}, ${ends}, ${matched}, ${cxt.data}, ${place})`);
          gen.assign(errors, _`${found}.length`);
        },
      );
    },
  };
}
