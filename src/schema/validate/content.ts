import type { FuncKeywordDefinition } from 'ajv';
import { isObject } from '../../model/index.js';
import { jsonIn, readsContent } from '../content.js';
import type { FoundError } from './branches.js';
import type { Compiler } from './compiler.js';

/**
 * `contentMediaType` and `contentSchema` (JSON Schema 2020-12 §8.4 and §8.5) as rules: the text must be JSON, and its
 * value must keep the schema. They reach the validator only where texts are read as what they hold. Faults are located
 * as if that value were in the text's place.
 */
export function content(compiler: Compiler): FuncKeywordDefinition {
  return {
    keyword: 'contentMediaType',
    type: 'string',
    schemaType: 'string',
    errors: 'full',
    compile: (contentMediaType: string, parentSchema) =>
      readsContent(parentSchema) ? judgeContent(compiler, contentMediaType, parentSchema) : () => true,
  };
}

/** What ajv calls for one text, with the errors of the last call. */
interface Judge {
  (text: string, context?: { readonly instancePath: string }): boolean;
  errors?: FoundError[];
}

function judgeContent(compiler: Compiler, contentMediaType: string, parentSchema: Record<string, unknown>): Judge {
  const { contentSchema } = parentSchema;
  const judge: Judge = (text, context) => {
    const instancePath = context?.instancePath ?? '';
    const found = jsonIn(text);
    if (!found) {
      judge.errors = [{ keyword: 'contentMediaType', params: { contentMediaType }, parentSchema, instancePath }];
      return false;
    }
    if (contentSchema === false) {
      judge.errors = [{ keyword: 'not', params: {}, parentSchema: { not: {} }, instancePath, contentAt: instancePath }];
      return false;
    }
    if (!isObject(contentSchema)) return true;
    const validate = compiler.compile(contentSchema);
    const { value } = found;
    const place = { instancePath, parentData: {}, parentDataProperty: '', rootData: {}, dynamicAnchors: {} };
    if (validate(value, place)) return true;
    judge.errors = (validate.errors ?? []).map((error: FoundError) => ({ contentAt: instancePath, ...error }));
    return false;
  };
  return judge;
}
