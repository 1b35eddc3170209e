import type { SchemaDialect } from './dialect.js';
import { OPENAPI_30 } from './openapi-3.0.js';
import { OPENAPI_31 } from './openapi-3.1.js';

/** The dialects by the version of OpenAPI that has them. A further version is a table beside these and a line here. */
const DIALECTS = {
  '3.0': OPENAPI_30,
  '3.1': OPENAPI_31,
} as const satisfies Record<string, SchemaDialect>;

/** The version of OpenAPI whose Schema Objects are read. */
export type DialectName = keyof typeof DIALECTS;

/** The table of one version. */
export function dialectOf(name: DialectName): SchemaDialect {
  return DIALECTS[name];
}
