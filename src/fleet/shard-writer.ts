import {
  type BlockItem,
  type BlockPacker,
  blockPacker,
  type Examined,
  type Room,
  resultPacker,
  type Summing,
} from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { Unread } from '../model/index.js';
import { ALL_LISTED, countListing, type Listing } from './brief.js';
import type { ResultRecord, ResultWriter } from './result.js';

/** Writes what the exchanges of a shard came to. */
export interface ShardWriter {
  add(result: Examined | Unread): void;
  /** Writes what came between exchanges. */
  note(record: ResultRecord): void;
  /** What follows is of this source. */
  begin(source: string): void;
  /** No more comes. @returns what lists leave out */
  end(): Listing;
}

/** So many exchanges say at once what they say of others: all of it is in memory until then. */
const BLOCK = 50_000;

/** Writes each result. */
export function eachResult(contract: Contract, writer: ResultWriter): ShardWriter {
  const pack = resultPacker(contract).packing();
  return {
    add: (result) => writer.add(pack(result)),
    note: writer.add,
    begin: () => undefined,
    end: () => ALL_LISTED,
  };
}

/** Writes sums of results. @param room for violations in lists */
export function sumsOfResults(contract: Contract, writer: ResultWriter, source: string, room: Room): ShardWriter {
  const packer: BlockPacker = blockPacker(contract, room);
  const { add: count, listing } = countListing();
  let current = source;
  let summing: Summing | undefined;
  const write = (items: readonly BlockItem[]): void => {
    for (const item of items) {
      if ('sum' in item) count(item);
      writer.add(item);
    }
  };
  const end = (): void => {
    if (!summing) return;
    const { items, traces } = summing.end();
    summing = undefined;
    write(items);
    if (traces) writer.addTraces(traces);
  };
  return {
    add(result) {
      summing ??= packer.begin(current);
      summing.add(result);
      if (summing.traced >= BLOCK) end();
      else write(summing.take());
    },
    note(record) {
      end();
      writer.add(record);
    },
    begin(name) {
      end();
      current = name;
    },
    end() {
      end();
      return listing();
    },
  };
}
