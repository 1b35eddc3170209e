import type { SchemaDialect } from './dialect.js';
import { OPENAPI_31 } from './openapi-3.1.js';

/** OpenAPI 3.2: the schemas of 3.1, with more in Discriminator Objects and XML Objects (OpenAPI 3.2 §4.25, §4.26). */
export const OPENAPI_32 = {
  ...OPENAPI_31,
  defaultMapping: 'followed',
  nodeType: 'followed',
} as const satisfies SchemaDialect;
