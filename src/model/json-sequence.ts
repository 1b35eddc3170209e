import { writeJson } from './exact-json.js';
import type { JsonValue } from './json.js';

/** Writes values as JSON Lines, or as a JSON text sequence (RFC 7464 §2.2). */
export function writeSequence(framing: 'lines' | 'records', items: readonly JsonValue[]): string {
  const before = framing === 'records' ? '\u001e' : '';
  return items.map((item) => `${before}${writeJson(item)}\n`).join('');
}
