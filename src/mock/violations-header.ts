import { type JsonValue, type Violation, writeJson } from '../model/index.js';
import { toValidation } from './problems.js';

/** Longest value of the header, in bytes: proxies and clients refuse headers of much more than 8 KB in all. */
const MAX_LENGTH = 4096;

/**
 * The `sl-violations` header (Prism's name and form): compact JSON in ASCII. A last entry counts what does not fit, and
 * says where the full list is.
 * @param keep stores the full list and gives its path; absent where no list is kept
 * @param write gives the entry of a violation
 */
export function violationsHeader(
  violations: readonly Violation[],
  keep?: () => string,
  write: (violation: Violation) => string = violationEntry,
): string {
  const entries = violations.map(write);
  const whole = `[${entries.join(',')}]`;
  if (whole.length <= MAX_LENGTH) return whole;
  const path = keep?.();
  const kept: string[] = [];
  let length = 2;
  for (const [index, entry] of entries.entries()) {
    const rest = toAscii({
      severity: 'Warning',
      code: 'more',
      message: `and ${violations.length - index} more${path === undefined ? '' : `: ${path}`}`,
    });
    if (length + entry.length + rest.length + 2 > MAX_LENGTH) return `[${[...kept, rest].join(',')}]`;
    kept.push(entry);
    length += entry.length + 1;
  }
  return `[${kept.join(',')}]`;
}

/** One violation as the header lists it. */
export function violationEntry(violation: Violation): string {
  const { schema: _, ...entry } = toValidation(violation);
  return toAscii(entry);
}

function toAscii(value: JsonValue): string {
  return writeJson(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
