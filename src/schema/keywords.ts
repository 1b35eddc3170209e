/** Keywords that hold one schema. */
export const SCHEMA_KEYWORDS = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'contentSchema',
] as const;

/** Keywords that hold a list of schemas. */
export const SCHEMA_LIST_KEYWORDS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;

/** Keywords that hold schemas by name. */
export const SCHEMA_MAP_KEYWORDS = [
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
] as const;

/** Keywords whose schemas apply to the same place in the data as the schema that holds them. */
export const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'] as const;

/** Keywords that say what a text holds. They reach the validator where texts are read as what they hold. */
export const CONTENT_KEYWORDS: ReadonlySet<string> = new Set(['contentMediaType', 'contentEncoding', 'contentSchema']);

/**
 * The keywords that reach the validator: those of JSON Schema 2020-12 that say whether a value is valid, and
 * `dependencies` of older drafts, which it still has; `title` names a schema in messages. All others are annotations,
 * whatever the validator would make of a word that is its own (`nullable`, `$async`, `instanceof`, `transform` …).
 */
export const JUDGING_KEYWORDS: ReadonlySet<string> = new Set([
  ...SCHEMA_KEYWORDS.filter((name) => name !== 'contentSchema'),
  ...SCHEMA_LIST_KEYWORDS,
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
  'dependentRequired',
  'required',
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'title',
]);
