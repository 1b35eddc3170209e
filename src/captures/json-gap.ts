const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COLON = 0x3a;

/** Only this much of the text between two elements is examined. */
const MAX_GAP = 96;

/**
 * The bytes that mark the end of an element: from its closing brace to the first quote in the next element if they are
 * on lines of their own, else to its first colon. Undefined if that is long. A long gap is found sooner than a short
 * one.
 */
export function gapBetween(chunk: Uint8Array, closed: number, opened: number): Uint8Array | undefined {
  const isOnLines = chunk.subarray(closed, Math.min(opened, closed + MAX_GAP)).includes(LINE_FEED);
  // No further than a gap may be long: if none exists, each element would look through all that follow it.
  const near = chunk.subarray(0, closed + MAX_GAP + 1);
  const end = near.indexOf(isOnLines ? QUOTE : COLON, opened);
  return end < 0 ? undefined : Uint8Array.from(chunk.subarray(closed, end + 1));
}
