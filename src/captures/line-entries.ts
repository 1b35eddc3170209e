import type { CaptureItem } from '../model/index.js';
import { type BlockReader, cutBlocks } from './blocks.js';
import { isBlank } from './line-buffer.js';
import { endOfLines, firstEndOfLine, type Line, LineCutter } from './lines.js';

/** Where an entry is. */
export interface EntryPlace {
  readonly source: string;
  readonly index: number;
}

/** The text of bytes. */
export type Decode = (bytes: Uint8Array) => string;

/** What a line holds that is not blank. It depends on no other line. */
export type LineReader = (line: Line, place: EntryPlace, decode: Decode) => CaptureItem;

/** Reads a capture with one entry a line. Blank lines are none. */
export async function* readByLines(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  read: LineReader,
): AsyncGenerator<CaptureItem> {
  const cutter = new LineCutter();
  const entries = new Entries(source, read);
  for await (const chunk of chunks) {
    for (const line of cutter.cut(chunk)) {
      // Not by `yield*`, which makes promises of its own for what is there already.
      const item = entries.of(line);
      if (item) yield item;
    }
  }
  for (const line of cutter.end()) {
    const item = entries.of(line);
    if (item) yield item;
  }
}

/** Reads blocks of such a capture, which may be cut behind any line. */
export function lineBlocks(read: LineReader): BlockReader {
  return {
    cut: (chunks, memory) => cutBlocks(chunks, memory, endOfLines),
    *read(source, { bytes, isLast }, place) {
      const cutter = new LineCutter(place.lines);
      const entries = new Entries(source, read, place.entries);
      for (const lines of isLast ? [cutter.cut(bytes), cutter.end()] : [cutter.cut(bytes)])
        for (const line of lines) {
          const item = entries.of(line);
          if (item) yield item;
        }
      return cutter.isBetween ? { entries: entries.index, lines: cutter.number - 1 } : undefined;
    },
    learn: () => '',
    next: firstEndOfLine,
  };
}

/** Entries, line by line. */
class Entries {
  readonly #source: string;
  readonly #read: LineReader;
  readonly #decode: Decode;
  #index: number;

  /** @param index of the first entry */
  constructor(source: string, read: LineReader, index = 0) {
    this.#source = source;
    this.#read = read;
    this.#index = index;
    const decoder = new TextDecoder();
    this.#decode = (bytes) => decoder.decode(bytes);
  }

  /** The index of the next entry. */
  get index(): number {
    return this.#index;
  }

  /** One entry, or none where the line is blank. */
  of(line: Line): CaptureItem | undefined {
    if (!line.isTooLong && isBlank(line.bytes)) return undefined;
    const place = { source: this.#source, index: this.#index };
    this.#index += 1;
    return this.#read(line, place, this.#decode);
  }
}
