import type { JsonObject } from '../../model/index.js';

/** A whole number of 32 bits (OpenAPI format registry). */
export const INT32: JsonObject = { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 };

/** A whole number of 64 bits. */
export const INT64: JsonObject = { type: 'integer', format: 'int64' };

/** A point in time (RFC 3339). */
export const DATE_TIME: JsonObject = { type: 'string', format: 'date-time' };
