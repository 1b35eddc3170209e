/**
 * The meaning of a keyword in a dialect, where that differs from JSON Schema 2020-12:
 * - `annotation`: says nothing about validity, or would change how the validator resolves references. It never reaches
 *   the validator.
 * - `admits-null`: `true` admits null. By the text (OpenAPI 3.0.4 §4.7.24.2) only where the same schema has a `type`,
 *   and not against an enumeration without null or a composition. Descriptions and other tools mean null there too, so
 *   it is accepted, with a warning (`tolerated-null`): by the mock and by a check alike.
 * - `ignored`: people write it, and it means nothing.
 * - `excludes-minimum`, `excludes-maximum`: `true` excludes the bound beside it, which JSON Schema writes as a number.
 * - `items-or-tuple`: a list is the tuple of older drafts, `prefixItems` today.
 * - `after-tuple`: beside such a list, the schema of the items after it.
 */
export type Meaning =
  | 'annotation'
  | 'admits-null'
  | 'ignored'
  | 'excludes-minimum'
  | 'excludes-maximum'
  | 'items-or-tuple'
  | 'after-tuple';

/** How the Schema Objects of one version of OpenAPI differ from JSON Schema 2020-12, as data. */
export interface SchemaDialect {
  /** The keywords whose meaning differs. All others mean what JSON Schema 2020-12 says. */
  readonly keywords: Readonly<Record<string, Meaning>>;
  /** Whether keywords beside `$ref` apply. */
  readonly besideReference: 'applied' | 'ignored';
  /** Whether `$id`, `$anchor` and `$dynamicAnchor` name schemas to which references lead, and `$schema` counts. */
  readonly identifiers: 'followed' | 'ignored';
  /** Whether a discriminator may name the schema for values that name none. */
  readonly defaultMapping: 'followed' | 'ignored';
  /** Whether an XML Object says by `nodeType` what a schema is in XML. */
  readonly nodeType: 'followed' | 'ignored';
  /** How a schema says that it admits several types: a list under `type`, or `anyOf` with `nullable` for null. */
  readonly severalTypes: 'type-list' | 'any-of';
}

/** The keywords that say nothing about validity in any version. */
export const ANNOTATIONS = {
  $id: 'annotation',
  id: 'annotation',
  $schema: 'annotation',
  $anchor: 'annotation',
  $dynamicAnchor: 'annotation',
  $dynamicRef: 'annotation',
  $recursiveRef: 'annotation',
  $recursiveAnchor: 'annotation',
  $vocabulary: 'annotation',
  $comment: 'annotation',
  discriminator: 'annotation',
  xml: 'annotation',
  externalDocs: 'annotation',
  example: 'annotation',
  examples: 'annotation',
  default: 'annotation',
} as const satisfies SchemaDialect['keywords'];
