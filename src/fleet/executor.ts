import { captureFormats } from '../captures/index.js';
import {
  addCounts,
  type Counts,
  capturePolicyOf,
  type ExaminedPart,
  type Executor,
  noCounts,
  type RunSettings,
} from '../check/index.js';
import { type Contract, reportRedactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { isUnread } from '../model/index.js';
import { type ObjectStore, openObjects } from '../objects/index.js';
import { type Awaited, awaitShards, type QueuedShard } from './awaited.js';
import { type ShardChoice, shardsOf } from './brief.js';
import { type ObjectListeners, objectMerge, type ShardResults } from './merge.js';
import type { CaptureObjects } from './objects.js';
import type { FleetEvent, FleetOptions } from './options.js';
import type { Place } from './place.js';
import type { Shard } from './plan.js';
import { prepare, sizeOf } from './prepare.js';
import { openQueue } from './queue.js';
import { readBlockAt } from './ranges.js';
import { readAhead } from './read-ahead.js';
import { remembering } from './remembering.js';
import { factsOf, recordsOf } from './result.js';
import { objectsOf, type Placed, type Plan, rootOf } from './write-plan.js';

/** Shards in the queue ahead of the report: more than any number of workers holds, and few enough for memory. */
const AHEAD = 4_000;

/** Shards that are added at once. */
const BULK = 500;

/** Results that are asked for at once: those behind a slow network come together. Each is in memory. */
const READ_AHEAD = 8;

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
): AsyncGenerator<ExaminedPart> {
  const { onEvent = () => undefined } = options;
  const queue = await openQueue(options.queue, options.docproof, {
    onError: ({ message }) => onEvent({ event: 'redis', error: message }),
    onBack: () => onEvent({ event: 'redis-back' }),
  });
  let timer: NodeJS.Timeout | undefined;
  let awaited: Awaited | undefined;
  const withdraw = async (): Promise<void> => {
    await awaited?.withdraw();
    onEvent({ event: 'withdrawn' });
    awaited?.stop();
  };
  const onAbort = (): void => void withdraw();
  options.signal?.addEventListener('abort', onAbort);
  try {
    const prepared = await prepare(contract, captures, settings, options);
    const { place, plan, run, choose, done } = prepared;
    onEvent({ event: 'planned', ...(await sizeOf(prepared)) });
    const shards = awaitShards(queue, await queue.events(), {
      place,
      run,
      patience: options.patience,
      onEnded: (answer) => {
        if ('exchanges' in answer) onEvent({ event: 'judged', ...answer });
      },
    });
    awaited = shards;
    const count = async (): Promise<void> => {
      const workers = await queue.queue.getWorkersCount().catch(() => undefined);
      onEvent({ event: 'workers', count: workers });
    };
    timer = setInterval(() => void count(), COUNT_EVERY);
    const planned = () => shardsIn(place, plan, choose, options.results);
    const jobs = feeding(planned(), done, shards);
    let fed: Promise<void> = Promise.resolve();
    const ahead = readAhead(
      planned(),
      async (queued) => {
        // One after the other: a shard is in the queue before it is waited for.
        fed = fed.then(() => jobs.keepAhead());
        await fed;
        return shards.end(queued);
      },
      READ_AHEAD,
    );
    let current: Placed | undefined;
    const merge = objectMerge(contract, run, {
      shard: (object, part) => choose(object, part, current?.before ?? 0),
      end: ({ id }) => ahead.take(id),
      further(shard) {
        if (!done.has(shard.id)) onEvent({ event: 'further' });
        return shards.end(jobOf(shard, current, options.results));
      },
      ...resultsOver(place, run),
    });
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
    options.signal?.removeEventListener('abort', onAbort);
    clearInterval(timer);
    awaited?.stop();
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

/** A shard with what a worker needs to find it, by its identity. */
interface NamedShard extends QueuedShard {
  readonly id: string;
}

/** The shards of a plan, in its order. */
async function* shardsIn(place: Place, plan: Plan, choose: ShardChoice, results: string): AsyncGenerator<NamedShard> {
  for await (const placed of objectsOf(place, plan))
    for (const shard of shardsOf(choose, placed.object, placed.before))
      yield { ...jobOf(shard, placed, results), id: shard.id };
}

function jobOf(shard: Shard, placed: Placed | undefined, results: string): QueuedShard {
  if (!placed) throw new Error('a shard is of no object');
  const { page, at } = placed;
  const { part = null, isBrief } = shard;
  return { shard, job: { results, page, at, part, isBrief, alone: 0, isSuspect: false, isAgain: false } };
}

/** Gives shards to the queue, some way ahead of those whose results are wanted. */
function feeding(
  waiting: AsyncGenerator<NamedShard>,
  done: ReadonlySet<string>,
  awaited: Awaited,
): { keepAhead(): Promise<void> } {
  let given = 0;
  let wanted = 0;
  let isOver = false;
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

function resultsOver(place: Place, run: string): Pick<ShardResults, 'records' | 'facts' | 'unread'> {
  const stores = remembering<ObjectStore>((url) => openObjects(url), 16);
  return {
    records: (shard, end) => recordsOf(place, run, shard.id, end),
    facts: (shard, name) => factsOf(place, run, shard.id, name),
    async unread({ object }, [from, to], before) {
      const blocks = captureFormats.find(({ name }) => name === object.cut?.format)?.blocks;
      if (!blocks || !object.cut) return [];
      const block = await readBlockAt(await stores(rootOf(object.url)), { ...object, cut: object.cut }, from, to);
      return [...blocks.read(object.source, block, before)].filter(isUnread);
    },
  };
}
