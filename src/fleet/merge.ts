import { type BlockPlace, captureFormats, START, unfinished } from '../captures/index.js';
import {
  addCounts,
  type BlockItem,
  type Counts,
  type ExaminedPart,
  noCounts,
  resultPacker,
  resultsIn,
  sumPacker,
  traceReader,
  type Unpack,
} from '../check/index.js';
import type { Contract } from '../contract/index.js';
import type { InputError, Unread } from '../model/index.js';
import { listedSoFar } from './brief.js';
import { type PlannedObject, partsOf, type Shard, shardOf } from './plan.js';
import { countsOf, type FactsName, inputErrorOf, type ResultEnd, type ResultRecord } from './result.js';
import { sound, soundSum } from './sound.js';

/** A shard that has no result, and gets none: it ended its worker again and again. */
export interface Lost {
  readonly part: number | undefined;
  /** Why. */
  readonly lost: string;
}

/** What a merge needs of the shards. */
export interface ShardResults {
  /** The shard of the plan that this part of an object is; undefined for a whole object that is not cut. */
  shard(object: PlannedObject, part: number | undefined): Shard;
  /** The result of a shard of the plan, when it is there. */
  end(shard: Shard): Promise<ResultEnd | Lost>;
  /** The same, of a shard that the plan does not have. */
  further(shard: Shard): Promise<ResultEnd | Lost>;
  records(shard: Shard, end: ResultEnd): AsyncIterable<readonly ResultRecord[]>;
  /** What exchanges of a shard say of others, as lines of JSON. */
  facts(shard: Shard, name: FactsName): Promise<string>;
  /** The entries of a block that could not be read, read again: their messages name their places in the capture. */
  unread(shard: Shard, range: readonly [from: number, to: number], before: BlockPlace): Promise<readonly Unread[]>;
}

/** What a merge tells of an object. */
export interface ObjectListeners {
  /** Called with each capture that was opened, and with -1 where one turned out to have no entry. */
  readonly onOpened: (more: 1 | -1) => void;
  readonly onPassedOver: (source: string, why: InputError) => void;
  readonly onCounts: (counts: Counts) => void;
  /** Called with the size of each shard whose results were given. */
  readonly onShard: (end: ResultEnd | undefined) => void;
}

/** Gives the results of an object, as one thread that reads it gives them. @throws InputError as one thread does */
export type ObjectMerge = (object: PlannedObject, listeners: ObjectListeners) => AsyncGenerator<ExaminedPart>;

/**
 * A merge of results by the plan alone: which worker made a result, when, and how often does not matter.
 * @param run where the results are
 */
export function objectMerge(contract: Contract, run: string, results: ShardResults): ObjectMerge {
  const packer = resultPacker(contract);
  const sums = sumPacker(contract);
  const readTraces = traceReader(contract);
  const listed = listedSoFar();

  /** The result of a shard of the plan: where a report may have room for more of its violations, the full one. */
  const resultOf = async (planned: Shard): Promise<{ readonly shard: Shard; readonly end: ResultEnd | Lost }> => {
    const found = await results.end(planned);
    const isEnough = 'lost' in found || !planned.isBrief || !listed.lacks(found.listing);
    const shard = isEnough ? planned : shardOf(run, planned.object, planned.part);
    const end = isEnough ? found : await results.further(shard);
    if (!('lost' in end)) listed.add(end.listing);
    return { shard, end };
  };

  /** What a record is, where it is of exchanges. */
  const partOf = (record: BlockRecord, within: Within): ExaminedPart => {
    const { shard, source, before, isFirst, unpack } = within;
    if ('sum' in record) return { source, summed: soundSum(shard, sums.unpack, record, within) };
    if (!('traces' in record)) return sound(shard, () => unpack(record, source, before));
    const read = async function* () {
      const traces = readTraces(await results.facts(shard, record), source, before);
      for (let next = sound(shard, () => traces.next()); !next.done; next = sound(shard, () => traces.next()))
        yield next.value;
    };
    return { traces: { source, isFirst, sum: record.traces, read } };
  };

  async function* whole(object: PlannedObject, listeners: ObjectListeners): AsyncGenerator<ExaminedPart> {
    // What could not be cut is judged once more, as a whole.
    const again = object.cut && shardOf(run, object, undefined);
    const { shard, end } = again
      ? { shard: again, end: await results.further(again) }
      : await resultOf(results.shard(object, undefined));
    if ('lost' in end) {
      listeners.onOpened(1);
      yield lostIn(object, 0, end);
      listeners.onShard(undefined);
      return;
    }
    const unpack = packer.unpacking();
    let { source } = object;
    let isFirst = true;
    for await (const records of results.records(shard, end))
      for (const record of records)
        if ('opened' in record) {
          source = record.opened;
          isFirst = true;
          listeners.onOpened(1);
        } else if ('passedOver' in record) {
          if (record.isOpened) listeners.onOpened(-1);
          listeners.onPassedOver(record.passedOver, inputErrorOf(record.why));
        } else if ('failed' in record) throw inputErrorOf(record.failed);
        else {
          yield partOf(record, { shard, source, before: 0, isFirst, unpack });
          if ('traces' in record) isFirst = false;
        }
    listeners.onCounts(countsOf(end));
    listeners.onShard(end);
  }

  /** @returns whether the object could be read in parts */
  async function* inParts(
    object: PlannedObject,
    counts: Counts,
    onShard: ObjectListeners['onShard'],
  ): AsyncGenerator<ExaminedPart, { readonly isWhole: boolean; readonly last: Last }> {
    let place = START;
    let last: Last;
    let isFirst = true;
    for (let part = 0; part < partsOf(object); part += 1) {
      const { shard, end } = await resultOf(results.shard(object, part));
      if ('lost' in end) {
        const lost = lostIn(object, place.entries, end);
        yield lost;
        last = { index: lost.index, isCut: false };
        onShard(undefined);
        continue;
      }
      if (end.isInseparable) return { isWhole: false, last };
      const unpack = packer.unpacking();
      // What could not be read is read again, where its place in the capture is known.
      const unread = end.hasUnread && end.range ? [...(await results.unread(shard, end.range, place))] : [];
      for await (const records of results.records(shard, end))
        for (const record of records) {
          if (!isResult(record)) continue;
          const result = partOf(record, { shard, source: object.source, before: place.entries, isFirst, unpack });
          const placed = 'unread' in result ? (unread.shift() ?? result) : result;
          if ('traces' in placed) isFirst = false;
          last = endOf(placed) ?? last;
          yield placed;
        }
      addCounts(counts, countsOf(end));
      place = { entries: place.entries + end.lengths.entries, lines: place.lines + end.lengths.lines };
      onShard(end);
    }
    return { isWhole: true, last };
  }

  return async function* merge(object, listeners) {
    if (!object.cut) {
      yield* whole(object, listeners);
      return;
    }
    let given = 0;
    const counts = noCounts();
    const reading = inParts(object, counts, listeners.onShard);
    let next = await reading.next();
    for (; !next.done; next = await reading.next()) {
      yield next.value;
      given += resultsIn(next.value);
    }
    if (!next.value.isWhole) {
      // What was given already is not given again.
      for await (const result of whole(object, listeners)) {
        if (given === 0) yield result;
        else given -= 1;
      }
      return;
    }
    listeners.onOpened(1);
    const format = captureFormats.find(({ name }) => name === object.cut?.format);
    const onPassedOver = (source: string, why: InputError): void => {
      listeners.onOpened(-1);
      listeners.onPassedOver(source, why);
    };
    if (format) {
      const capture = {
        source: object.source,
        format,
        chunks: nothing(),
        ...(object.isOptional ? { onPassedOver } : {}),
      };
      const cut = unfinished(capture, next.value.last);
      if (cut) yield cut;
    }
    listeners.onCounts(counts);
  };
}

/** A record of exchanges. */
type BlockRecord = BlockItem | Extract<ResultRecord, { readonly traces: unknown }>;

/** Where a record is. */
interface Within {
  readonly shard: Shard;
  readonly source: string;
  /** How many entries of the capture come before the one that has index 0. */
  readonly before: number;
  readonly isFirst: boolean;
  readonly unpack: Unpack;
}

type Last = { readonly index: number; readonly isCut: boolean } | undefined;

function endOf(result: ExaminedPart): Last {
  if ('traces' in result) return undefined;
  if ('summed' in result) return { index: result.summed.sum.last, isCut: false };
  return 'unread' in result
    ? { index: result.index, isCut: result.unread === 'cut' }
    : { index: result.outcome.exchange, isCut: false };
}

function isResult(record: ResultRecord): record is BlockRecord {
  return !('opened' in record || 'passedOver' in record || 'failed' in record);
}

/** What replaces the result of a shard that has none. Entries behind it are counted as if it had none. */
function lostIn({ source, size, cut }: PlannedObject, index: number, { part, lost }: Lost): Unread {
  const from = cut && part !== undefined ? part * cut.step : 0;
  const to = cut && part !== undefined ? Math.min(size, from + cut.step) : size;
  return { source, index, unread: 'malformed', detail: `bytes ${from} to ${to} were not judged: ${lost}` };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
