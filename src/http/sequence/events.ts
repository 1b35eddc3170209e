import { Gathered } from './gathered.js';
import type { SequenceEnd, SequenceSink, ServerSentEvent, Splitter } from './splitter.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COLON = 0x3a;

/** An event that is being read. */
interface Draft {
  data: string[];
  event: string;
  id: string | undefined;
  retry: number | undefined;
  /** How much of it is kept: bytes of lines with data, characters of the rest. */
  size: number;
}

/**
 * Splits streams of events (HTML standard §9.2.6). Lines end in LF, CR or both; an empty line ends an event. Comments,
 * and blocks without `data`, are not items, and fields that readers skip are counted. An event that the end of the
 * stream leaves unfinished is left out, as every reader does. What readers do not keep of an event does not count
 * towards the limit: comments, which services send for hours so that a connection stays open, and fields that come
 * again.
 * @param limit of an event, in bytes
 */
export function splitEvents(sink: SequenceSink, limit: number): Splitter {
  const line = new Gathered(limit);
  let draft = newDraft();
  let index = 0;
  /** Where the next byte is. */
  let offset = 0;
  /** Where the event begins that is being read; undefined before its first field. */
  let start: number | undefined;
  let isTooLarge = false;
  /** How many bytes of the line came before the next one. */
  let length = 0;
  /** Nothing of a comment is kept. */
  let isComment = false;
  let isFirstLine = true;
  let isAfterReturn = false;
  let ignored: { lines: number; readonly offset: number } | undefined;

  const dispatch = (): void => {
    if (isTooLarge || draft.data.length > 0) {
      sink.item({
        index,
        offset: start ?? offset,
        content: isTooLarge ? { kind: 'too-large' } : { kind: 'event', event: eventOf(draft) },
      });
      index += 1;
    }
    draft = newDraft();
    isTooLarge = false;
    start = undefined;
  };
  /** @returns whether there is something to keep of the bytes, which belong to the line */
  const isKept = (bytes: Uint8Array): boolean => {
    if (bytes.length === 0) return false;
    if (length === 0) isComment = bytes[0] === COLON;
    length += bytes.length;
    return !isComment;
  };
  const finish = (): void => {
    const at = offset - length;
    length = 0;
    const bytes = line.take();
    const text = bytes && decoded(bytes, isFirstLine);
    isFirstLine = false;
    if (isComment) isComment = false;
    else if (text === '') dispatch();
    else {
      start ??= at;
      if (text === undefined) isTooLarge = true;
      else if (!isTooLarge && !read(draft, text, bytes?.length ?? 0)) {
        ignored ??= { lines: 0, offset: at };
        ignored.lines += 1;
      }
      if (draft.size > limit) isTooLarge = true;
      if (isTooLarge) draft = newDraft();
    }
  };
  return {
    get held() {
      return line.held + draft.size;
    },
    write(chunk) {
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at];
        if (byte === LINE_FEED && isAfterReturn) {
          isAfterReturn = false;
          offset += 1;
          from = at + 1;
          continue;
        }
        isAfterReturn = byte === CARRIAGE_RETURN;
        if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
        const rest = chunk.subarray(from, at);
        if (isKept(rest)) line.add(rest);
        offset += at - from;
        finish();
        offset += 1;
        from = at + 1;
      }
      const rest = chunk.subarray(from);
      if (isKept(rest)) line.keep(rest);
      offset += chunk.length - from;
    },
    end(): SequenceEnd {
      const isBegun = isTooLarge || draft.data.length > 0 || (length > 0 && !isComment);
      return ignored ? { isCut: isBegun, ignored } : { isCut: isBegun };
    },
  };
}

function newDraft(): Draft {
  return { data: [], event: '', id: undefined, retry: undefined, size: 0 };
}

/** Streams of events are always UTF-8. One byte-order mark at the start does not count. */
function decoded(bytes: Uint8Array, isFirstLine: boolean): string {
  const text = UTF_8.decode(bytes);
  return isFirstLine && text.startsWith('\ufeff') ? text.slice(1) : text;
}

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads a line into the event.
 * @param size of the line, in bytes
 * @returns whether it means something to readers, or is a comment
 */
function read(draft: Draft, line: string, size: number): boolean {
  const colon = line.indexOf(':');
  if (colon === 0) return true;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
  switch (name) {
    case 'data':
      draft.data.push(value);
      draft.size += size;
      return true;
    case 'event':
      draft.size += value.length - draft.event.length;
      draft.event = value;
      return true;
    case 'id':
      if (value.includes('\0')) return false;
      draft.size += value.length - (draft.id?.length ?? 0);
      draft.id = value;
      return true;
    case 'retry':
      if (!/^\d+$/.test(value)) return false;
      draft.retry = Number(value);
      return true;
    default:
      return false;
  }
}

function eventOf({ data, event, id, retry }: Draft): ServerSentEvent {
  return {
    ...(event === '' ? {} : { event }),
    data: data.join('\n'),
    ...(id === undefined ? {} : { id }),
    ...(retry === undefined ? {} : { retry }),
  };
}
