import type { Job, QueueEvents } from 'bullmq';
import { InputError } from '../model/index.js';
import type { Lost } from './merge.js';
import type { Place } from './place.js';
import type { Shard } from './plan.js';
import { type FleetQueue, isStalledOut, type JobAnswer, MOST_ALONE, type ShardJob } from './queue.js';
import { failurePath, inputErrorOf, type PlainError, type ResultEnd, readEnd } from './result.js';

/** A shard with what a worker needs to find it. */
export interface QueuedShard {
  readonly shard: Shard;
  readonly job: ShardJob;
}

/** The shards that were given to the queue, and what became of them. */
export interface Awaited {
  /** Gives shards to the queue. One that already exists stays as it is. */
  add(shards: readonly QueuedShard[]): Promise<void>;
  /** The end of a shard's result, as soon as it is there, whatever was killed meanwhile. @throws InputError */
  end(queued: QueuedShard): Promise<ResultEnd | Lost>;
  /** Nothing is waited for any more: what is asked for fails. */
  stop(): void;
  /** Takes back what no worker has taken. */
  withdraw(): Promise<void>;
}

/** What is known of a shard that is under way. */
interface Known {
  readonly queued: QueuedShard;
  answer?: JobAnswer | 'failed';
  wake?: () => void;
}

/**
 * What became of shards. Messages of the queue only wake it: whether a result is there, the place of results says.
 * @param patience in ms: so long a shard may be silent until it is looked for
 */
export function awaitShards(
  { queue }: FleetQueue,
  events: QueueEvents,
  {
    place,
    run,
    patience,
    onEnded,
  }: {
    readonly place: Place;
    readonly run: string;
    readonly patience: number;
    readonly onEnded: (answer: JobAnswer) => void;
  },
): Awaited {
  const known = new Map<string, Known>();
  const began = Date.now();
  let isStopped = false;

  const hear = (id: string, answer: JobAnswer | 'failed'): void => {
    const one = known.get(id);
    if (!one) return;
    if (one.answer === undefined && answer !== 'failed') onEnded(answer);
    one.answer = answer;
    one.wake?.();
  };
  events.on('completed', ({ jobId, returnvalue }) => hear(jobId, answerIn(returnvalue)));
  events.on('failed', ({ jobId }) => hear(jobId, 'failed'));

  /** @param opts `lifo` for those that are judged before all that wait: the report goes no further without them */
  const put = async (shards: readonly QueuedShard[], opts: { readonly lifo?: true } = {}): Promise<void> => {
    await queue.addBulk(
      shards.map(({ shard: { id }, job }) => ({ name: 'shard', data: job, opts: { ...opts, jobId: id } })),
    );
  };

  /** Redis lost a job, so it may have lost all. What is there already stays as it is. */
  const putAgain = async (): Promise<void> => {
    const silent = [...known.values()].filter(({ answer }) => answer === undefined);
    await put(silent.map(({ queued: { shard, job } }) => ({ shard, job: { ...job, isAgain: true } })));
  };

  /** What the queue has of a job that is silent, or said that it failed. */
  const lookFor = async (queued: QueuedShard): Promise<Lost | undefined> => {
    const { shard } = queued;
    const job = await queue.getJob(shard.id);
    if (!job) await putAgain();
    else if (await job.isFailed()) return afterFailure(job, queued);
    return undefined;
  };

  const afterFailure = async (job: Job<ShardJob, JobAnswer>, queued: QueuedShard): Promise<Lost | undefined> => {
    const { shard } = queued;
    const isStalled = isStalledOut(job.failedReason);
    // An earlier coordinator left it behind: it is tried again. Both times are of coordinators.
    const isOfThisRun = job.timestamp >= began;
    await job.remove();
    if (isOfThisRun && isStalled && job.data.alone >= MOST_ALONE) return lost(shard, 'its worker ended');
    if (isOfThisRun && !isStalled) throw await failureOf(place, queued, job.failedReason);
    const isSuspect = isOfThisRun && isStalled;
    const again = { ...queued.job, isSuspect, alone: isSuspect ? job.data.alone : 0 };
    await put([{ shard, job: again }], { lifo: true });
    return undefined;
  };

  const stop = (): void => {
    isStopped = true;
    for (const { wake } of known.values()) wake?.();
  };

  return {
    stop,
    async withdraw() {
      // One that a worker has is locked, and stays.
      const open = [...known].filter(([, { answer }]) => answer === undefined).map(([id]) => id);
      await Promise.all(open.map((id) => queue.remove(id).catch(() => undefined)));
    },
    async add(shards) {
      for (const queued of shards) if (!known.has(queued.shard.id)) known.set(queued.shard.id, { queued });
      await put(shards);
    },
    async end(queued) {
      const { shard } = queued;
      const found = known.has(shard.id) ? undefined : await readEnd(place, run, shard.id);
      if (found) return found;
      const one: Known = known.get(shard.id) ?? { queued };
      if (!known.has(shard.id)) {
        known.set(shard.id, one);
        await put([queued], { lifo: true });
      }
      try {
        for (;;) {
          if (isStopped) throw new Error('the check has ended');
          const { answer } = one;
          delete one.answer;
          if (typeof answer === 'object' && 'ended' in answer) return lost(shard, answer.ended);
          const end = answer === 'failed' ? undefined : await readEnd(place, run, shard.id);
          if (end) return end;
          const gone = answer === undefined ? undefined : await lookFor(queued);
          if (gone) return gone;
          if (one.answer === undefined && !(await woken(one, patience))) {
            const late = await readEnd(place, run, shard.id);
            if (late) return late;
            const missing = await lookFor(queued);
            if (missing) return missing;
          }
        }
      } finally {
        known.delete(shard.id);
      }
    },
  };
}

/** Waits for a message. @returns whether one came */
async function woken(one: Known, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<boolean>((resolve) => {
      one.wake = () => resolve(true);
      timer = setTimeout(() => resolve(false), patience);
    });
  } finally {
    clearTimeout(timer);
    delete one.wake;
  }
}

function lost({ part }: Shard, reason: string): Lost {
  return {
    part,
    lost: `a worker ended ${MOST_ALONE} times while it judged them and nothing else (${reason}). Look at what is there, or give workers more memory`,
  };
}

/** Events have texts: a value that is not text is written as JSON. */
function answerIn(value: unknown): JobAnswer {
  const read: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return read as JobAnswer;
}

async function failureOf(place: Place, { shard }: QueuedShard, reason: string | undefined): Promise<InputError> {
  const text = await place.text(failurePath(shard.id)).catch(() => undefined);
  if (text !== undefined) return inputErrorOf(JSON.parse(text) as PlainError);
  return new InputError('unreadable', `a worker could not judge a part of it: ${reason ?? 'it did not say why'}`, {
    place: { source: shard.object.source },
    cure: 'The log of that worker says more. Captures and the place of results must be in its reach.',
  });
}
