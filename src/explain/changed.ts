import type { Edit, Example } from './entry.js';

/** A text with each edit's right words replaced by the wrong ones. */
export function changed(text: string, edits: readonly Edit[]): string {
  return edits.reduce((so, [good, bad]) => {
    if (!so.includes(good)) throw new RangeError(`the text does not hold ${JSON.stringify(good)}`);
    return so.replace(good, () => bad);
  }, text);
}

/** A document in which the edits are what is wrong. */
export function documentExample(
  good: string,
  edits: readonly Edit[],
  more: { readonly version?: string; readonly as?: 'json' | 'yaml' } = {},
): Example {
  return { of: 'document', good, bad: changed(good, edits), ...more };
}
