import { type BlockPacker, blockPacker, type Examined, resultPacker, type Summing } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { Unread } from '../model/index.js';
import type { ResultRecord, ResultWriter } from './result.js';

/** Writes what the exchanges of a shard came to. */
export interface ShardWriter {
  add(result: Examined | Unread): void;
  /** Writes what came between exchanges. */
  note(record: ResultRecord): void;
  /** What follows is of this source. */
  begin(source: string): void;
  /** No more comes. */
  end(): void;
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
    end: () => undefined,
  };
}

/** Writes sums of results. */
export function sumsOfResults(contract: Contract, writer: ResultWriter, source: string): ShardWriter {
  const packer: BlockPacker = blockPacker(contract);
  let current = source;
  let summing: Summing | undefined;
  const end = (): void => {
    if (!summing) return;
    const { items, traces } = summing.end();
    summing = undefined;
    for (const item of items) writer.add(item);
    if (traces) writer.addTraces(traces);
  };
  return {
    add(result) {
      summing ??= packer.begin(current);
      summing.add(result);
      if (summing.traced >= BLOCK) end();
      else for (const item of summing.take()) writer.add(item);
    },
    note(record) {
      end();
      writer.add(record);
    },
    begin(name) {
      end();
      current = name;
    },
    end,
  };
}
