import { randomBytes } from 'node:crypto';
import { captureFormats } from '../captures/index.js';
import { type Counts, capturePolicyOf, type Examined, type Executor, type RunSettings } from '../check/index.js';
import { type Contract, reportRedactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { isUnread, type Unread } from '../model/index.js';
import { type ObjectStore, openObjects } from '../objects/index.js';
import { type Awaited, awaitShards, type QueuedShard } from './awaited.js';
import { contractText } from './contract-object.js';
import { printOf } from './digest.js';
import { type ObjectListeners, objectMerge, type ShardResults } from './merge.js';
import type { CaptureObjects } from './objects.js';
import { openPlace, type Place, writeUnderDigest } from './place.js';
import { resultsOf, type Shard, shardsOf, type Terms } from './plan.js';
import { openQueue } from './queue.js';
import { readBlockAt } from './ranges.js';
import { remembering } from './remembering.js';
import { recordsOf } from './result.js';
import { objectsOf, type Placed, type Plan, rootOf, writePlan } from './write-plan.js';

/** How a check is spread over workers. */
export interface FleetOptions {
  /** `redis://HOST/0`, with `?prefix=NAME`. */
  readonly queue: string;
  /** The folder or bucket that coordinator and workers share, under the same URL for all of them. */
  readonly results: string;
  /** The version of Docproof. */
  readonly docproof: string;
  /** Bytes of a shard. */
  readonly step: number;
  /** In ms: a shard that is silent for so long is looked for. */
  readonly patience: number;
  readonly onEvent?: ((event: FleetEvent) => void) | undefined;
}

/** What a coordinator tells while it runs. */
export type FleetEvent =
  | {
      readonly event: 'planned';
      readonly objects: number;
      readonly shards: number;
      readonly bytes: number;
      readonly done: number;
    }
  /** A worker judged a shard. */
  | { readonly event: 'judged'; readonly exchanges: number; readonly bytes: number }
  /** The results of a shard are in the report. */
  | { readonly event: 'merged'; readonly exchanges: number; readonly bytes: number }
  /** A shard has no result. */
  | { readonly event: 'lost' }
  /** Connected to the queue; undefined where Redis does not tell. */
  | { readonly event: 'workers'; readonly count: number | undefined }
  | { readonly event: 'redis'; readonly error: string };

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
    const counts: Counts[] = [];
    return {
      results: run(contract, captures, settings, options, (more) => counts.push(more)),
      counts: async () => counts,
    };
  };
}

/** What there is to do, before it is done. */
export interface FleetPlan extends Pick<Plan, 'objects' | 'shards' | 'bytes'> {
  /** Shards whose results are there already. */
  readonly done: number;
}

/** Plans a check without doing it; nothing goes to the queue. @throws as the executor does */
export async function planFleet(
  contract: Contract,
  captures: CaptureObjects,
  settings: RunSettings,
  options: Pick<FleetOptions, 'results' | 'docproof' | 'step'>,
): Promise<FleetPlan> {
  const { place, plan, run } = await prepare(contract, captures, settings, options);
  const done = await doneIn(place, run);
  let count = 0;
  if (done.size > 0)
    for await (const { object } of objectsOf(place, plan))
      for (const { id } of shardsOf(run, object)) if (done.has(id)) count += 1;
  return { objects: plan.objects, shards: plan.shards, bytes: plan.bytes, done: count };
}

interface Prepared {
  readonly place: Place;
  readonly plan: Plan;
  /** Where the results are. */
  readonly run: string;
}

async function prepare(
  contract: Contract,
  captures: CaptureObjects,
  { redact: { key, ...redact }, ...settings }: RunSettings,
  { results, docproof, step }: Pick<FleetOptions, 'results' | 'docproof' | 'step'>,
): Promise<Prepared> {
  const place = await openPlace(results);
  const terms: Terms = {
    docproof,
    contract: await writeUnderDigest(place, 'contracts', contractText(contract)),
    settings: { ...settings, redact },
    ...(key === undefined ? {} : { keyPrint: printOf(key) }),
    salt: await saltOf(place),
  };
  return { place, plan: await writePlan(place, terms, captures, step), run: resultsOf(terms) };
}

/** The salt of a place, made with its first check. */
async function saltOf(place: Place): Promise<string> {
  const before = await place.text('salt');
  if (before !== undefined) return before;
  await place.write('salt', randomBytes(16).toString('hex'));
  // Another check may have written one meanwhile: the last one stays.
  return (await place.text('salt')) ?? '';
}

/** The shards that have a result. */
async function doneIn(place: Place, run: string): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  for await (const { name } of place.store.list(place.at(run))) {
    const [, id] = /([0-9a-f]{32})\.json$/.exec(name) ?? [];
    if (id !== undefined) done.add(id);
  }
  return done;
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
    const { place, plan, run } = await prepare(contract, captures, settings, options);
    const done = await doneIn(place, run);
    const { objects, shards, bytes } = plan;
    onEvent({ event: 'planned', objects, shards, bytes, done: done.size });
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
  return { shard, job: { results, page, at, part: shard.part ?? null, alone: 0, isSuspect: false } };
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
