import type { JsonValue } from '../model/index.js';

/** A schema on its way from an OpenAPI dialect to JSON Schema 2020-12: its members, to be changed in place. */
export type Members = Record<string, JsonValue>;

/** How a dialect of OpenAPI differs from JSON Schema 2020-12: rewrites, run in order on each schema object. `mark` tells that a part they make stands for it. */
export interface Dialect {
  readonly rewrites: readonly ((schema: Members, mark: (part: object) => void) => void)[];
  /** Whether keywords beside `$ref` count: not in 3.0 (OpenAPI 3.0.3 §4.7.24). */
  readonly refSiblings: boolean;
}

/** Members that say nothing about validity, or that would change how ajv resolves references. */
const DROPPED = [
  '$id',
  'id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  'discriminator',
  'xml',
  'externalDocs',
  'example',
  'examples',
  'default',
  '$comment',
];

function dropAnnotations(schema: Members): void {
  for (const name of DROPPED) delete schema[name];
}

/** `nullable: true` admits null, also where an enumeration or a composition would not (OpenAPI 3.0.3 §4.7.24.1). */
function readNullable(schema: Members, mark: (part: object) => void): void {
  const nullable = schema.nullable === true || schema['x-nullable'] === true;
  delete schema.nullable;
  if (!nullable) return;
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  if (!['allOf', 'anyOf', 'oneOf', 'not'].some((name) => schema[name] !== undefined)) return;
  const rest = { ...schema };
  mark(rest);
  for (const name of Object.keys(schema)) delete schema[name];
  schema.anyOf = [{ type: 'null' }, rest];
}

/** `maximum: 5, exclusiveMaximum: true` is `exclusiveMaximum: 5`. */
function readExclusiveBounds(schema: Members): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const limit = schema[bound];
    if (schema[exclusive] === true && typeof limit === 'number') {
      schema[exclusive] = limit;
      delete schema[bound];
    } else if (typeof schema[exclusive] === 'boolean') delete schema[exclusive];
  }
}

/** `items: [a, b]` of older drafts is `prefixItems`. */
function readTuples(schema: Members): void {
  if (!Array.isArray(schema.items)) return;
  schema.prefixItems = schema.items;
  if (schema.additionalItems === undefined) delete schema.items;
  else schema.items = schema.additionalItems;
  delete schema.additionalItems;
}

const DIALECTS: Readonly<Record<'3.0' | '3.1', Dialect>> = {
  '3.0': { rewrites: [dropAnnotations, readTuples, readExclusiveBounds, readNullable], refSiblings: false },
  '3.1': { rewrites: [dropAnnotations, readTuples], refSiblings: true },
};

/** The dialect of a document. */
export function dialectOf(version: '3.0' | '3.1'): Dialect {
  return DIALECTS[version];
}

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
