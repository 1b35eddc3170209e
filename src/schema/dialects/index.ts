import type { SchemaDialect } from './dialect.js';
import { OPENAPI_30 } from './openapi-3.0.js';
import { OPENAPI_31 } from './openapi-3.1.js';
import { OPENAPI_32 } from './openapi-3.2.js';

/** The dialects by the version of OpenAPI that has them. A further one is a table beside these and a line here. */
const DIALECTS = {
  '3.0': OPENAPI_30,
  '3.1': OPENAPI_31,
  '3.2': OPENAPI_32,
} as const satisfies Record<string, SchemaDialect>;

/** The version of OpenAPI whose Schema Objects are read. */
export type DialectName = keyof typeof DIALECTS;

/** The versions of OpenAPI that are read, the oldest first, and in which dialect each has its schemas. */
const VERSIONS = [
  { version: '3.0', dialect: '3.0' },
  { version: '3.1', dialect: '3.1' },
  { version: '3.2', dialect: '3.2' },
] as const satisfies readonly { readonly version: string; readonly dialect: DialectName }[];

/** The table of one version. */
export function dialectOf(name: DialectName): SchemaDialect {
  return DIALECTS[name];
}

/**
 * In which dialect a document has its schemas.
 * @param openapi the document's `openapi`, such as `3.1.0`
 * @returns the latest dialect for a later minor version than those in the table; undefined for anything but 3.x
 */
export function dialectOfVersion(openapi: string): DialectName | undefined {
  if (!openapi.startsWith('3.')) return undefined;
  const row = VERSIONS.find(({ version }) => openapi.startsWith(version)) ?? VERSIONS.at(-1);
  return row?.dialect;
}

/**
 * The minor version of OpenAPI 3 that a document is written in: 1 for `3.1.0`.
 * @param openapi the document's `openapi`; anything that is not 3.x counts as the oldest version
 */
export function minorOf(openapi: unknown): number {
  const [, minor = '0'] = /^3\.(\d{1,3})/.exec(typeof openapi === 'string' ? openapi : '') ?? [];
  return Number(minor);
}

/** The versions that are read, for messages: `3.0, 3.1 and 3.2`. */
export function versionList(): string {
  const names = VERSIONS.map(({ version }) => version);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
