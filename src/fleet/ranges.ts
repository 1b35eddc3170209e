import type { Block, CaptureFormat } from '../captures/index.js';
import type { ObjectStore } from '../objects/index.js';
import type { Cut, PlannedObject } from './plan.js';

/** Read beyond the end of a shard at once, to find where its last entry ends. In bytes. */
const BEYOND = 1 << 20;

/** Where no entry ends within so many bytes, the object cannot be cut. */
const FARTHEST = 64 << 20;

/** More memory than this is not kept from shard to shard. In bytes. */
const MOST_KEPT = 48 << 20;

/** Memory into which ranges of objects are read. */
export interface ReadRoom {
  /** At least so many bytes: what was given before is no longer used, but for its first bytes, which are copied. */
  atLeast(size: number, before: Uint8Array): Uint8Array;
}

/**
 * Memory that is kept from range to range: new memory for each has the collector go through all that there is, and V8
 * then forgets code that it has optimised. It is used for one range after the other, never for two at once.
 */
export function keptRoom(): ReadRoom {
  let kept = new Uint8Array(0);
  return {
    atLeast(size, before) {
      if (size <= kept.length) return kept;
      const larger = newRoom.atLeast(size, before);
      kept = larger.length <= MOST_KEPT ? larger : new Uint8Array(0);
      return larger;
    },
  };
}

/** New memory for each range. */
const newRoom: ReadRoom = {
  atLeast(size, before) {
    const larger = new Uint8Array(size);
    larger.set(before);
    return larger;
  },
};

/** The bytes of a shard: the entries that begin in its range, whole. */
export interface ShardBytes {
  /** Undefined where no entry begins in the range. */
  readonly block: Block | undefined;
  /** How many bytes the shard has. */
  readonly size: number;
}

/**
 * Reads the entries that begin in a range of an object. Neighbours agree on where one ends and the next begins, because
 * each looks for the first end of an entry from the same byte on.
 * @param room has the bytes, until the next range is read into it
 * @returns undefined where no end is found, so that the object has to be read in one piece
 * @throws what the store throws
 */
export async function readShard(
  store: ObjectStore,
  object: PlannedObject & { readonly cut: Cut },
  part: number,
  blocks: NonNullable<CaptureFormat['blocks']>,
  room: ReadRoom,
): Promise<ShardBytes | undefined> {
  const { size, cut } = object;
  const from = part * cut.step;
  const to = Math.min(size, from + cut.step);
  const bytes = growing(store, object, from, room);
  // All at once: each range that is asked for takes its time.
  await bytes.until(to + BEYOND);
  const first = from === 0 ? 0 : await boundary(bytes, blocks, cut.note, from);
  if (first === undefined) return undefined;
  const last = to === size ? size : await boundary(bytes, blocks, cut.note, to);
  if (last === undefined) return undefined;
  if (first >= last) return { block: undefined, size: 0 };
  await bytes.until(last);
  return { block: blockOf(object, bytes.slice(first, last), first), size: last - first };
}

/** A block of known ends, read again. @throws what the store throws */
export async function readBlockAt(
  store: ObjectStore,
  object: PlannedObject & { readonly cut: Cut },
  from: number,
  to: number,
): Promise<Block> {
  const bytes = growing(store, object, from, newRoom);
  await bytes.until(to);
  return blockOf(object, bytes.slice(from, to), from);
}

function blockOf({ size, cut }: PlannedObject & { readonly cut: Cut }, bytes: Uint8Array, offset: number): Block {
  const isLast = offset + bytes.length === size;
  return { bytes, offset, isFirst: offset === 0, isLast, note: cut.note };
}

/** The bytes of an object from some place on, of which more are read when they are asked for. */
interface Growing {
  /** Where the bytes that were read end. */
  readonly end: number;
  readonly size: number;
  /** Reads on, up to this place at least, or the end of the object. */
  until(end: number): Promise<void>;
  slice(from: number, to: number): Uint8Array;
}

function growing(
  store: ObjectStore,
  { url, size, version }: PlannedObject,
  start: number,
  rooms: ReadRoom,
): Growing {
  let room = new Uint8Array(0);
  let used = 0;
  return {
    get end() {
      return start + used;
    },
    size,
    async until(end) {
      const wanted = Math.min(end, size) - start;
      if (wanted <= used) return;
      if (wanted > room.length) room = rooms.atLeast(wanted + BEYOND, room.subarray(0, used));
      for await (const chunk of store.read(url, { from: start + used, to: start + wanted }, version)) {
        room.set(chunk, used);
        used += chunk.length;
      }
    },
    slice: (from, to) => room.subarray(from - start, to - start),
  };
}

/** The first place from `from` on where an entry ends and another may begin; the end of the object where none does. */
async function boundary(
  bytes: Growing,
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
