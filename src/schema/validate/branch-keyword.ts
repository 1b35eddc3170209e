import { _, type CodeKeywordDefinition, type ErrorObject, type KeywordCxt, Name } from 'ajv/dist/2020.js';
import type { JsonValue } from '../../model/index.js';
import type { BranchBudget } from './branch-budget.js';
import { chooseBranch, type Follow } from './branches.js';

/** The names of these in ajv's generated code. */
const ERRORS = new Name('errors');
const FOUND = new Name('vErrors');
const INSTANCE_PATH = new Name('instancePath');

/**
 * `anyOf` and `oneOf` as ajv has them; where they do not hold, only the faults of the closest branch stay.
 */
export function branchKeyword(
  keyword: 'anyOf' | 'oneOf',
  { spend }: BranchBudget,
  follow: Follow,
): CodeKeywordDefinition {
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
          gen.code(_`${ends}.push(${ERRORS})`);
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
          const place = _`${INSTANCE_PATH} + ${it.errorPath}`;
          gen.assign(FOUND, _`${choose}(${FOUND}, ${cxt.errsCount ?? 0}, ${ends}, ${matched}, ${cxt.data}, ${place})`);
          gen.assign(ERRORS, _`${FOUND}.length`);
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
