import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { alternativesIn, type SchemaAlternatives } from './choices.js';
import { type NormalSchema, normalise } from './normal.js';
import { type SchemaPlace, targetOf } from './place.js';

/** References are followed so far; further ones lead back to themselves. */
const MAX_HOPS = 64;

/** Reads the Schema Objects of one document. */
export interface SchemaReader {
  /** How the document writes schemas. */
  readonly dialect: SchemaDialect;
  /** A schema in the words of JSON Schema 2020-12; undefined for `true`, `false` and what is not a schema. */
  read(place: SchemaPlace): NormalSchema | undefined;
  /** The target of a local `$ref`. */
  resolve(reference: string): JsonValue | undefined;
  /** The target of a schema's `$ref`. */
  targetOf(schema: NormalSchema): SchemaPlace | undefined;
  /** The place to which a bare reference leads; a schema that says anything itself is its own place. */
  dereference(place: SchemaPlace): SchemaPlace;
  /** The choices of a schema, read once: a base of many derived schemas is asked for them by each of these. */
  alternativesOf(schema: NormalSchema): readonly SchemaAlternatives[];
}

/** A reader for the schemas below `root`. */
export function createReader(root: JsonObject, dialect: SchemaDialect): SchemaReader {
  /** Schemas are asked for again with each value. */
  const read = new WeakMap<JsonObject, NormalSchema>();
  const choices = new WeakMap<
    JsonObject,
    { readonly of: NormalSchema; readonly found: readonly SchemaAlternatives[] }
  >();
  const reader: SchemaReader = {
    dialect,
    read({ schema, pointer = '' }) {
      if (!isObject(schema)) return undefined;
      const known = read.get(schema);
      // The same node may be in several places.
      if (known?.pointer === pointer) return known;
      const normal = normalise(schema, pointer, dialect);
      read.set(schema, normal);
      return normal;
    },
    resolve: (reference) => targetOf(root, reference)?.schema,
    targetOf: ({ keywords: { $ref } }) => (typeof $ref === 'string' ? targetOf(root, $ref) : undefined),
    alternativesOf(schema) {
      const known = choices.get(schema.node);
      if (known?.of.pointer === schema.pointer) return known.found;
      const found = alternativesIn(schema, reader.resolve);
      choices.set(schema.node, { of: schema, found });
      return found;
    },
    dereference(place) {
      let here = place;
      for (let hops = 0; hops < MAX_HOPS; hops += 1) {
        const schema = reader.read(here);
        if (!schema || Object.keys(schema.keywords).length > 1) return here;
        const target = reader.targetOf(schema);
        if (!target) return here;
        here = target;
      }
      return here;
    },
  };
  return reader;
}
