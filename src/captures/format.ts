import type { CaptureItem } from '../model/index.js';
import type { BlockReader } from './blocks.js';

/** A kind of capture. Adding one is a file with such an object, and a line in `formats.ts`. */
export interface CaptureFormat {
  /** As messages name it: `HAR`. */
  readonly name: string;
  /**
   * Whether a capture that begins so is of this kind. `head` has no byte-order mark and no white space before its first
   * character.
   */
  detects(head: string): boolean;
  /**
   * Reads the capture, entry by entry, in its order. What cannot be read is given as `Unread`; nothing is left out in
   * silence.
   * @param source the capture's name, as each item has it
   */
  read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<CaptureItem>;
  /**
   * Reads the same in groups, a part of the capture each. Absent where there is nothing to gain: for a format whose
   * entries are large or few.
   */
  readGroups?(source: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Iterable<CaptureItem>>;
  /**
   * Reads it in parts that several threads can share. Absent where no part can be understood without those before it.
   */
  readonly blocks?: BlockReader;
}
