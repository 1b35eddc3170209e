const LINE_FEED = 0x0a;

/** A line of more bytes than this is passed over rather than held. */
export const MAX_LINE = 256 * 1024 * 1024;

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
  let number = 1;
  let rest: Uint8Array[] = [];
  let length = 0;
  const keep = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length > MAX_LINE) rest = [];
    else rest.push(bytes);
  };
  const line = (isWhole: boolean): Line => {
    const [first, ...others] = rest;
    const bytes = first && others.length === 0 ? first : Buffer.concat(rest);
    const isTooLong = length > MAX_LINE;
    rest = [];
    length = 0;
    return { bytes, number, isWhole, isTooLong };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      keep(chunk.subarray(from, end));
      yield line(true);
      number += 1;
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield line(false);
}
