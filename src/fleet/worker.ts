import { hostname } from 'node:os';
import type { Job, Worker } from 'bullmq';
import { InputError } from '../model/index.js';
import { isDigest } from './digest.js';
import { type Judges, judgeThreads, Stopped, ThreadEnded } from './judges.js';
import type { JudgeAnswer, JudgeTask } from './messages.js';
import { loadBullmq } from './peers.js';
import { openPlace } from './place.js';
import { type JobAnswer, MOST_ALONE, openQueue, type ShardJob } from './queue.js';
import { failurePath } from './result.js';
import { takeTurns } from './turns.js';

/** How a worker works. */
export interface WorkerOptions {
  /** `redis://HOST/0`, with `?prefix=NAME`. */
  readonly queue: string;
  /** The version of Docproof: a worker takes shards of checks by the same one. */
  readonly docproof: string;
  /** Judge so many shards at once, each in a separate thread. */
  readonly workers: number;
  /** Takes only shards whose results go there. @default wherever the check says */
  readonly results?: string | undefined;
  /** The key of pseudonyms. */
  readonly key?: string | Uint8Array | undefined;
  /** In ms: so long after its last sign of life a worker counts as gone. */
  readonly lock: number;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** Something that a worker's log and metrics say. */
export type WorkerEvent =
  | { readonly event: 'begun'; readonly shard: string }
  | { readonly event: 'started'; readonly queue: string; readonly workers: number }
  | {
      readonly event: 'judged';
      readonly shard: string;
      readonly exchanges: number;
      readonly bytes: number;
      readonly ms: number;
    }
  | { readonly event: 'failed'; readonly shard: string; readonly error: string; readonly cure?: string | undefined }
  /** It ended the thread that judged it. */
  | { readonly event: 'ended'; readonly shard: string; readonly error: string }
  /** It may have ended a worker, so that it is judged while nothing else is. */
  | { readonly event: 'suspect'; readonly shard: string; readonly alone: number }
  | { readonly event: 'given-back'; readonly shard: string }
  | { readonly event: 'redis'; readonly error: string }
  | { readonly event: 'redis-back' }
  /** It takes no more shards. */
  | { readonly event: 'stopping' }
  | { readonly event: 'stopped' };

/** A worker that runs. */
export interface FleetWorker {
  /**
   * Takes no more shards, and ends when those that it has are judged.
   * @param grace in ms: what is not judged by then is given back, for another worker
   */
  stop(grace: number): Promise<void>;
}

/** @throws InputError as `openQueue` does, and `bad-option` for a place of results that cannot be used */
export async function startWorker(options: WorkerOptions): Promise<FleetWorker> {
  const { queue: address, docproof, workers, results, key, lock, onEvent } = options;
  if (results !== undefined) await openPlace(results);
  const queue = await openQueue(address, docproof, {
    onError: ({ message }) => onEvent({ event: 'redis', error: message }),
    onBack: () => onEvent({ event: 'redis-back' }),
  });
  const judges = judgeThreads({ docproof, key });
  const processing = processor(judges, options);
  const worker: Worker<ShardJob, JobAnswer> = queue.worker(processing, { concurrency: workers, lock });
  await worker.waitUntilReady();
  onEvent({ event: 'started', queue: worker.name, workers });
  return {
    async stop(grace) {
      onEvent({ event: 'stopping' });
      const ending = worker.close();
      const timer = setTimeout(() => void judges.stop(), grace);
      await ending;
      clearTimeout(timer);
      await judges.stop();
      await queue.close();
      onEvent({ event: 'stopped' });
    },
  };
}

/** What is done with each job. */
function processor(judges: Judges, options: WorkerOptions) {
  const { results, onEvent } = options;
  const turns = takeTurns();
  const { WaitingError } = loadBullmq();

  const judge = async (job: Job<ShardJob, JobAnswer>): Promise<JudgeAnswer> => {
    const { data, id = '' } = job;
    const began = performance.now();
    onEvent({ event: 'begun', shard: id });
    const task: JudgeTask = {
      ...data,
      id,
      mayBeDone: data.isAgain || job.attemptsStarted > 1 || job.stalledCounter > 0,
    };
    const answer = await judges.judge(task);
    if (answer.kind === 'judged') {
      const { exchanges, bytes } = answer;
      onEvent({ event: 'judged', shard: id, exchanges, bytes, ms: Math.round(performance.now() - began) });
    }
    return answer;
  };

  /** Alone in the process, as often as it takes to know that the shard ends what judges it. */
  const judgeAlone = (job: Job<ShardJob, JobAnswer>): Promise<JudgeAnswer | { readonly ended: string }> =>
    turns.alone(async () => {
      let last = 'its worker ended';
      for (let alone = job.data.alone; alone < MOST_ALONE; alone += 1) {
        await job.updateData({ ...job.data, alone: alone + 1, isSuspect: true });
        onEvent({ event: 'suspect', shard: job.id ?? '', alone: alone + 1 });
        try {
          return await judge(job);
        } catch (error) {
          // It is given back: nobody knows what it would have done.
          if (error instanceof Stopped) await job.updateData({ ...job.data, alone });
          if (!(error instanceof ThreadEnded)) throw error;
          last = error.message;
          onEvent({ event: 'ended', shard: job.id ?? '', error: last });
        }
      }
      return { ended: last };
    });

  const answerTo = async (job: Job<ShardJob, JobAnswer>) => {
    if (results !== undefined && job.data.results !== results)
      throw new InputError('bad-option', `the check has its results in ${job.data.results}, the worker in ${results}`, {
        cure: 'Name the same place for both: --results URL',
      });
    if (job.data.isSuspect || job.stalledCounter > 0) return judgeAlone(job);
    try {
      return await turns.together(() => judge(job));
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      onEvent({ event: 'ended', shard: job.id ?? '', error: error.message });
      return judgeAlone(job);
    }
  };

  return async (job: Job<ShardJob, JobAnswer>, token: string): Promise<JobAnswer> => {
    const shard = job.id ?? '';
    try {
      const answer = await answerTo(job);
      if ('ended' in answer) return { ended: answer.ended };
      if (answer.kind === 'judged') return { exchanges: answer.exchanges, bytes: answer.bytes };
      throw new InputError(answer.error.code, answer.error.problem, {
        ...(answer.error.place ? { place: answer.error.place } : {}),
        ...(answer.error.cure === null ? {} : { cure: answer.error.cure }),
      });
    } catch (error) {
      if (error instanceof Stopped) {
        onEvent({ event: 'given-back', shard });
        await job.moveToWait(token);
        throw new WaitingError();
      }
      throw await failure(job, error, options);
    }
  };
}

/**
 * The error for the queue, which holds nothing that was captured: the rest of it goes to the place of results. Whoever
 * may write to Redis makes up jobs, so neither another place than the worker's is written to, nor another name.
 */
async function failure(
  { id = '', data }: Job<ShardJob, JobAnswer>,
  error: unknown,
  { results, onEvent }: WorkerOptions,
): Promise<Error> {
  const said = error instanceof InputError ? error : new InputError('unreadable', String(error));
  const { code, problem, place, cure } = said;
  onEvent({ event: 'failed', shard: id, error: said.message, cure });
  if (results !== undefined && data?.results !== results)
    return new Error(`${code} at ${hostname()}, whose --results names another place`);
  try {
    if (isDigest(id)) {
      const at = await openPlace(data.results);
      await at.write(
        failurePath(id),
        JSON.stringify({ code, problem, place: place ?? null, cure: cure ?? null, worker: hostname() }),
      );
    }
  } catch {
    // The log has it.
  }
  return new Error(`${code} at ${hostname()}`);
}
