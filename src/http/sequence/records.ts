import { Gathered } from './gathered.js';
import { isBlank, isSpace } from './json-space.js';
import type { SequenceEnd, SequenceSink, Splitter } from './splitter.js';

const RECORD_SEPARATOR = 0x1e;

/**
 * Splits JSON text sequences (RFC 7464): each text has a record separator before it, and a line feed after it. A number
 * or a word such as `true` that has no white space behind it may have been cut, and is a fault (§2.4). Separators
 * without a text between them mean nothing.
 * @param limit of an item, in bytes
 */
export function splitRecords(sink: SequenceSink, limit: number): Splitter {
  const record = new Gathered(limit);
  let index = 0;
  let offset = 0;
  let isBegun = false;
  /** @returns whether the record is there, but may have been cut */
  const finish = (isLast: boolean): boolean => {
    const start = offset;
    offset += record.length;
    const bytes = record.take();
    if (bytes && isBlank(bytes)) return false;
    if (!isBegun) {
      sink.fault({ offset: start, detail: 'there is text before the first record separator' });
      return false;
    }
    if (bytes && mayBeCut(bytes)) {
      if (isLast) return true;
      const detail = 'a number or a word has no line feed behind it, so that it may have been cut';
      sink.fault({ offset: start, index, detail });
    } else sink.item({ index, offset: start, content: bytes ? { kind: 'json', bytes } : { kind: 'too-large' } });
    index += 1;
    return false;
  };
  return {
    get held() {
      return record.held;
    },
    write(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(RECORD_SEPARATOR); at >= 0; at = chunk.indexOf(RECORD_SEPARATOR, from)) {
        record.add(chunk.subarray(from, at));
        finish(false);
        offset += 1;
        isBegun = true;
        from = at + 1;
      }
      record.keep(chunk.subarray(from));
    },
    end(isWhole): SequenceEnd {
      if (isWhole) return { isCut: finish(true) };
      const rest = record.take();
      if (rest && (isBlank(rest) || !isJson(rest))) return { isCut: !isBlank(rest) };
      if (rest) record.add(rest);
      return { isCut: rest === undefined || finish(true) };
    },
  };
}

/** Whether bytes are a whole JSON text. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Objects, lists and texts end by themselves. */
function mayBeCut(bytes: Uint8Array): boolean {
  const last = bytes.at(-1) ?? 0;
  return !isSpace(last) && last !== 0x7d && last !== 0x5d && last !== 0x22;
}
