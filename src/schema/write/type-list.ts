import type { SchemaWriter } from './writer.js';

/** Several types are a list under `type`, null among them (JSON Schema 2020-12 Validation §6.1.1). */
export const typeListWriter: SchemaWriter = {
  union(schemas, isNullable) {
    const types = [...schemas.map(({ type = null }) => type), ...(isNullable ? ['null'] : [])];
    return { ...Object.assign({}, ...schemas), type: types.length === 1 ? types[0] : types };
  },
  nullOnly: { type: 'null' },
  nullableReference: ($ref) => ({ anyOf: [{ $ref }, { type: 'null' }] }),
  widen({ type }, { types, isNullable, inner }) {
    const all = [...types, ...(isNullable && !types.includes('null') ? ['null'] : [])];
    const [only = ''] = all;
    const isLonger = Array.isArray(type) && type.every((name) => typeof name !== 'string' || all.includes(name));
    return isLonger
      ? { replacesType: false, update: { type: all.filter((name) => !type.includes(name)), ...inner } }
      : { replacesType: true, update: { type: all.length === 1 ? only : all, ...inner } };
  },
};
