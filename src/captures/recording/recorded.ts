import type { LiveExchange } from '../../model/index.js';

/** How a recording is laid out in its file. */
export interface RecordingFormat {
  /** As messages name it: `HAR`. */
  readonly name: string;
  /** What a new file begins with, and then what closes it. */
  readonly head: string;
  /** What is always last in the file. It is written over by the next entry. */
  readonly tail: string;
  /** An entry, with the separator before it. @param isFirst whether it is the first entry */
  entry(recorded: LiveExchange, isFirst: boolean): string;
  /**
   * Where in a file that is there already the next entry goes: behind its last whole one.
   * @returns the offset in bytes, and whether it has entries; undefined for a file that is not a recording of this
   * format
   */
  resume(
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly offset: number; readonly isEmpty: boolean } | undefined>;
}
