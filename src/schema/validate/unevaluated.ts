import type { ErrorObject, FuncKeywordDefinition } from 'ajv';
import { child, isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { append, MAX_FOUND } from './append.js';
import type { Compiler } from './compiler.js';
import type { Evaluation } from './evaluation.js';

/** `unevaluatedProperties` and `unevaluatedItems` (JSON Schema 2020-12 §11.2 and §11.3). */
export function unevaluatedKeywords(evaluation: Evaluation, compiler: Compiler): readonly FuncKeywordDefinition[] {
  return [
    {
      keyword: 'unevaluatedProperties',
      type: 'object',
      schemaType: ['boolean', 'object'],
      errors: 'full',
      compile: (rest: JsonValue, parentSchema) =>
        judgeRest(compiler, rest, (value: JsonObject) => evaluation.unevaluatedMembers(parentSchema, value), {
          keyword: 'unevaluatedProperties',
          parentSchema,
          refuse: (names) => names.slice(0, MAX_FOUND).map((name) => ({ unevaluatedProperty: name })),
        }),
    },
    {
      keyword: 'unevaluatedItems',
      type: 'array',
      schemaType: ['boolean', 'object'],
      errors: 'full',
      compile: (rest: JsonValue, parentSchema) =>
        judgeRest(compiler, rest, (value: readonly JsonValue[]) => evaluation.unevaluatedItems(parentSchema, value), {
          keyword: 'unevaluatedItems',
          parentSchema,
          refuse: ([first]) => [{ limit: first ?? 0 }],
        }),
    },
  ];
}

/** What ajv calls for one value, with the errors of the last call. */
interface Judge<Value> {
  (value: Value, context?: { readonly instancePath: string }): boolean;
  errors?: Partial<ErrorObject>[];
}

/** What is said where nothing may be left. */
interface Refusal<Key> {
  readonly keyword: string;
  readonly parentSchema: JsonObject;
  readonly refuse: (left: readonly Key[]) => readonly Record<string, JsonValue>[];
}

function judgeRest<Value extends object, Key extends string | number>(
  compiler: Compiler,
  rest: JsonValue,
  leftOf: (value: Value) => readonly Key[],
  { keyword, parentSchema, refuse }: Refusal<Key>,
): Judge<Value> {
  const judge: Judge<Value> = (value, context) => {
    if (rest === true) return true;
    const left = leftOf(value);
    if (left.length === 0) return true;
    if (!isObject(rest)) {
      judge.errors = refuse(left).map((params) => ({ keyword, params, parentSchema }));
      return false;
    }
    const validate = compiler.compile(rest);
    const members = new Map<string, JsonValue>(Object.entries(value));
    const errors: Partial<ErrorObject>[] = [];
    for (const key of left) {
      const instancePath = child(context?.instancePath ?? '', key);
      const member = members.get(String(key));
      const place = { instancePath, parentData: value, parentDataProperty: key, rootData: value, dynamicAnchors: {} };
      if (!validate(member, place)) append(errors, validate.errors);
      if (errors.length > 0 && (!compiler.allErrors || errors.length >= MAX_FOUND)) break;
    }
    judge.errors = errors;
    return errors.length === 0;
  };
  return judge;
}
