import type { Code, KeywordErrorDefinition } from 'ajv/dist/2020.js';
import { _ } from './ajv.js';

/** What ajv says of keywords that are functions and give no faults of their own. */
export function errorOf(keyword: string): KeywordErrorDefinition | undefined {
  const params = PARAMS[keyword];
  return params && { message: 'is not as wanted', params: ({ schemaCode }) => params(_`${schemaCode}`) };
}

/** As ajv has them. */
const PARAMS: Readonly<Record<string, (schema: Code) => Code>> = {
  multipleOf: (schema) => _`{multipleOf: ${schema}}`,
  minimum: (schema) => _`{comparison: ${'>='}, limit: ${schema}}`,
  maximum: (schema) => _`{comparison: ${'<='}, limit: ${schema}}`,
  exclusiveMinimum: (schema) => _`{comparison: ${'>'}, limit: ${schema}}`,
  exclusiveMaximum: (schema) => _`{comparison: ${'<'}, limit: ${schema}}`,
  const: (schema) => _`{allowedValue: ${schema}}`,
  enum: (schema) => _`{allowedValues: ${schema}}`,
};
