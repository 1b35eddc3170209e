import { ANNOTATIONS, type SchemaDialect } from './dialect.js';

/** OpenAPI 3.0: an extended subset of JSON Schema draft 05 (OpenAPI 3.0.3 §4.7.24). */
export const OPENAPI_30 = {
  keywords: {
    ...ANNOTATIONS,
    nullable: 'admits-null',
    // What Swagger 2.0 has instead; converters leave it as it is.
    'x-nullable': 'admits-null',
    exclusiveMinimum: 'excludes-minimum',
    exclusiveMaximum: 'excludes-maximum',
    items: 'items-or-tuple',
    additionalItems: 'after-tuple',
  },
  besideReference: 'ignored',
  identifiers: 'ignored',
  defaultMapping: 'ignored',
  nodeType: 'ignored',
  severalTypes: 'any-of',
} as const satisfies SchemaDialect;
