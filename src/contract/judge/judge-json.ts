import type { JsonObject, JsonValue, Violation } from '../../model/index.js';
import { createSchemas } from '../schema/schemas.js';

/** What is wrong with a value by a JSON Schema 2020-12 that stands alone. */
export function faultsOf(schema: JsonObject, value: JsonValue): Violation[] {
  return createSchemas(schema, '3.1')
    .explain('', 'request', value)
    .map(({ location, keyword, params, schema: pointer }) => ({
      in: 'request',
      part: 'body',
      location,
      keyword,
      severity: 'error',
      params,
      schema: `#${pointer}`,
    }));
}
