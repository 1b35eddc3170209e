import type { JsonObject, JsonValue, Violation } from '../../model/index.js';
import { createSchemas, type Schemas } from '../../schema/index.js';

/** The violations of a value by a self-contained JSON Schema 2020-12. */
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

/**
 * Whether values are valid by a self-contained JSON Schema 2020-12, compiled once. If it cannot be compiled, no value
 * is valid.
 * @param apart makes it ready
 * @throws InputError where it has no validator
 */
export function validatorOf(
  schema: JsonObject,
  apart: (schema: JsonObject) => Schemas = (own) => createSchemas(own, '3.1'),
): (value: JsonValue) => boolean {
  const schemas = apart(schema);
  return (value) => schemas.isValid('', 'request', value) === true;
}
