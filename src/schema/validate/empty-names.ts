import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject } from '../../model/index.js';
import { _, vocabularyCode } from './ajv.js';
import { refine } from './bounded-loops.js';

/**
 * Lets a member with an empty name be required. Where ajv stops at the first fault, its code takes the name of the
 * missing member for the sign that one is missing, and an empty text is not a sign.
 */
export function requireEmptyNames(ajv: Ajv2020): void {
  refine(ajv, 'required', ({ schema, it: { allErrors, opts } }, usual) => {
    if (allErrors || !Array.isArray(schema) || !schema.includes('')) return usual();
    // The loop over many names has its own sign.
    const { loopRequired } = opts;
    opts.loopRequired = 1;
    usual();
    opts.loopRequired = loopRequired;
  });
  refine(ajv, 'dependentRequired', (cxt, usual) => {
    usual();
    const { gen, schema, data, it } = cxt;
    if (it.allErrors || !isObject(schema)) return;
    const { propertyInData, noPropertyInData } = vocabularyCode();
    const { ownProperties } = it.opts;
    for (const [property, needs] of Object.entries(schema)) {
      if (!Array.isArray(needs) || !needs.includes('')) continue;
      cxt.setParams({ property, depsCount: needs.length, deps: needs.join(', '), missingProperty: '' });
      const has = propertyInData(gen, data, property, ownProperties);
      cxt.fail(_`${has} && (${noPropertyInData(gen, data, '', ownProperties)})`);
    }
  });
}
