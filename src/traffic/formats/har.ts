import type { CaptureItem, JsonValue, Unread } from '../../model/index.js';
import { explainJsonError, isObject } from '../../model/index.js';
import type { CaptureFormat, RawEntry } from '../format.js';
import { ArrayScanner, type FoundElement, MAX_ELEMENT } from '../json-scanner.js';
import { type EntryPlace, toExchange } from './har-entry.js';
import { MalformedEntry } from './har-malformed.js';

/** HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), read entry by entry: memory does not grow with the capture. */
export const har: CaptureFormat = {
  name: 'HAR',
  detects: (head) => /^\{\s*("[^"]*"\s*:\s*("[^"]*"|\d+|null|true|false)\s*,\s*)*"log"\s*:\s*\{/.test(head),
  read,
  split,
  readEntry: (source, { index, bytes, note, at }) =>
    readEntry({ source, index, producer: note }, { kind: 'element', bytes, offset: at }),
};

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  for await (const found of entriesOf(source, chunks, new ArrayScanner('log', 'entries', tryParse)))
    yield 'unread' in found ? found : readEntry(found.place, found.element);
}

async function* split(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawEntry | Unread> {
  for await (const found of entriesOf(source, chunks, new ArrayScanner('log', 'entries'))) {
    yield 'unread' in found
      ? found
      : {
          index: found.place.index,
          bytes: found.element.bytes,
          note: found.place.producer,
          at: found.element.offset,
        };
  }
}

async function* entriesOf(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  scanner: ArrayScanner,
): AsyncGenerator<{ readonly place: EntryPlace; readonly element: FoundElement } | Unread> {
  let producer = '';
  let index = 0;
  for await (const chunk of chunks) {
    for (const found of scanner.scan(chunk)) {
      if (found.kind === 'sibling') {
        if (found.name === 'creator') producer = nameOf(found.bytes);
        continue;
      }
      yield found.kind === 'element'
        ? { place: { source, index, producer }, element: found }
        : malformed(source, index, `the entry at byte ${found.offset} is larger than ${MAX_ELEMENT} bytes`);
      index += 1;
    }
  }
  const cut = cutOf(source, index, scanner);
  if (cut) yield cut;
}

function readEntry(place: EntryPlace, { bytes, offset, value }: FoundElement): CaptureItem {
  try {
    return toExchange(place, value === undefined ? parse(bytes) : value);
  } catch (error) {
    if (error instanceof MalformedEntry)
      return malformed(place.source, place.index, `/log/entries/${place.index}${error.message}`);
    if (error instanceof SyntaxError)
      return malformed(
        place.source,
        place.index,
        `the entry at byte ${offset} is not JSON: ${explainJsonError(error)}`,
      );
    throw error;
  }
}

function malformed(source: string, index: number, detail: string): Unread {
  return { source, index, unread: 'malformed', detail };
}

const decoder = new TextDecoder();

/** @throws SyntaxError */
function parse(bytes: Uint8Array): JsonValue {
  return JSON.parse(decoder.decode(bytes));
}

function tryParse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parse(bytes);
  } catch {
    return undefined;
  }
}

function nameOf(bytes: Uint8Array): string {
  const creator = tryParse(bytes);
  return isObject(creator) && typeof creator.name === 'string' ? creator.name : '';
}

function cutOf(source: string, index: number, scanner: ArrayScanner): Unread | undefined {
  if (scanner.state === 'after' && scanner.isBalanced) return undefined;
  const after = index === 0 ? 'before its first entry is whole' : `after entry ${index - 1}`;
  if (scanner.openElement !== undefined) {
    return {
      source,
      index,
      unread: 'cut',
      detail: `the capture ends inside the entry that begins at byte ${scanner.openElement}, ${after}`,
    };
  }
  if (scanner.state === 'before' && scanner.isBalanced) return malformed(source, 0, '/log/entries is missing');
  return { source, index, unread: 'cut', detail: `the capture ends at byte ${scanner.offset}, ${after}` };
}
