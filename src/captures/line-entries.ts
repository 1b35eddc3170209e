import { type CaptureItem, oneByOne } from '../model/index.js';
import { type BlockReader, cutBlocks } from './blocks.js';
import type { CaptureFormat } from './format.js';
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

/** How a capture with one entry a line is read. Blank lines are none. */
export function byLines(read: LineReader): Pick<CaptureFormat, 'read' | 'readGroups' | 'blocks'> {
  const readGroups = (source: string, chunks: AsyncIterable<Uint8Array>) => lineGroups(source, chunks, read);
  return {
    read: (source, chunks) => oneByOne(readGroups(source, chunks)),
    readGroups,
    blocks: lineBlocks(read),
  };
}

async function* lineGroups(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  read: LineReader,
): AsyncGenerator<Iterable<CaptureItem>> {
  const cutter = new LineCutter();
  const entries = new Entries(source, read);
  for await (const chunk of chunks) yield entries.all(cutter.cut(chunk));
  yield entries.all(cutter.end());
}

/** Reads blocks of such a capture, which may be cut behind any line. */
function lineBlocks(read: LineReader): BlockReader {
  return {
    cut: (chunks, memory) => cutBlocks(chunks, memory, endOfLines),
    *read(source, { bytes, isLast }, place) {
      const cutter = new LineCutter(place.lines);
      const entries = new Entries(source, read, place.entries);
      yield* entries.all(cutter.cut(bytes));
      if (isLast) yield* entries.all(cutter.end());
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

  /** The entries of these lines. */
  *all(lines: Iterable<Line>): Generator<CaptureItem> {
    for (const line of lines) {
      const item = this.#of(line);
      if (item) yield item;
    }
  }

  /** One entry, or none where the line is blank. */
  #of(line: Line): CaptureItem | undefined {
    if (!line.isTooLong && isBlank(line.bytes)) return undefined;
    const place = { source: this.#source, index: this.#index };
    this.#index += 1;
    return this.#read(line, place, this.#decode);
  }
}
