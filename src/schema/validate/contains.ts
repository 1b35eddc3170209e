import type { CodeKeywordDefinition } from 'ajv/dist/2020.js';
import { _, compileUtil } from './ajv.js';

/**
 * `contains` with `minContains` and `maxContains` (JSON Schema 2020-12 §10.3.1.3). It says how many items should do,
 * not what is wrong with each. ajv's own does not restart its count for lists in a list, and skips an empty
 * list after `prefixItems`.
 */
export const contains: CodeKeywordDefinition = {
  keyword: 'contains',
  type: 'array',
  schemaType: ['object', 'boolean'],
  before: 'prefixItems',
  trackErrors: true,
  error: {
    message: 'contains too few or too many such items',
    params: ({ params: { min, max } }) =>
      max === undefined ? _`{minContains: ${min}}` : _`{minContains: ${min}, maxContains: ${max}}`,
  },
  code(cxt) {
    const { gen, parentSchema, data } = cxt;
    const min = typeof parentSchema.minContains === 'number' ? parentSchema.minContains : 1;
    const max = typeof parentSchema.maxContains === 'number' ? parentSchema.maxContains : undefined;
    cxt.setParams({ min, max });
    const count = gen.let('count', 0);
    const holds = gen.name('_valid');
    gen.forRange('i', 0, _`${data}.length`, (index) => {
      cxt.subschema(
        { keyword: 'contains', dataProp: index, dataPropType: compileUtil().Type.Num, compositeRule: true },
        holds,
      );
      gen.if(holds, () => gen.code(_`${count}++`));
    });
    const isRight = max === undefined ? _`${count} >= ${min}` : _`${count} >= ${min} && ${count} <= ${max}`;
    cxt.result(
      isRight,
      () => cxt.reset(),
      () => {
        cxt.reset();
        cxt.error();
      },
    );
  },
};
