import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonicalJson, isObject, type JsonValue } from '../../model/index.js';
import { chooseBranch, type SchemaFailure } from './branches.js';
import { linearRegExp } from './pattern.js';

/** A compiled schema. */
export type Validate = ValidateFunction<unknown>;

/** One ajv with the formats. `fast` stops at the first fault and keeps nothing; `explain` finds all, each with its schema object. */
export type EngineKind = 'fast' | 'explain' | 'explain-plain';

/**
 * An ajv for JSON Schema 2020-12, lenient about unknown keywords and formats as OpenAPI wants it.
 * `explain` replaces `anyOf` and `oneOf` by keywords that tell of the closest branch only; they do not report what they evaluated,
 * so schemas with `unevaluatedProperties` are explained by `explain-plain`.
 */
export function createEngine(kind: EngineKind): Ajv2020 {
  const explains = kind !== 'fast';
  const ajv = new Ajv2020({
    strict: false,
    allErrors: explains,
    verbose: explains,
    logger: false,
    validateFormats: true,
    // A keyword's own check names what is wrong with a schema; the meta-schema would only be compiled in vain.
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    // ajv's own optimizer takes as long as all else that it does, and its code runs no sooner: V8 drops what is not used.
    code: { regExp: linearRegExp, optimize: false },
  });
  // The package is CommonJS: its default export is the namespace's `default`.
  const plugin = typeof addFormats === 'function' ? addFormats : addFormats.default;
  plugin(ajv);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword(uniqueItems);
  if (kind === 'explain') {
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      ajv.removeKeyword(keyword);
      ajv.addKeyword(branchKeyword(ajv, keyword));
    }
  }
  return ajv;
}

/**
 * `uniqueItems` in linear time. ajv's own compares each item with each other, and calls what a member named `valueOf` holds.
 */
const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  errors: 'full',
  compile(isWanted: boolean) {
    const validate: { (items: readonly JsonValue[]): boolean; errors?: Partial<ErrorObject>[] } = (items) => {
      if (!isWanted) return true;
      const seen = new Map<string, number>();
      for (const [index, item] of items.entries()) {
        const text = canonicalJson(item);
        const before = seen.get(text);
        if (before !== undefined) {
          validate.errors = [{ keyword: 'uniqueItems', params: { i: index, j: before } }];
          return false;
        }
        seen.set(text, index);
      }
      return true;
    };
    return validate;
  },
};

function branchKeyword(ajv: Ajv2020, keyword: 'anyOf' | 'oneOf'): FuncKeywordDefinition {
  return {
    keyword,
    schemaType: 'array',
    errors: 'full',
    compile(branches: JsonValue[], parentSchema) {
      const compiled: Validate[] = [];
      // Compiled when first asked: a branch may lead back to the schema that is being compiled now.
      const branchAt = (index: number): Validate => {
        const before = compiled[index];
        if (before) return before;
        const schema = branches[index];
        const validate = ajv.compile(isObject(schema) || typeof schema === 'boolean' ? schema : true);
        compiled[index] = validate;
        return validate;
      };
      const validate: { (data: unknown, context?: DataContext): boolean; errors?: Partial<ErrorObject>[] } = (
        data,
        context,
      ) => {
        const failures: SchemaFailure[] = [];
        let matched = 0;
        for (const [index, schema] of branches.entries()) {
          const branch = branchAt(index);
          if (branch(data, context)) matched += 1;
          else failures.push({ schema: schema ?? true, errors: [...(branch.errors ?? [])] });
        }
        if (keyword === 'anyOf' ? matched > 0 : matched === 1) return true;
        const instancePath = context?.instancePath ?? '';
        validate.errors = chooseBranch({ keyword, matched, failures, branches, data, instancePath, parentSchema });
        return false;
      };
      return validate;
    },
  };
}

/** What ajv hands to a validation function beside the data. */
type DataContext = Parameters<Validate>[1];
