import {
  type CaptureItem,
  explainJsonError,
  isObject,
  type JsonValue,
  oneByOne,
  type Unread,
} from '../../model/index.js';
import { type Block, type BlockMemory, type BlockPlace, cutBlocks } from '../blocks.js';
import type { CaptureFormat } from '../format.js';
import type { FoundElement } from '../json-scanned.js';
import { ArrayScanner, MAX_ELEMENT } from '../json-scanner.js';
import { type EntryPlace, toExchange } from './har-entry.js';
import { MalformedEntry } from './har-malformed.js';

/**
 * HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), read entry by entry: memory does not grow with
 * the capture.
 */
export const har: CaptureFormat = {
  name: 'HAR',
  detects: (head) => /^\{\s*("[^"]*"\s*:\s*("[^"]*"|\d+|null|true|false)\s*,\s*)*"log"\s*:\s*\{/.test(head),
  read: (source, chunks) => oneByOne(readGroups(source, chunks)),
  readGroups,
  blocks: { cut, read: readBlock, learn: learnNote, next },
};

async function* readGroups(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Iterable<CaptureItem>> {
  const reader = new EntryReader(source, new ArrayScanner('log', 'entries', tryParse));
  for await (const chunk of chunks) yield reader.read(chunk);
  yield reader.end();
}

/** Reads entries as they are found. */
class EntryReader {
  readonly #source: string;
  readonly #scanner: ArrayScanner;
  #index: number;
  #producer: string;

  /** @param index of the first entry */
  constructor(source: string, scanner: ArrayScanner, index = 0, producer = '') {
    this.#source = source;
    this.#scanner = scanner;
    this.#index = index;
    this.#producer = producer;
  }

  /** The index of the next entry. */
  get index(): number {
    return this.#index;
  }

  /** The entries that end in this chunk. */
  *read(chunk: Uint8Array): Generator<CaptureItem> {
    for (const found of this.#scanner.scan(chunk)) {
      if (found.kind === 'sibling') {
        if (found.name === 'creator') this.#producer = nameOf(found.bytes);
        continue;
      }
      const place = { source: this.#source, index: this.#index, producer: this.#producer };
      yield found.kind === 'element'
        ? readEntry(place, found)
        : malformed(
            place.source,
            place.index,
            `the entry at byte ${found.offset} is larger than ${MAX_ELEMENT} bytes: record it without its body`,
          );
      this.#index += 1;
    }
  }

  /** Yields the problem at the end of the capture, if it has one. */
  *end(): Generator<Unread> {
    const cut = cutOf(this.#source, this.#index, this.#scanner);
    if (cut) yield cut;
  }
}

/**
 * Cuts at the text that the recorder writes between entries. No string can hold it, because its quotes would be
 * escaped.
 */
function cut(chunks: AsyncIterable<Uint8Array>, memory: BlockMemory): AsyncIterable<Block> {
  let learnt: Learnt = { gap: undefined, producer: '' };
  return cutBlocks(
    chunks,
    memory,
    (bytes, offset) => {
      // Only from the start is it known what is an entry, and who wrote it.
      if (!learnt.gap && offset === 0) learnt = learn(bytes);
      return learnt.gap ? bufferOf(bytes).lastIndexOf(learnt.gap) + 1 : 0;
    },
    () => noteOf(learnt),
  );
}

/** The facts that a block needs and does not hold: the text between two entries, and who wrote the capture. */
interface Learnt {
  readonly gap: Buffer | undefined;
  readonly producer: string;
}

function learn(head: Uint8Array): Learnt {
  const scanner = new ArrayScanner('log', 'entries');
  let producer = '';
  for (const found of scanner.scan(head))
    if (found.kind === 'sibling' && found.name === 'creator') producer = nameOf(found.bytes);
  return { gap: scanner.gap && Buffer.from(scanner.gap), producer };
}

function noteOf({ gap, producer }: Learnt): string {
  return JSON.stringify({ gap: gap?.toString('base64'), producer });
}

function learnNote(head: Uint8Array): string | undefined {
  const learnt = learn(head);
  return learnt.gap && noteOf(learnt);
}

function next(bytes: Uint8Array, note: string): number {
  const { gap }: { gap?: string } = JSON.parse(note);
  return gap === undefined ? 0 : bufferOf(bytes).indexOf(Buffer.from(gap, 'base64')) + 1;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function* readBlock(source: string, block: Block, place: BlockPlace): Generator<CaptureItem, BlockPlace | undefined> {
  const { gap, producer }: { gap?: string; producer: string } = JSON.parse(block.note);
  // Nothing was learnt where the capture was cut, so that it was cut anywhere.
  if (gap === undefined && !(block.isFirst && block.isLast)) return undefined;
  const start = { offset: block.offset, gap: gap === undefined ? undefined : Buffer.from(gap, 'base64') };
  const scanner = block.isFirst ? new ArrayScanner('log', 'entries', tryParse) : ArrayScanner.inside(tryParse, start);
  const reader = new EntryReader(source, scanner, place.entries, producer);
  yield* reader.read(block.bytes);
  if (block.isLast) yield* reader.end();
  else if (!scanner.isBetween) return undefined;
  return { entries: reader.index, lines: place.lines };
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
  if (scanner.state === 'after' && scanner.isBalanced)
    return scanner.surplus === undefined
      ? undefined
      : malformed(source, index, `something follows the end of the capture at byte ${scanner.surplus}`);
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
