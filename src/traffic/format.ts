import type { CaptureItem, Unread } from '../model/index.js';

/** An entry that was found in a capture and not read yet. Plain data, so that another thread can read it. */
export interface RawEntry {
  /** 0-based index in its source. */
  readonly index: number;
  readonly bytes: Uint8Array;
  /** What the format has to know of it besides, such as its producer. */
  readonly note: string;
  /** Where it stands in the source: a byte offset or a 1-based line, as the format's messages name it. */
  readonly at: number;
}

/** A kind of capture. Adding one is a file with such an object, and a line in `formats.ts`. */
export interface CaptureFormat {
  /** As messages name it: `HAR`. */
  readonly name: string;
  /** Whether a capture that begins so is of this kind. `head` has no byte-order mark and no white space before its first character. */
  detects(head: string): boolean;
  /**
   * Reads the capture, entry by entry, in its order. What cannot be read is given as `Unread`; nothing is left out in silence.
   * @param source the capture's name, as it stands in each item
   */
  read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<CaptureItem>;
  /** Finds the entries without reading them, faster than `read`; entries that several threads can read. Absent where the format is no list of entries. */
  split?(source: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<RawEntry | Unread>;
  /** Reads what `split` found. */
  readEntry?(source: string, entry: RawEntry): CaptureItem;
}
