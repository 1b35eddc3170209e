import { captureFormats } from '../captures/index.js';
import {
  addCounts,
  type Counts,
  capturePolicyOf,
  type Examined,
  type Executor,
  noCounts,
  type RunSettings,
} from '../check/index.js';
import { type Contract, reportRedactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { isUnread, type Unread } from '../model/index.js';
import { type ObjectStore, openObjects } from '../objects/index.js';
import { type Awaited, awaitShards, type QueuedShard } from './awaited.js';
import { type ObjectListeners, objectMerge, type ShardResults } from './merge.js';
import type { CaptureObjects } from './objects.js';
import type { FleetEvent, FleetOptions } from './options.js';
import type { Place } from './place.js';
import { type Shard, shardsOf } from './plan.js';
import { prepare, sizeOf } from './prepare.js';
import { openQueue } from './queue.js';
import { readBlockAt } from './ranges.js';
import { remembering } from './remembering.js';
import { recordsOf } from './result.js';
import { objectsOf, type Placed, type Plan, rootOf } from './write-plan.js';

/** Shards in the queue ahead of the report: more than any number of workers holds, and few enough for memory. */
const AHEAD = 4_000;

/** Shards that are added at once. */
const BULK = 500;

/** Workers are counted so often, in ms. */
const COUNT_EVERY = 2_000;

/**
 * The executor on workers, which take shards from a queue. This process only plans and puts results in order, by the
 * plan alone: so the results are those of one thread, whatever happens to workers, queue and coordinator.
 */
export function overQueue(options: FleetOptions): Executor<CaptureObjects> {
  return (contract, captures, settings) => {
    // A fault in the settings is thrown here and now, as by the executor in one thread.
    capturePolicyOf(settings.rules);
    reportRedactorOf(settings.redact, contract, pseudonyms);
    // A sum: there may be a million shards.
    const sum = noCounts();
    return {
      results: run(contract, captures, settings, options, (more) => addCounts(sum, more)),
      counts: async () => [sum],
    };
  };
}

async function* run(
  contract: Contract,
  captures: CaptureObjects,
  settings: RunSettings,
  options: FleetOptions,
  onCounts: (counts: Counts) => void,
): AsyncGenerator<Examined | Unread> {
  const { onEvent = () => undefined } = options;
  const queue = await openQueue(options.queue, options.docproof, ({ message }) =>
    onEvent({ event: 'redis', error: message }),
  );
  let timer: NodeJS.Timeout | undefined;
  try {
    const prepared = await prepare(contract, captures, settings, options);
    const { place, plan, run, done } = prepared;
    onEvent({ event: 'planned', ...(await sizeOf(prepared)) });
    const awaited = awaitShards(queue, await queue.events(), {
      place,
      run,
      patience: options.patience,
      onEnded: (answer) => {
        if ('exchanges' in answer) onEvent({ event: 'judged', ...answer });
      },
    });
    const count = async (): Promise<void> => {
      const workers = await queue.queue.getWorkersCount().catch(() => undefined);
      onEvent({ event: 'workers', count: workers });
    };
    timer = setInterval(() => void count(), COUNT_EVERY);
    const jobs = feeding(place, plan, run, done, awaited, options.results);
    let current: Placed | undefined;
    const merge = objectMerge(
      contract,
      run,
      resultsOver(place, run, awaited, async (shard) => {
        await jobs.keepAhead();
        return jobOf(shard, current, options.results);
      }),
    );
    let index = 0;
    const happen = (): void => {
      for (const event of plan.events.get(index) ?? []) event();
    };
    for await (const placed of objectsOf(place, plan)) {
      happen();
      current = placed;
      index += 1;
      yield* merge(placed.object, listenersOf(placed, captures, onCounts, onEvent));
    }
    happen();
  } finally {
    clearInterval(timer);
    await queue.close();
  }
}

function listenersOf(
  { object }: Placed,
  { onOpened, onPassedOver, onRead }: CaptureObjects,
  onCounts: (counts: Counts) => void,
  onEvent: (event: FleetEvent) => void,
): ObjectListeners {
  return {
    onOpened: (more) => onOpened(object.url, more),
    onPassedOver: (source, why) => onPassedOver?.(source, why),
    onCounts,
    onShard(end) {
      if (!end) {
        onEvent({ event: 'lost' });
        return;
      }
      onRead?.(end.bytes);
      onEvent({ event: 'merged', exchanges: end.exchanges, bytes: end.bytes });
    },
  };
}

function jobOf(shard: Shard, placed: Placed | undefined, results: string): QueuedShard {
  if (!placed) throw new Error('a shard is of no object');
  const { page, at } = placed;
  return { shard, job: { results, page, at, part: shard.part ?? null, alone: 0, isSuspect: false, isAgain: false } };
}

/** Gives shards to the queue, some way ahead of those whose results are wanted. */
function feeding(
  place: Place,
  plan: Plan,
  run: string,
  done: ReadonlySet<string>,
  awaited: Awaited,
  results: string,
): { keepAhead(): Promise<void> } {
  const waiting = queued();
  let given = 0;
  let wanted = 0;
  let isOver = false;
  async function* queued(): AsyncGenerator<QueuedShard> {
    for await (const placed of objectsOf(place, plan))
      for (const shard of shardsOf(run, placed.object)) yield jobOf(shard, placed, results);
  }
  return {
    async keepAhead() {
      wanted += 1;
      while (!isOver && given < wanted + AHEAD - BULK) {
        const bulk: QueuedShard[] = [];
        for (let taken = 0; taken < BULK; taken += 1) {
          const next = await waiting.next();
          if (next.done) {
            isOver = true;
            break;
          }
          given += 1;
          if (!done.has(next.value.shard.id)) bulk.push(next.value);
        }
        if (bulk.length > 0) await awaited.add(bulk);
      }
    },
  };
}

function resultsOver(
  place: Place,
  run: string,
  awaited: Awaited,
  queuedOf: (shard: Shard) => Promise<QueuedShard>,
): ShardResults {
  const stores = remembering<ObjectStore>((url) => openObjects(url), 16);
  return {
    end: async (shard) => awaited.end(await queuedOf(shard)),
    records: (shard, end) => recordsOf(place, run, shard.id, end),
    async unread({ object }, [from, to], before) {
      const blocks = captureFormats.find(({ name }) => name === object.cut?.format)?.blocks;
      if (!blocks || !object.cut) return [];
      const block = await readBlockAt(await stores(rootOf(object.url)), { ...object, cut: object.cut }, from, to);
      return [...blocks.read(object.source, block, before)].filter(isUnread);
    },
  };
}
