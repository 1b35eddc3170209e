import { ANNOTATIONS, type SchemaDialect } from './dialect.js';

/** OpenAPI 3.1: JSON Schema 2020-12. Tuples are still met as older drafts write them. */
export const OPENAPI_31 = {
  keywords: {
    ...ANNOTATIONS,
    nullable: 'ignored',
    items: 'items-or-tuple',
    additionalItems: 'after-tuple',
  },
  besideReference: 'applied',
  identifiers: 'followed',
  defaultMapping: 'ignored',
  nodeType: 'ignored',
  severalTypes: 'type-list',
} as const satisfies SchemaDialect;
