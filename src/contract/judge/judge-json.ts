import type { JsonObject, JsonValue, Violation } from '../../model/index.js';
import { createSchemas } from '../schema/schemas.js';

/** What is wrong with a value by a JSON Schema 2020-12 that stands alone. */
export function faultsOf(schema: JsonObject, value: JsonValue): Violation[] {
  return faultFinder(schema)(value);
}

/** The same for many values: the schema is compiled once. */
export function faultFinder(schema: JsonObject): (value: JsonValue) => Violation[] {
  const schemas = createSchemas(schema, '3.1');
  return (value) =>
    schemas.explain('', 'request', value).map(({ location, keyword, params, schema: pointer }) => ({
      in: 'request',
      part: 'body',
      location,
      keyword,
      severity: 'error',
      params,
      schema: `#${pointer}`,
    }));
}
