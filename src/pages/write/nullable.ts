import type { JsonObject } from '../../model/index.js';

/** The same schema, which also takes null. */
export function nullable(schema: JsonObject): JsonObject {
  const { type, enum: members, anyOf, $ref } = schema;
  if ($ref !== undefined) return { anyOf: [schema, { type: 'null' }] };
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  if (typeof type !== 'string') return schema;
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(members) ? { enum: [...members, null] } : {}),
  };
}
