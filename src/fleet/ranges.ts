import type { Block, CaptureFormat } from '../captures/index.js';
import type { ObjectStore } from '../objects/index.js';
import type { Cut, PlannedObject } from './plan.js';

/** Read beyond the end of a shard at once, to find where its last entry ends. In bytes. */
const BEYOND = 1 << 18;

/** Where no end of an entry is found within so many bytes, the object cannot be cut. */
const FARTHEST = 64 << 20;

/** About how many bytes of a shard are read at once: so few that they stay in the processor's cache. */
export const PIECE = 1 << 20;

/** An object that is read in parts. */
export type CutObject = PlannedObject & { readonly cut: Cut };

/**
 * Reads the entries that begin in a range of an object, block by block. Neighbours agree on where one range ends and
 * the next begins, because each looks for the first end of an entry from the same byte on.
 * @param piece the least size of a block in bytes, but for the last one
 * @returns blocks, whose bytes are there until the next one is asked for; at the end whether the object could be cut
 * @throws what the store throws
 */
export async function* shardBlocks(
  store: ObjectStore,
  object: CutObject,
  part: number,
  blocks: NonNullable<CaptureFormat['blocks']>,
  piece = PIECE,
): AsyncGenerator<Block, boolean> {
  const { size, cut } = object;
  const from = part * cut.step;
  const to = Math.min(size, from + cut.step);
  const bytes = openWindow(store, object, from, to + BEYOND);
  const endFrom = (place: number) => boundary(bytes, blocks, cut.note, place);
  const lastEnd = async () => (to === size ? size : endFrom(to));
  try {
    let first = from === 0 ? 0 : await endFrom(from);
    // An entry that begins exactly where the range ends belongs to it: the neighbour looks only for later ends.
    while (first !== undefined && first <= to && first < size) {
      let end = first + piece < to ? await endFrom(first + piece) : await lastEnd();
      // An entry that is longer than a piece: the neighbour looks from the end of the range on.
      if (end !== undefined && end > to) end = await lastEnd();
      if (end !== undefined) {
        await bytes.until(end);
        yield blockOf(object, bytes.slice(first, end), first);
        bytes.forget(end);
      }
      first = end;
    }
    // Only at its end does a store say whether the object was changed while it was read.
    await bytes.rest();
    return first !== undefined;
  } finally {
    await bytes.close();
  }
}

/** A block of known ends, read again. @throws what the store throws */
export async function readBlockAt(store: ObjectStore, object: CutObject, from: number, to: number): Promise<Block> {
  const bytes = openWindow(store, object, from, to);
  await bytes.until(to);
  await bytes.rest();
  return blockOf(object, bytes.slice(from, to), from);
}

function blockOf({ size, cut }: CutObject, bytes: Uint8Array, offset: number): Block {
  const isLast = offset + bytes.length === size;
  return { bytes, offset, isFirst: offset === 0, isLast, note: cut.note };
}

/** The bytes of an object from some place on, of which more are read when they are asked for. */
interface Window {
  /** Where the bytes that were read end. */
  readonly end: number;
  readonly size: number;
  /** Reads on, up to this place at least, or the end of the object. */
  until(end: number): Promise<void>;
  /** What is held; until more is read. */
  slice(from: number, to: number): Uint8Array;
  /** What comes before this place is not asked for any more. */
  forget(before: number): void;
  /** Reads to the end of the range that was opened last. */
  rest(): Promise<void>;
  /** No more is read. */
  close(): Promise<void>;
}

/** @param to where the range ends that is asked for at once: each range takes its time */
function openWindow(store: ObjectStore, { url, size, version }: PlannedObject, from: number, to: number): Window {
  const readFrom = (start: number, end: number) =>
    store.read(url, { from: start, to: Math.min(end, size) }, version)[Symbol.asyncIterator]();
  let reading = readFrom(from, to);
  let room = new Uint8Array(0);
  /** Where in the object the room begins, and which part of it is held. */
  let start = from;
  let held = 0;
  let used = 0;

  const add = (chunk: Uint8Array): void => {
    if (used + chunk.length > room.length) {
      const wanted = used - held + chunk.length;
      // Half of it stays free, so that what is held is not moved for each chunk.
      const next = 2 * wanted <= room.length ? room : new Uint8Array(Math.max(4 * chunk.length, 2 * wanted));
      if (next === room) room.copyWithin(0, held, used);
      else next.set(room.subarray(held, used));
      room = next;
      start += held;
      used -= held;
      held = 0;
    }
    room.set(chunk, used);
    used += chunk.length;
  };

  return {
    get end() {
      return start + used;
    },
    size,
    async until(end) {
      const wanted = Math.min(end, size);
      let isAgain = false;
      while (start + used < wanted) {
        const next = await reading.next();
        if (!next.done) add(next.value);
        else if (isAgain) return;
        else reading = readFrom(start + used, wanted);
        isAgain = next.done === true;
      }
    },
    slice: (begin, end) => room.subarray(begin - start, end - start),
    forget(before) {
      held = before - start;
    },
    async rest() {
      for (let next = await reading.next(); !next.done; ) next = await reading.next();
    },
    async close() {
      await reading.return?.();
    },
  };
}

/** The first place from `from` on where an entry ends and another may begin; the end of the object where none does. */
async function boundary(
  bytes: Window,
  { next }: NonNullable<CaptureFormat['blocks']>,
  note: string,
  from: number,
): Promise<number | undefined> {
  for (let reach = BEYOND; ; reach *= 2) {
    await bytes.until(from + reach);
    const found = next(bytes.slice(from, bytes.end), note);
    if (found > 0) return from + found;
    if (bytes.end >= bytes.size) return bytes.size;
    if (reach >= FARTHEST) return undefined;
  }
}
