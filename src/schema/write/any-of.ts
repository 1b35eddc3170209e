import type { JsonObject } from '../../model/index.js';
import type { SchemaWriter } from './writer.js';

const NULL = { nullable: true, enum: [null] };

/**
 * Several types are branches of `anyOf`. Null is `nullable` beside a type, and a branch beside other branches:
 * `nullable` admits nothing against a composition (OpenAPI 3.0.4 §4.7.24.2).
 */
export const anyOfWriter: SchemaWriter = {
  union(schemas, isNullable) {
    const [only, ...others] = schemas;
    if (only && others.length === 0) return { ...only, ...nullableIf(isNullable) };
    return { anyOf: isNullable ? [...schemas, NULL] : schemas };
  },
  nullOnly: NULL,
  // What is beside a `$ref` does not apply.
  nullableReference: ($ref) => ({ anyOf: [{ $ref }, NULL] }),
  widen(node, { types, hasNewType, isNullable, inner }) {
    const nullable = nullableIf(isNullable);
    if (!hasNewType) return { replacesType: false, update: nullable };
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) return { replacesType: true, update: { type: only, ...nullable } };
    const isComposed = ['anyOf', 'oneOf', 'allOf'].some((keyword) => node[keyword] !== undefined);
    if (isComposed) return { replacesType: true, update: { ...nullable, ...inner } };
    const branches = [...types.map((type) => ({ type })), ...(isNullable ? [NULL] : [])];
    return { replacesType: true, update: { anyOf: branches, ...inner } };
  },
};

function nullableIf(isNullable: boolean): JsonObject {
  return isNullable ? { nullable: true } : {};
}
