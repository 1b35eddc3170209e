import { type Example, isJsonType, type MediaContent, parseMediaType } from '../contract/index.js';
import type { JsonValue } from '../model/index.js';

/** The texts of examples, which do not change. */
const written = new WeakMap<Example, string>();

/** A value as the text of its media type: JSON, or the text that it is. An example is written once. */
export function serialize(media: MediaContent, value: JsonValue, example?: Example): string {
  if (!example) return toText(media, value);
  const known = written.get(example) ?? toText(media, value);
  written.set(example, known);
  return known;
}

function toText(media: MediaContent, value: JsonValue): string {
  const type = parseMediaType(media.key);
  return typeof value === 'string' && !(type && isJsonType(type)) ? value : JSON.stringify(value);
}
