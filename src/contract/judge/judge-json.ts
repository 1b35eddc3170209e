import type { JsonObject, JsonValue, Violation } from '../../model/index.js';
import { createSchemas } from '../../schema/index.js';

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

/** Whether values are valid by a JSON Schema 2020-12 that stands alone, compiled once. By a schema that cannot be compiled, none is. */
export function validatorOf(schema: JsonObject): (value: JsonValue) => boolean {
  const schemas = createSchemas(schema, '3.1');
  return (value) => schemas.isValid('', 'request', value) === true;
}
