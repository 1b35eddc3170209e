import { Gathered } from './gathered.js';
import { isBlank } from './json-space.js';
import type { SequenceSink, Splitter } from './splitter.js';

const LINE_FEED = 0x0a;

/**
 * Splits JSON Lines and NDJSON: one JSON text a line. Empty lines, which services send so that a connection stays open,
 * are not items; the last line needs no line feed.
 * @param limit of an item, in bytes
 */
export function splitLines(sink: SequenceSink, limit: number): Splitter {
  const line = new Gathered(limit);
  let index = 0;
  let offset = 0;
  const finish = (): void => {
    const start = offset;
    offset += line.length;
    const bytes = line.take();
    if (bytes && isBlank(bytes)) return;
    sink.item({ index, offset: start, content: bytes ? { kind: 'json', bytes } : { kind: 'too-large' } });
    index += 1;
  };
  return {
    get held() {
      return line.held;
    },
    write(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        line.add(chunk.subarray(from, at));
        finish();
        offset += 1;
        from = at + 1;
      }
      line.keep(chunk.subarray(from));
    },
    end(isWhole) {
      const isBegun = line.length > 0;
      if (isWhole) finish();
      const rest = line.take();
      return { isCut: !isWhole && isBegun && !(rest && isBlank(rest)) };
    },
  };
}
