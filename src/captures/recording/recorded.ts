import type { WrittenExchange } from '../../model/index.js';

/** How a recording is laid out in its file. */
export interface RecordingFormat {
  /** As messages name it: `HAR`. */
  readonly name: string;
  /** The start of a new file; the tail follows it. */
  readonly head: string;
  /** The text that is always last in the file. The next entry overwrites it. */
  readonly tail: string;
  /** An entry, with the separator before it. @param isFirst whether it is the first entry */
  entry(recorded: WrittenExchange, isFirst: boolean): string;
  /**
   * Where in a file that already exists the next entry goes: behind its last whole one.
   * @returns the offset in bytes, and how many entries it has; undefined for a file that is not a recording of this
   * format
   */
  resume(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly offset: number; readonly count: number } | undefined>;
}
