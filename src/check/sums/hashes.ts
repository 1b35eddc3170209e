/**
 * Hashes of texts, with which it is found out whether two blocks of a capture have a text in common: where no hash is
 * the same, no text is. Where one is, the texts themselves are compared.
 */

/** A hash of 53 bits: two of FNV-1a, with different beginnings. */
export function hashOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x5bd1e995);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}

/** Hashes as a text, empty if there are none. */
export function hashText(hashes: Iterable<number>): string {
  const numbers = [...hashes];
  return numbers.length === 0 ? '' : JSON.stringify(numbers);
}

/** The hashes of a text. */
export function hashesIn(text: string): readonly number[] {
  return text === '' ? [] : JSON.parse(text);
}
