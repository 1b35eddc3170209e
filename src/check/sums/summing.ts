import type { Contract } from '../../contract/index.js';
import type { Unread } from '../../model/index.js';
import type { Examined } from '../judge-one.js';
import type { PackedResult } from '../run/packed-result.js';
import { allRoom, newPart, type Part, type Room } from './part.js';
import { type PackedSummed, type SumPacker, sumPacker } from './sum.js';
import { gatherTraces, type TraceGatherer, type TracesSum } from './traces.js';

/** An item of a block: a sum of exchanges, or what no sum holds. */
export type BlockItem = PackedSummed | PackedResult;

/** What a block says of others. */
export interface PackedTraces {
  readonly sum: TracesSum;
  /** All of it, as lines of JSON. */
  readonly text: string;
}

/** Adds up the results of a block of one source. */
export interface Summing {
  add(result: Examined | Unread): void;
  /** What came since the last time, where it is whole. In order. */
  take(): readonly BlockItem[];
  /** How many exchanges say something of others. */
  readonly traced: number;
  /** The rest. */
  end(): { readonly items: readonly BlockItem[]; readonly traces: PackedTraces | undefined };
}

/** Fewer exchanges than this are no shorter as a sum. */
const WORTHWHILE = 6;

/** A packer of blocks: for workers whose results go into reports that do not list each exchange. */
export interface BlockPacker {
  begin(source: string): Summing;
}

/**
 * A packer for one worker, which gets blocks in the order of the captures.
 * @param room for violations in lists
 */
export function blockPacker(contract: Contract, room: Room = allRoom()): BlockPacker {
  const sums = sumPacker(contract);
  return { begin: (source) => summing(contract, source, sums, room) };
}

function summing(contract: Contract, source: string, sums: SumPacker, room: Room): Summing {
  let items: BlockItem[] = [];
  let traces: TraceGatherer | undefined;
  /** Whether the block shows that its source keeps credentials; what comes before the block may show it, too. */
  let isKeeping = false;
  let part: Part = newPart(false, room);
  /** Beside it, where it matters what came before the block. */
  let ifKeeping: { readonly part: Part; readonly room: Room } | undefined;
  /** The exchanges of the part, while they are few. */
  let few: Examined[] = [];

  const close = (): void => {
    if (part.size >= WORTHWHILE) {
      const beside = ifKeeping ? { ifKeeping: ifKeeping.part.sum() } : {};
      items.push(sums.pack({ sum: part.sum(), ...beside }));
    } else for (const each of few) items.push(alone(each));
    if (ifKeeping) for (const rank of [0, 1] as const) room[rank] = Math.max(room[rank], ifKeeping.room[rank]);
    ifKeeping = undefined;
    few = [];
    part = newPart(isKeeping, room);
  };

  const enter = ({ outcome, credentials, complete }: Examined): void => {
    if (!isKeeping && credentials === 'carried') {
      if (ifKeeping) close();
      isKeeping = true;
    }
    if (!isKeeping && !ifKeeping && typeof credentials === 'object' && credentials.withheld) {
      close();
      const copy: Room = [...room];
      ifKeeping = { part: newPart(true, copy), room: copy };
    }
    if (part.isFull || ifKeeping?.part.isFull) {
      const isBeside = ifKeeping !== undefined;
      close();
      const copy: Room = [...room];
      if (isBeside) ifKeeping = { part: newPart(true, copy), room: copy };
    }
    part.add(outcome, credentials, complete);
    ifKeeping?.part.add(outcome, credentials, complete);
  };

  return {
    add(result) {
      if (!('unread' in result) && result.trace) {
        traces ??= gatherTraces(contract, source);
        traces.add(result.trace);
      }
      if ('unread' in result || !isSummable(result)) {
        close();
        if (!('unread' in result) && result.credentials === 'carried') isKeeping = true;
        items.push(alone(result));
        part = newPart(isKeeping, room);
        return;
      }
      enter(result);
      if (few.length < WORTHWHILE) few.push(result);
    },
    take: () => items.splice(0),
    get traced() {
      return traces?.size ?? 0;
    },
    end() {
      close();
      const given = items;
      items = [];
      return { items: given, traces: traces?.end() };
    },
  };
}

/** A result by itself, without its trace, which is among those of the block. */
function alone(result: Examined | Unread): Examined | Unread {
  if ('unread' in result) return result;
  const { outcome, credentials, evidence, complete } = result;
  complete?.();
  return { outcome, ...(credentials ? { credentials } : {}), ...(evidence ? { evidence } : {}) };
}

/** Whether a sum has room for all that is said of an exchange. */
function isSummable({ outcome, credentials, evidence }: Examined): boolean {
  if (outcome.batchId !== undefined) return false;
  if (!('verdict' in outcome)) return true;
  if (evidence?.some((each) => each !== undefined)) return false;
  const withheld = typeof credentials === 'object' ? credentials.withheld : undefined;
  const isPlain = outcome.violations.every(({ batchId, accepted }) => batchId === undefined && accepted === undefined);
  return isPlain && withheld?.batchId === undefined;
}
