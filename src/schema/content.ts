import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';

/** The value of a text that holds JSON; undefined where it is not JSON. */
export function jsonIn(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Whether a media type, as `contentMediaType` names it, is a kind of JSON. */
export function isJsonContent(mediaType: unknown): boolean {
  return typeof mediaType === 'string' && /^\s*(?:(?:application|text)\/json|[^;\s]+\+json)\s*(?:;|$)/i.test(mediaType);
}

/**
 * The schema of the JSON that a text holds (JSON Schema 2020-12 §8.5): only where `contentMediaType` says that it is
 * JSON, and no `contentEncoding` is to be undone before.
 */
export function contentSchemaIn(schema: JsonObject): JsonObject | undefined {
  const inner = own(schema, 'contentSchema');
  return isObject(inner) && readsContent(schema) ? inner : undefined;
}

/** Whether a schema says that texts hold JSON. */
export function readsContent(schema: JsonObject): boolean {
  return isJsonContent(own(schema, 'contentMediaType')) && own(schema, 'contentEncoding') === undefined;
}
