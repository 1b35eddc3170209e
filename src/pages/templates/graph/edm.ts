import { isObject, type JsonObject } from '../../../model/index.js';
import type { Primitive } from '../../types/type-text.js';

const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,12})?)?';

/**
 * The JSON form of each primitive type (OData JSON Format 4.01 §7.1, JSON Schema 2020-12).
 * Floating-point numbers may be the texts `INF`, `-INF` and `NaN`.
 */
const FORMS: Readonly<Record<Primitive, JsonObject>> = {
  String: { type: 'string' },
  Uri: { type: 'string', format: 'uri' },
  Boolean: { type: 'boolean' },
  Byte: { type: 'integer', minimum: 0, maximum: 255 },
  Int16: { type: 'integer', minimum: -32768, maximum: 32767 },
  Int32: { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 },
  Int64: { type: 'integer', format: 'int64' },
  Integer: { type: 'integer' },
  Double: {
    anyOf: [
      { type: 'number', format: 'double' },
      { type: 'string', enum: ['INF', '-INF', 'NaN'] },
    ],
  },
  Single: {
    anyOf: [
      { type: 'number', format: 'float' },
      { type: 'string', enum: ['INF', '-INF', 'NaN'] },
    ],
  },
  Decimal: { type: 'number' },
  DateTimeOffset: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  TimeOfDay: { type: 'string', pattern: `^${CLOCK}$` },
  Duration: { type: 'string', format: 'duration' },
  Guid: { type: 'string', format: 'uuid' },
  Binary: { type: 'string', contentEncoding: 'base64url' },
  Stream: {},
};

/** The schema of a primitive type. */
export function primitiveSchema(name: Primitive): JsonObject {
  return FORMS[name];
}

/**
 * The forms that an example may have besides the JSON form: large numbers as text (OData JSON Format 4.01 §7.1,
 * IEEE754Compatible), a time whose zone another property names, a negative or fractional duration (OData CSDL 4.01
 * §3.3), a shortened URL.
 */
const EXAMPLE_FORMS: Partial<Readonly<Record<Primitive, JsonObject>>> = {
  Uri: { type: 'string' },
  Int64: { anyOf: [FORMS.Int64, { type: 'string', pattern: '^-?[0-9]+$' }] },
  Decimal: { anyOf: [FORMS.Double, { type: 'string', pattern: '^-?[0-9]+([.][0-9]+)?$' }] },
  DateTimeOffset: {
    anyOf: [FORMS.DateTimeOffset, { type: 'string', pattern: `^${DAY}[Tt]${CLOCK}$` }],
  },
  Duration: {
    type: 'string',
    pattern: '^-?P([0-9]+([.][0-9]+)?[YMWD])*(T([0-9]+([.][0-9]+)?[HMS])+)?$',
    not: { pattern: 'P$' },
  },
};

/** The schema that a primitive type's values in examples keep. */
export function exampleSchema(name: Primitive): JsonObject {
  return EXAMPLE_FORMS[name] ?? FORMS[name];
}

/**
 * The schema of a primitive type where everything is text, as in a URL: there a number is not an alternative to `INF`
 * and its like.
 */
export function urlSchema(name: Primitive): JsonObject {
  const { anyOf } = FORMS[name];
  const number = Array.isArray(anyOf) ? anyOf.find(isObject) : undefined;
  return number ?? FORMS[name];
}

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
