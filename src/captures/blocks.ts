import type { CaptureItem } from '../model/index.js';

/**
 * Part of a capture, of whole entries if it was cut in the right place. Plain data, so that another thread can read it.
 */
export interface Block {
  /** Where threads share them, in the memory that {@link BlockMemory} gave. */
  readonly bytes: Uint8Array;
  /** Of its first byte in the capture. */
  readonly offset: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Other facts that the format needs, such as its producer. */
  readonly note: string;
}

/** The counts before a block. */
export interface BlockPlace {
  readonly entries: number;
  readonly lines: number;
}

/** Before the first block. */
export const START: BlockPlace = { entries: 0, lines: 0 };

/** Memory for blocks, which threads share. */
export interface BlockMemory {
  /** At least so many bytes that no one else uses. */
  take(size: number): SharedArrayBuffer;
  /** Gives them back. */
  release(memory: SharedArrayBuffer): void;
}

/**
 * Memory that is used again when it is given back: to have the system clear a megabyte for each block costs more than
 * to cut it.
 */
export function blockMemory(): BlockMemory {
  const free: SharedArrayBuffer[] = [];
  return {
    take: (size) => (size <= USUAL ? free.pop() : undefined) ?? new SharedArrayBuffer(Math.max(size, USUAL)),
    release(memory) {
      if (memory.byteLength === USUAL) free.push(memory);
    },
  };
}

/** Reads a capture in parts. Read one after the other they give what the format's `read` gives. */
export interface BlockReader {
  /** Cuts the capture where entries seem to end, without reading it. */
  cut(chunks: AsyncIterable<Uint8Array>, memory: BlockMemory): AsyncIterable<Block>;
  /**
   * Reads one block.
   * @param place the counts before it: indices and lines start there
   * @returns its items, then what is before the next block; undefined instead where it does not end between
   * entries, so that it and those behind it cannot be read apart
   */
  read(source: string, block: Block, place: BlockPlace): Generator<CaptureItem, BlockPlace | undefined>;
  /** The note of all blocks, from the first bytes of the capture; undefined where these do not show it yet. */
  learn(head: Uint8Array): string | undefined;
  /** The index behind the first entry that seems to end in these bytes of the capture; 0 where none does. */
  next(bytes: Uint8Array, note: string): number;
}

/**
 * A block is at least so large, the last one excepted: worth a message to another thread, and small enough to keep all
 * of them busy.
 */
const BLOCK = 1 << 20;

/** Nearly all blocks fit in so much memory: what the last one left over, and a chunk. */
const USUAL = 2 * BLOCK + (BLOCK >> 1);

/**
 * Where no end of an entry is found within so many bytes, or somewhat more, the block is cut anywhere, and what
 * reads it will notice.
 */
const MAX_BLOCK = 16 * BLOCK;

/**
 * Cuts a stream into blocks.
 * @param endOf the index behind the last entry that seems to end in these bytes; 0 where none does. It is told where in
 * the capture they begin
 * @param note see {@link Block}; asked when a block is cut
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Uint8Array>,
  memory: BlockMemory,
  endOf: (bytes: Uint8Array, offset: number) => number,
  note: () => string = () => '',
): AsyncGenerator<Block> {
  let room = memory.take(0);
  let used = 0;
  let offset = 0;
  /** An end is looked for when so many bytes are there: where there was none, there have to be many more. */
  let wanted = BLOCK;
  const block = (length: number, isLast: boolean): Block => {
    const cut = { bytes: new Uint8Array(room, 0, length), offset, isFirst: offset === 0, isLast, note: note() };
    offset += length;
    return cut;
  };
  /** Other memory, for what is held from there on and so many bytes more. */
  const moved = (from: number, more: number): SharedArrayBuffer => {
    const next = memory.take(used - from + more);
    new Uint8Array(next).set(new Uint8Array(room, from, used - from));
    return next;
  };
  for await (const chunk of chunks) {
    const end = used < wanted ? 0 : used >= MAX_BLOCK ? used : endOf(new Uint8Array(room, 0, used), offset);
    if (used >= wanted) wanted = end > 0 ? BLOCK : Math.min(2 * used, MAX_BLOCK);
    if (end > 0) {
      const next = moved(end, chunk.length);
      yield block(end, false);
      room = next;
      used -= end;
    } else if (used + chunk.length > room.byteLength) {
      const next = moved(0, Math.max(chunk.length, used));
      memory.release(room);
      room = next;
    }
    new Uint8Array(room).set(chunk, used);
    used += chunk.length;
  }
  yield block(used, true);
}
