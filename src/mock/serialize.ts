import { type Example, isJsonType, type MediaContent, parseMediaType } from '../contract/index.js';
import type { JsonValue } from '../model/index.js';

/** Bodies of examples, which do not change, as the bytes that are sent. */
const written = new WeakMap<Example, Uint8Array>();

/** A value as the bytes of its media type: JSON, or text where the value is text. An example is written once. */
export function serialize(media: MediaContent, value: JsonValue, example?: Example): string | Uint8Array {
  if (!example) return toText(media, value);
  const known = written.get(example) ?? new TextEncoder().encode(toText(media, value));
  written.set(example, known);
  return known;
}

function toText(media: MediaContent, value: JsonValue): string {
  const type = parseMediaType(media.key);
  return typeof value === 'string' && !(type && isJsonType(type)) ? value : JSON.stringify(value);
}
