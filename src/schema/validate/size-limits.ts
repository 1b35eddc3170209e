import type { JsonValue } from '../../model/index.js';

/** A schema with more keywords than this in it is too large to be compiled: it would take minutes and gigabytes. */
export const MAX_KEYWORDS = 100_000;

/** So many keywords a schema may lead to, whatever the document. */
const REACHED = 20_000;

/**
 * So many times as many keywords as the document has members and items a schema may lead to: each is compiled once, but
 * for what references into the inside of other schemas name a second time.
 */
const FACTOR = 2;

/** So many schemas that are looked at for members of the other side cost as much as a keyword that is compiled. */
export const LOOKS_A_KEYWORD = 10;

/**
 * Tells whether a schema leads to too many keywords for its document, so that what is compiled stays in proportion.
 * @param root the document; its members are counted when a schema is large
 */
export function tooLargeFor(root: JsonValue): (keywords: number) => boolean {
  let limit: number | undefined;
  return (keywords) => {
    if (keywords <= REACHED) return false;
    limit ??= Math.max(REACHED, FACTOR * countMembers(root));
    return keywords > limit;
  };
}

/** How many members and items there are in all. Without recursion: data can be nested at will. */
export function countMembers(root: JsonValue): number {
  const waiting: JsonValue[] = [root];
  let count = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) {
      count += 1;
      if (typeof member === 'object' && member !== null) waiting.push(member);
    }
  }
  return count;
}

/** @throws RangeError for more keywords than can be compiled */
export function requireRoom(keywords: number): void {
  if (keywords > MAX_KEYWORDS) throw new RangeError(`more than ${MAX_KEYWORDS} keywords`);
}

/** How much of a schema one step of a budget pays for, in keywords. */
const KEYWORDS_A_STEP = 16;

/** What following a reference costs, in steps. @param size how many keywords are behind it */
export function stepsBehind(size: number): number {
  return 1 + Math.floor(size / KEYWORDS_A_STEP);
}
