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
}

/**
 * Splits streams of events (HTML standard §9.2.6). Lines end in LF, CR or both; an empty line ends an event. Comments,
 * and blocks without `data`, are no items, and fields that readers pass over are counted. An event that the end of the
 * stream leaves unfinished is left out, as every reader does.
 * @param limit of an event, in bytes
 */
export function splitEvents(sink: SequenceSink, limit: number): Splitter {
  const line = new Gathered(limit);
  let draft = newDraft();
  let index = 0;
  /** Where the next byte is. */
  let offset = 0;
  let start = 0;
  let size = 0;
  let isTooLarge = false;
  let isFirstLine = true;
  let isAfterReturn = false;
  let ignored: { lines: number; readonly offset: number } | undefined;

  const dispatch = (): void => {
    if (isTooLarge || draft.data.length > 0) {
      sink.item({
        index,
        offset: start,
        content: isTooLarge ? { kind: 'too-large' } : { kind: 'event', event: eventOf(draft) },
      });
      index += 1;
    }
    draft = newDraft();
    isTooLarge = false;
    size = 0;
  };
  const finish = (): void => {
    const at = offset - line.length;
    if (size === 0) start = at;
    size += line.length;
    const bytes = line.take();
    const text = bytes && decoded(bytes, isFirstLine);
    isFirstLine = false;
    if (text === '') dispatch();
    else if (text === undefined || size > limit) {
      isTooLarge = true;
      draft.data = [];
    } else if (!isTooLarge && !read(draft, text)) {
      ignored ??= { lines: 0, offset: at };
      ignored.lines += 1;
    }
  };
  return {
    get held() {
      return line.held + (isTooLarge ? 0 : size);
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
        line.add(chunk.subarray(from, at));
        offset += at - from;
        finish();
        offset += 1;
        from = at + 1;
      }
      line.keep(chunk.subarray(from));
      offset += chunk.length - from;
    },
    end(): SequenceEnd {
      const rest = line.take();
      const isField = rest === undefined || (rest.length > 0 && rest[0] !== COLON);
      const isBegun = isTooLarge || draft.data.length > 0 || isField;
      return ignored ? { isCut: isBegun, ignored } : { isCut: isBegun };
    },
  };
}

function newDraft(): Draft {
  return { data: [], event: '', id: undefined, retry: undefined };
}

/** Streams of events are always UTF-8. One byte-order mark at the start does not count. */
function decoded(bytes: Uint8Array, isFirstLine: boolean): string {
  const text = UTF_8.decode(bytes);
  return isFirstLine && text.startsWith('\ufeff') ? text.slice(1) : text;
}

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads a line into the event. @returns whether it means something to readers, or is a comment */
function read(draft: Draft, line: string): boolean {
  const colon = line.indexOf(':');
  if (colon === 0) return true;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
  switch (name) {
    case 'data':
      draft.data.push(value);
      return true;
    case 'event':
      draft.event = value;
      return true;
    case 'id':
      if (value.includes('\0')) return false;
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
