import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../schema/keywords.js';

/** Keywords whose members are named by the author, so that a member called `example` is only a name. */
export const MAPS: ReadonlySet<string> = new Set([
  ...SCHEMA_MAP_KEYWORDS,
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'mediaTypes',
  'paths',
  'webhooks',
  'content',
  'encoding',
  'variables',
]);

/** Keywords of JSON Schema that hold one schema, those of older drafts included, whose `items` may hold a list. */
export const SCHEMAS: ReadonlySet<string> = new Set([...SCHEMA_KEYWORDS, 'additionalItems']);

/** Keywords of JSON Schema that hold a list of schemas. */
export const SCHEMA_LISTS: ReadonlySet<string> = new Set(SCHEMA_LIST_KEYWORDS);

/** Keywords of JSON Schema that hold schemas by name, those of older drafts included. */
export const SCHEMA_MAPS: ReadonlySet<string> = new Set([...SCHEMA_MAP_KEYWORDS, 'definitions', 'dependencies']);
