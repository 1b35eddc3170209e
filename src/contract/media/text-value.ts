import { framingOf, type MediaType } from '../../http/index.js';
import type { JsonValue } from '../../model/index.js';
import { namedTypes, type Shape } from '../../schema/index.js';
import { coerce } from '../parameters/value.js';
import { parseJson } from './body.js';

/**
 * A text body as its schema sees it: the text, or the number or boolean that it spells, as for a parameter. Up to
 * OpenAPI 3.1 nothing says how events, rows or other text become an object or a list: those bodies are not judged
 * (undefined). JSON that is sent as plain text is the one exception, because everybody reads it as such.
 */
export function textValue(text: string, type: MediaType, shape: Shape | undefined): JsonValue | undefined {
  const types = namedTypes(shape);
  if (!types.has('object') && !types.has('array'))
    return types.size === 0 || types.has('string') ? text : spelt(text, types);
  const parsed = type.subtype === 'plain' ? parseJson(text) : undefined;
  if (parsed?.kind === 'value') return parsed.value;
  return types.has('string') && framingOf(type) === undefined ? text : undefined;
}

/** A line break at the end of a text belongs to no number. */
function spelt(text: string, types: ReadonlySet<string>): JsonValue {
  const value = coerce(text.trim(), types);
  return typeof value === 'string' ? text : value;
}
