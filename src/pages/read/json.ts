import type { JsonNode, Repair } from './json-node.js';
import { JsonReader, Unreadable } from './json-reader.js';

export type { JsonNode, Repair } from './json-node.js';

/** A JSON text as it was read. */
export type JsonText =
  | { readonly node: JsonNode; readonly repairs: readonly Repair[] }
  | { readonly node?: undefined; readonly problem: string; readonly line: number; readonly column: number };

/**
 * Reads JSON (RFC 8259) as people write it into pages. Certain slips are repaired and reported: too many or too few
 * commas, comments, ellipses, typographic quotes, line breaks within texts, names without quotes.
 * @param firstLine the 1-based line on which the text begins
 */
export function readJson(text: string, firstLine: number): JsonText {
  const reader = new JsonReader(text, firstLine);
  try {
    const node = reader.document();
    // What needs no repair is what the platform's own reader makes of it, which is faster.
    if (reader.repairs.length === 0) node.parsed = () => JSON.parse(text);
    return { node, repairs: reader.repairs };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message, ...reader.place(error.offset) };
    throw error;
  }
}
