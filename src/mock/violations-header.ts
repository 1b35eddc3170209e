import { type JsonValue, rememberingAlike, type Violation, writeJson } from '../model/index.js';
import type { Memory } from './memory.js';
import { toValidation } from './problems.js';

/** Longest value of the header, in bytes: proxies and clients refuse headers of much more than 8 KB in all. */
const MAX_LENGTH = 4096;

/**
 * The `sl-violations` header (Prism's name and form): compact JSON in ASCII. A last entry counts what does not fit, and
 * says where the full list is.
 * @param keep stores the full list and gives its path; absent where no list is kept
 */
export function violationsHeader(violations: readonly Violation[], keep?: () => string): string {
  const texts = violations.map(violationEntry);
  const whole = wholeOf(texts);
  return whole.length <= MAX_LENGTH ? whole : cutOff(texts, keep?.());
}

/** An entry that is remembered: the same object for violations that read alike. */
interface Entry {
  readonly text: string;
}

/** A header that is remembered, by its first entry. */
interface Written {
  readonly entries: readonly Entry[];
  readonly header: string;
}

/**
 * Writes the header as `violationsHeader` does, and remembers entries and short lists of them: clients make the same
 * few mistakes in each request.
 * @param keep as of `violationsHeader`
 */
export function createViolationsHeader(
  memory: Memory,
  keep: (violations: readonly Violation[]) => string,
): (violations: readonly Violation[]) => string {
  const makeEntry = (violation: Violation): Entry => ({ text: violationEntry(violation) });
  const entryOf = rememberingAlike(makeEntry, memory.alike('entries of violations'));
  const written = memory.table<Entry, Written>('headers of violations');
  return (violations) => {
    const entries = violations.map(entryOf);
    const [first] = entries;
    const before = first && written.get(first);
    if (before && areSame(before.entries, entries)) return before.header;
    const texts = entries.map(({ text }) => text);
    const header = wholeOf(texts);
    if (header.length > MAX_LENGTH) return cutOff(texts, keep(violations));
    if (first) written.set(first, { entries, header });
    return header;
  };
}

function areSame(some: readonly Entry[], others: readonly Entry[]): boolean {
  return some.length === others.length && some.every((entry, index) => entry === others[index]);
}

function wholeOf(texts: readonly string[]): string {
  return ['[', texts.join(','), ']'].join('');
}

function cutOff(texts: readonly string[], path: string | undefined): string {
  const kept: string[] = [];
  let length = 2;
  for (const [index, text] of texts.entries()) {
    const rest = toAscii({
      severity: 'Warning',
      code: 'more',
      message: `and ${texts.length - index} more${path === undefined ? '' : `: ${path}`}`,
    });
    if (length + text.length + rest.length + 2 > MAX_LENGTH) return wholeOf([...kept, rest]);
    kept.push(text);
    length += text.length + 1;
  }
  return wholeOf(kept);
}

/** One violation as the header lists it. */
function violationEntry(violation: Violation): string {
  const { schema: _, ...entry } = toValidation(violation);
  return toAscii(entry);
}

function toAscii(value: JsonValue): string {
  return writeJson(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
