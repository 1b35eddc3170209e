import type { JsonValue, Violation } from '../model/index.js';
import { toValidation } from './problems.js';

/** Longest value of the header, in bytes: proxies and clients refuse headers of much more than 8 KB in all. */
const MAX_LENGTH = 4096;

/** The `sl-violations` header (Prism's name and form): compact JSON in ASCII, with a last entry that counts what did not fit. */
export function violationsHeader(violations: readonly Violation[]): string {
  const entries: string[] = [];
  let length = 2;
  for (const [index, violation] of violations.entries()) {
    const { schema: _, ...entry } = toValidation(violation);
    const text = toAscii(entry);
    const more = toAscii({ severity: 'Warning', code: 'more', message: `and ${violations.length - index} more` });
    if (length + text.length + more.length + 2 > MAX_LENGTH) {
      entries.push(more);
      break;
    }
    entries.push(text);
    length += text.length + 1;
  }
  return `[${entries.join(',')}]`;
}

function toAscii(value: JsonValue): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
