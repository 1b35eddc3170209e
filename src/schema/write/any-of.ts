import type { JsonObject } from '../../model/index.js';
import type { SchemaWriter } from './writer.js';

/** Several types are branches of `anyOf`, and null is `nullable` (OpenAPI 3.0.3 §4.7.24). */
export const anyOfWriter: SchemaWriter = {
  union(schemas, isNullable) {
    const [only, ...others] = schemas;
    return { ...(only && others.length === 0 ? only : { anyOf: schemas }), ...nullableIf(isNullable) };
  },
  nullOnly: { nullable: true, enum: [null] },
  // What is beside a `$ref` does not apply.
  nullableReference: ($ref) => ({ nullable: true, allOf: [{ $ref }] }),
  widen(node, { types, hasNewType, isNullable, inner }) {
    const nullable = nullableIf(isNullable);
    if (!hasNewType) return { replacesType: false, update: nullable };
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) return { replacesType: true, update: { type: only, ...nullable } };
    const isComposed = ['anyOf', 'oneOf', 'allOf'].some((keyword) => node[keyword] !== undefined);
    const branches = isComposed ? {} : { anyOf: types.map((type) => ({ type })) };
    return { replacesType: true, update: { ...branches, ...nullable, ...inner } };
  },
};

function nullableIf(isNullable: boolean): JsonObject {
  return isNullable ? { nullable: true } : {};
}
