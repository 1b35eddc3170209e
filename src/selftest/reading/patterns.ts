import { nameMatches, whyUnmatchable } from '../../schema/index.js';

/** Longer texts are left undecided. */
const MAX_LENGTH = 4_000;

/** Repetition inside repetition: the platform's own matcher could take for ever. */
const NESTED = /[*+}][^\])]*\)[*+{]/;

/** Whether a text matches; undefined for an invalid pattern, and for one that could take long. */
export function matches(pattern: string, text: string): boolean | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (NESTED.test(pattern)) return whyUnmatchable(pattern) === undefined ? nameMatches(pattern, text) : undefined;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags).test(text);
    } catch {
      // Many documents escape what the `u` flag forbids to escape, such as `\-`.
    }
  }
  return undefined;
}
