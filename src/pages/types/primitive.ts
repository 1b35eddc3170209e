import type { JsonObject } from '../../model/index.js';

/** A primitive type of a template, with the JSON form of its values. */
export interface Primitive {
  /** As messages name it. No other primitive type of the template has the name. */
  readonly name: string;
  /** The schema that the document gives it (JSON Schema 2020-12). */
  readonly schema: JsonObject;
  /** The schema that its values in examples keep, where examples may show more than `schema` allows. */
  readonly inExamples?: JsonObject;
  /** Its schema where everything is text, as in a URL, where that is not `schema`. */
  readonly inUrl?: JsonObject;
  /** Whether its values are texts, of whatever form. */
  readonly isText: boolean;
  /** A value of the type, in words: `a whole number`. */
  readonly wanted: string;
  /** The name of the type that it most likely means, if its word is loose: `Int32` for `Integer`. */
  readonly means?: string;
}

/** The schema that a primitive type's values in examples keep. */
export function exampleSchema({ schema, inExamples = schema }: Primitive): JsonObject {
  return inExamples;
}

/** The schema of a primitive type in a URL. */
export function urlSchema({ schema, inUrl = schema }: Primitive): JsonObject {
  return inUrl;
}

/** Whether its values are texts of any form. */
export function isFreeText({ schema }: Primitive): boolean {
  return schema.type === 'string' && Object.keys(schema).length === 1;
}
