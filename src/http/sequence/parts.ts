import type { SequenceEnd, SequenceSink, Splitter } from './splitter.js';

/** A header block longer than this is malformed, in bytes. */
const MAX_HEADERS = 65_536;

const LINE_BREAK = latin1('\r\n');
const HEADERS_END = latin1('\r\n\r\n');

/**
 * Splits a multipart body (RFC 2046 §5.1): parts are between delimiters, which are lines of two hyphens and the
 * boundary. What is before the first delimiter and after the last one means nothing. A part whose header fields cannot
 * be read is a fault, and so is a body that ends before its last delimiter.
 * @param boundary the parameter of the media type; undefined where it has none
 * @param limit of a part, in bytes
 */
export function splitParts(sink: SequenceSink, boundary: string | undefined, limit: number): Splitter {
  const delimiter = latin1(`\r\n--${boundary ?? ''}`);
  // The first delimiter may be at the very start: the line break before it is imagined, and no byte of the body.
  let buffer: Uint8Array = LINE_BREAK.slice();
  let pending = buffer.subarray();
  let offset = -LINE_BREAK.length;
  let state: 'before' | 'within' | 'after' = 'before';
  let index = 0;
  /** Whether the part that is being read is too long, so that its bytes are dropped. */
  let isDropped = false;
  /** Up to where `pending` has no delimiter. */
  let searched = 0;

  const drop = (count: number): void => {
    pending = pending.subarray(count);
    offset += count;
    searched = Math.max(0, searched - count);
  };
  /** Room grows by doubling: a long part in many chunks is not copied for each. */
  const add = (chunk: Uint8Array): void => {
    const length = pending.length + chunk.length;
    const start = pending.byteOffset - buffer.byteOffset;
    if (start + length > buffer.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(pending);
      larger.set(chunk, pending.length);
      buffer = larger;
      pending = buffer.subarray(0, length);
    } else {
      buffer.set(chunk, start + pending.length);
      pending = buffer.subarray(start, start + length);
    }
  };
  const finish = (length: number): void => {
    const bytes = pending.slice(0, length);
    if (isDropped || length > limit) sink.item({ index, offset: partOffset, content: { kind: 'too-large' } });
    else {
      const part = readPart(bytes);
      if (typeof part === 'string') sink.fault({ index, offset: partOffset, detail: part });
      else sink.item({ index, offset: partOffset, content: { kind: 'part', ...part } });
    }
    index += 1;
    isDropped = false;
  };
  let partOffset = 0;
  /** @returns whether there may be more to find */
  const step = (isLast: boolean): boolean => {
    const at = indexOf(pending, delimiter, searched);
    if (at < 0) {
      searched = Math.max(0, pending.length - delimiter.length + 1);
      // Nothing of a preamble or of too large a part is kept, but what may be the start of a delimiter.
      if (state === 'within' && pending.length > limit + delimiter.length) isDropped = true;
      if (state === 'before' || isDropped) drop(searched);
      return false;
    }
    const end = endOfLine(pending, at + delimiter.length, isLast);
    if (end === 'unknown') {
      searched = at;
      return false;
    }
    if (end === 'none') {
      // The boundary is only the start of that line's text.
      searched = at + 1;
      return true;
    }
    if (state === 'within') finish(at);
    drop(end.next);
    searched = 0;
    partOffset = offset + LINE_BREAK.length;
    state = end.isClose ? 'after' : 'within';
    return state === 'within';
  };
  const work = (isLast: boolean): void => {
    while (state !== 'after' && step(isLast));
    if (state === 'after') drop(pending.length);
  };
  return {
    get held() {
      return pending.length;
    },
    write(chunk) {
      if (boundary === undefined || boundary === '') return;
      if (state === 'after') offset += chunk.length;
      else {
        add(chunk);
        work(false);
      }
    },
    end(isWhole): SequenceEnd {
      if (boundary === undefined || boundary === '') {
        sink.fault({ offset: 0, detail: 'the content type names no boundary' });
        return { isCut: false };
      }
      work(true);
      if (state === 'after') return { isCut: false };
      if (!isWhole) return { isCut: true };
      const isFound = state === 'within';
      const detail = isFound
        ? 'the body ends before its last boundary'
        : 'the boundary of the content type is not found in the body';
      sink.fault(isFound ? { index, offset: partOffset, detail } : { offset: 0, detail });
      return { isCut: false };
    },
  };
}

/** The boundary of a multipart body, by its first line that can be a delimiter, and not the last one. */
export function boundaryIn(body: string): string | undefined {
  return /(?:^|\n)--([\w'()+,./:=?-](?:[\w'()+,./:=? -]{0,68}[\w'()+,./:=?-])?(?<!--))[ \t]*\r?\n/.exec(body)?.[1];
}

/**
 * A delimiter's line goes on with white space only; the last one has two hyphens first, and ends with the body too
 * (RFC 2046 §5.1.1). Anything else is text that begins in the same way.
 */
function endOfLine(
  bytes: Uint8Array,
  from: number,
  isLast: boolean,
): 'unknown' | 'none' | { readonly next: number; readonly isClose: boolean } {
  const isClose = bytes[from] === HYPHEN && bytes[from + 1] === HYPHEN;
  if (bytes[from] === HYPHEN && from + 1 >= bytes.length && !isLast) return 'unknown';
  let at = isClose ? from + 2 : from;
  const most = at + MAX_PADDING;
  while (at < most && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
  const isOver = bytes[at] === CARRIAGE_RETURN ? at + 1 >= bytes.length : at >= bytes.length;
  if (isOver && !isLast) return 'unknown';
  if (isClose && (isOver || bytes[at] === LINE_FEED)) return { next: at, isClose };
  if (isOver || bytes[at] !== CARRIAGE_RETURN || bytes[at + 1] !== LINE_FEED) return 'none';
  // The line break stays: it is the one before an empty header block, or before the next delimiter.
  return { next: at, isClose };
}

/** White space behind a delimiter is read again with each chunk: no sender writes so much of it. */
const MAX_PADDING = 1024;
const HYPHEN = 0x2d;
const SPACE = 0x20;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

interface ReadPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Takes a part apart, which has the line break of its delimiter before it; or says what is wrong, in words. */
function readPart(part: Uint8Array): ReadPart | string {
  if (part.length === 0) return 'a part has no empty line behind its header fields';
  if (part.length === LINE_BREAK.length) return { headers: {}, bytes: part.subarray(part.length) };
  const isBare = part[2] === CARRIAGE_RETURN && part[3] === LINE_FEED;
  if (isBare) return { headers: {}, bytes: part.subarray(4) };
  // The empty line behind the header fields may be missing where the part has no content (RFC 2046 §5.1.1).
  const isOnlyFields = part.at(-2) === CARRIAGE_RETURN && part.at(-1) === LINE_FEED;
  const found = indexOf(part, HEADERS_END, 0);
  const end = found < 0 && isOnlyFields ? part.length - LINE_BREAK.length : found;
  if (end < 0 || end > MAX_HEADERS) return 'a part has no empty line behind its header fields';
  const headers: Record<string, string> = Object.create(null);
  const text = new TextDecoder().decode(part.subarray(LINE_BREAK.length, end)).replace(/\r\n[ \t]+/g, ' ');
  for (const line of text.split('\r\n')) {
    const field = /^([!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/s.exec(line);
    if (!field) return 'the header fields of a part are malformed';
    const [, name = '', value = ''] = field;
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value.trim() : `${headers[key]}, ${value.trim()}`;
  }
  return { headers, bytes: part.subarray(end + HEADERS_END.length) };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length += 1;
    if (length === wanted.length) return at;
  }
  return -1;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
