const LINE_FEED = 0x0a;

/** A line of text. */
export interface Line {
  /** Without the line feed. */
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** Whether a line feed ended it: the last line of a file that is still being written may lack one. */
  readonly isWhole: boolean;
}

/** The lines of a stream, cut at line feeds. Memory holds one line at a time. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      const bytes = chunk.subarray(from, end);
      yield {
        bytes: rest.length === 0 ? bytes : Buffer.concat([...rest, bytes]),
        number,
        isWhole: true,
      };
      rest = [];
      number += 1;
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), number, isWhole: false };
}
