import type { ViolationRecord } from '../../model/index.js';
import { MAX_REMEMBERED, type Sequence, type Trace } from '../sequence.js';
import { hashesIn } from './hashes.js';
import type { TracesSum } from './traces.js';

/** The traces of a block of a capture. */
export interface BlockTraces {
  readonly source: string;
  /** Whether it is the first block of its capture. */
  readonly isFirst: boolean;
  readonly sum: TracesSum;
  /** All of them, in their order, read when they are asked for. */
  readonly read: () => AsyncIterable<Trace> | Iterable<Trace>;
}

/** Follows exchanges block by block: one by one only where a block may say something of another. */
export interface BlockSequence {
  /** Follows the next block. @returns what is wrong with its exchanges */
  add(block: BlockTraces): Promise<ViolationRecord[]>;
  /** Prepares the sequence for exchanges of a source that come one by one. */
  awaken(source: string): Promise<void>;
  /** No more blocks come. */
  end(): void;
}

/** What is to be known of blocks before. */
export function blockSequence(sequence: Sequence): BlockSequence {
  let source: string | undefined;
  /** Whether the sequence has followed all exchanges of the source that matter. */
  let isAwake = false;
  let before: BlockTraces[] = [];
  let writes = 0;
  let created = hashWindow();
  let deleted = hashWindow();

  const begin = (name: string | undefined): void => {
    if (isAwake) sequence.leave();
    source = name;
    isAwake = false;
    before = [];
    writes = 0;
    created = hashWindow();
    deleted = hashWindow();
  };

  const awaken = async (): Promise<void> => {
    if (isAwake) return;
    isAwake = true;
    for (const { read } of before) for await (const trace of read()) sequence.follow(trace);
    before = [];
  };

  const add = async (block: BlockTraces): Promise<ViolationRecord[]> => {
    const { sum } = block;
    if (block.source !== source) begin(block.source);
    // The same name again: places in it begin at 0 again, too.
    else if (block.isFirst) await awaken();
    if (!sum.isQuiet || created.hasAny(sum.missing) || deleted.hasAny(sum.answering)) await awaken();
    if (isAwake) {
      const found: ViolationRecord[] = [];
      for await (const trace of block.read()) for (const violation of sequence.follow(trace)) found.push(violation);
      return found;
    }
    if (sum.writes === 0) return [];
    created.add(sum.created, sum.writes);
    deleted.add(sum.deleted, sum.writes);
    before.push(block);
    writes += sum.writes;
    for (let [first] = before; first && writes - first.sum.writes >= MAX_REMEMBERED; [first] = before) {
      writes -= first.sum.writes;
      before.shift();
    }
    return [];
  };

  return {
    add,
    async awaken(name) {
      if (name !== source) begin(name);
      await awaken();
    },
    end: () => begin(undefined),
  };
}

/** The hashes of the last blocks, of as many changes as are remembered, or some more. */
interface HashWindow {
  /** @param writes how many changes the block has */
  add(text: string, writes: number): void;
  hasAny(text: string): boolean;
}

function hashWindow(): HashWindow {
  /** Those that were not asked for: most are forgotten before anybody asks. */
  let waiting: { readonly text: string; readonly writes: number }[] = [];
  let waitingWrites = 0;
  let young = new Set<number>();
  let old = new Set<number>();
  let youngWrites = 0;
  const take = (): void => {
    for (const { text, writes } of waiting) {
      for (const hash of hashesIn(text)) young.add(hash);
      youngWrites += writes;
      if (youngWrites < MAX_REMEMBERED) continue;
      old = young;
      young = new Set();
      youngWrites = 0;
    }
    waiting = [];
    waitingWrites = 0;
  };
  return {
    add(text, writes) {
      waiting.push({ text, writes });
      waitingWrites += writes;
      for (let [first] = waiting; first && waitingWrites - first.writes >= MAX_REMEMBERED; [first] = waiting) {
        waitingWrites -= first.writes;
        waiting.shift();
      }
    },
    hasAny(text) {
      if (text === '') return false;
      take();
      return (young.size > 0 || old.size > 0) && hashesIn(text).some((hash) => young.has(hash) || old.has(hash));
    },
  };
}
