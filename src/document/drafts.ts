import { at, isObject, type JsonValue, own } from '../model/index.js';
import { namedResources, type SourceFile } from './targets.js';
import { splitReference } from './uri.js';

/** What older drafts do not know, though later ones do. Each knows what the next one knows, but for these. */
const SINCE: readonly (readonly [schema: string, unknown: readonly string[]])[] = [
  ['https://json-schema.org/draft/2019-09/schema', ['prefixItems', '$dynamicRef', '$dynamicAnchor']],
  [
    'http://json-schema.org/draft-07/schema',
    [
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedItems',
      'unevaluatedProperties',
      'minContains',
      'maxContains',
    ],
  ],
  ['http://json-schema.org/draft-06/schema', ['if', 'then', 'else']],
  ['http://json-schema.org/draft-04/schema', ['const', 'contains', 'propertyNames']],
];

/** The keywords of each vocabulary of 2020-12 that decide about validity. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  validation: [
    ...[
      'type',
      'const',
      'enum',
      'multipleOf',
      'maximum',
      'exclusiveMaximum',
      'minimum',
      'exclusiveMinimum',
      'maxLength',
    ],
    ...['minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties'],
    ...['minProperties', 'required', 'dependentRequired'],
  ],
  applicator: [
    ...['prefixItems', 'items', 'contains', 'additionalProperties', 'properties', 'patternProperties', 'if', 'then'],
    ...['dependentSchemas', 'propertyNames', 'else', 'allOf', 'anyOf', 'oneOf', 'not'],
  ],
  unevaluated: ['unevaluatedItems', 'unevaluatedProperties'],
};

/** Whether a `$schema` is a published one, which needs not be read. */
export function isPublished(dialect: string): boolean {
  return /^https?:\/\/(?:json-schema\.org|spec\.openapis\.org)\//.test(dialect);
}

/** Tells which keywords a `$schema` does not know. */
export type Drafts = (dialect: string | undefined) => ReadonlySet<string>;

/** @param sources the files by URI, meta-schemas included */
export function createDrafts(sources: ReadonlyMap<string, SourceFile>): Drafts {
  const named = namedResources(sources.values());
  const known = new Map<string, ReadonlySet<string>>();
  return (dialect) => {
    if (dialect === undefined) return NONE;
    const before = known.get(dialect);
    if (before) return before;
    const [uri] = splitReference(dialect);
    const { file, resource } = named.get(uri) ?? {};
    const metaSchema = file && resource ? at(file.content, resource.pointer) : sources.get(uri)?.content;
    const unknown = unknownTo(uri, metaSchema);
    known.set(dialect, unknown);
    return unknown;
  };
}

/**
 * The keywords that say nothing in a schema of this `$schema`: those that came with a later draft, or belong to a
 * vocabulary that its meta-schema does not name (JSON Schema 2020-12 §8.1.2).
 */
function unknownTo(uri: string, metaSchema: JsonValue | undefined): ReadonlySet<string> {
  const draft = SINCE.findIndex(([schema]) => schema === uri);
  if (draft >= 0) return new Set(SINCE.slice(0, draft + 1).flatMap(([, unknown]) => unknown));
  const named = isObject(metaSchema) ? own(metaSchema, '$vocabulary') : undefined;
  if (!isObject(named)) return NONE;
  const lacking = Object.entries(VOCABULARIES).filter(
    ([name]) => !Object.hasOwn(named, `https://json-schema.org/draft/2020-12/vocab/${name}`),
  );
  return new Set(lacking.flatMap(([, keywords]) => keywords));
}

const NONE: ReadonlySet<string> = new Set();
