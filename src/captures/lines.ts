const LINE_FEED = 0x0a;

/** A line of more bytes than this is skipped rather than held. */
export const MAX_LINE = 128 * 1024 * 1024;

/** A line of text. */
export interface Line {
  /** Without the line feed; nothing where the line is too long. */
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** Whether a line feed ended it: the last line of a file that is still being written may lack one. */
  readonly isWhole: boolean;
  /** Whether it has more than `MAX_LINE` bytes. */
  readonly isTooLong: boolean;
}

/** The lines of a stream, cut at line feeds. Memory holds one line at a time. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const cutter = new LineCutter();
  for await (const chunk of chunks) yield* cutter.cut(chunk);
  yield* cutter.end();
}

/** Cuts chunks at line feeds, chunk by chunk. */
export class LineCutter {
  #number: number;
  #rest: Uint8Array[] = [];
  #length = 0;

  readonly #limit: number;

  /**
   * @param before number of lines before the first chunk
   * @param limit longer lines are skipped; in bytes
   */
  constructor(before = 0, limit = MAX_LINE) {
    this.#number = before + 1;
    this.#limit = limit;
  }

  /** Of the line that comes next, or of the one that is not whole yet; 1-based. */
  get number(): number {
    return this.#number;
  }

  /** Whether the last chunk ended with a line. */
  get isBetween(): boolean {
    return this.#length === 0;
  }

  /** The lines that end in this chunk. */
  *cut(chunk: Uint8Array): Generator<Line> {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      this.#keep(chunk.subarray(from, end));
      yield this.#line(true);
      this.#number += 1;
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  /** The last line, where no line feed ended it. */
  *end(): Generator<Line> {
    if (!this.isBetween) yield this.#line(false);
  }

  #keep(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > this.#limit) this.#rest = [];
    else this.#rest.push(bytes);
  }

  #line(isWhole: boolean): Line {
    const [first, ...others] = this.#rest;
    const bytes = first && others.length === 0 ? first : Buffer.concat(this.#rest);
    const line = { bytes, number: this.#number, isWhole, isTooLong: this.#length > this.#limit };
    this.#rest = [];
    this.#length = 0;
    return line;
  }
}

/** The index after the last line feed; 0 without one. */
export function endOfLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(LINE_FEED) + 1;
}

/** The index after the first line feed; 0 without one. */
export function firstEndOfLine(bytes: Uint8Array): number {
  return bytes.indexOf(LINE_FEED) + 1;
}
