import type { CodeKeywordDefinition, ErrorObject, KeywordCxt } from 'ajv/dist/2020.js';
import type { JsonValue } from '../../model/index.js';
import { _, nameOf } from './ajv.js';
import type { BranchBudget } from './branch-budget.js';
import { chooseBranch, type Follow } from './branches.js';

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
      const count = gen.scopeValue('func', { ref: spend });
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
          const choose = gen.scopeValue('func', { ref: chooser(keyword, branches, cxt, follow) });
          const place = _`${instancePath} + ${it.errorPath}`;
          gen.assign(found, _`${choose}(${found}, ${cxt.errsCount ?? 0}, ${ends}, ${matched}, ${cxt.data}, ${place})`);
          gen.assign(errors, _`${found}.length`);
        },
      );
    },
  };
}

/** Replaces the errors of the branches, which begin at `start`, one branch's up to each of `ends`. */
function chooser(
  keyword: 'anyOf' | 'oneOf',
  branches: readonly JsonValue[],
  { parentSchema }: KeywordCxt,
  follow: Follow,
) {
  return (
    found: ErrorObject[] | null,
    start: number,
    ends: readonly number[],
    matched: number,
    data: unknown,
    instancePath: string,
  ): Partial<ErrorObject>[] => {
    const errors = found ?? [];
    const failures = branches
      .map((schema, index) => ({ schema, errors: errors.slice(ends[index - 1] ?? start, ends[index]) }))
      .filter((branch) => branch.errors.length > 0);
    return [
      ...errors.slice(0, start),
      ...chooseBranch({ keyword, matched, failures, branches, data, instancePath, parentSchema, follow }),
    ];
  };
}
