import type { Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type RedisAddress, readAddress } from '../store/redis/address.js';
import { connectToRedis } from '../store/redis/connect.js';
import type { ShardName } from './messages.js';
import { loadBullmq, loadIoredis } from './peers.js';

/** A job of the queue: the name of a shard, and nothing that was captured. */
export interface ShardJob extends ShardName {
  /** How often a worker began it while nothing else ran in the process, and did not end it. */
  readonly alone: number;
  /** Whether it may end its worker, so that it runs alone. */
  readonly isSuspect: boolean;
  /** Whether it was given to the queue before, so that its result may be there. */
  readonly isAgain: boolean;
}

/** The answer of a job. */
export type JobAnswer = { readonly exchanges: number; readonly bytes: number } | { readonly ended: string };

/** A shard is given up when it ended its worker so often while it ran alone. */
export const MOST_ALONE = 3;

/** What BullMQ says of a job that stalled more than `maxStalledCount` times. */
const STALLED = /stalled more than allowable limit/;

/** So often a job may stall until BullMQ gives it up; once together with others, then alone. */
const MOST_STALLED = 3;

/** Tries of a shard whose captures or results cannot be reached, and the pause before the second, in ms. */
const ATTEMPTS = 5;
const PAUSE = 500;

/** In which queue the jobs of this version are: another version gives other results. */
function nameOf(docproof: string): string {
  return `check-${docproof}`;
}

/** The two ends of a queue in Redis. Nothing of it is written here: it is BullMQ's. */
export interface FleetQueue {
  readonly queue: Queue<ShardJob, JobAnswer>;
  /** Opens what tells of jobs that end, from now on. */
  events(): Promise<QueueEvents>;
  /** Takes jobs. @param lock in ms: so long after its last sign of life a worker counts as gone */
  worker(
    process: (job: import('bullmq').Job<ShardJob, JobAnswer>, token: string) => Promise<JobAnswer>,
    options: { readonly concurrency: number; readonly lock: number },
  ): Worker<ShardJob, JobAnswer>;
  close(): Promise<void>;
}

/** Hears of the connection to Redis. */
export interface QueueListeners {
  /** It cannot be reached for a while: called with each try. All goes on when it is back. */
  readonly onError: (error: Error) => void;
  /** It is back. */
  readonly onBack: () => void;
}

/**
 * Opens the queue.
 * @throws InputError where a package is missing, or Redis cannot be reached, refuses, is too old or may throw keys away
 */
export async function openQueue(
  address: string,
  docproof: string,
  { onError, onBack }: QueueListeners,
): Promise<FleetQueue> {
  const { url, prefix }: RedisAddress = readAddress(address);
  const { Queue, QueueEvents, Worker } = loadBullmq();
  // Locks of jobs expire: a Redis that throws away keys that may expire loses them.
  const probe = await connectToRedis(url, true);
  await probe.quit();
  const { Redis: Client } = loadIoredis();
  const client: Redis = new Client(url.href, { maxRetriesPerRequest: null });
  let isAway = false;
  client.on('error', (error) => {
    isAway = true;
    onError(error);
  });
  client.on('ready', () => {
    if (isAway) onBack();
    isAway = false;
  });
  const name = nameOf(docproof);
  const shared = { connection: client, prefix };
  const queue = new Queue<ShardJob, JobAnswer>(name, {
    ...shared,
    defaultJobOptions: {
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: PAUSE },
      removeOnComplete: true,
      removeOnFail: false,
    },
  });
  queue.on('error', onError);
  const opened: { close(): Promise<void> }[] = [queue];
  return {
    queue,
    async events() {
      const events = new QueueEvents(name, { ...shared });
      events.on('error', onError);
      opened.unshift(events);
      await events.waitUntilReady();
      return events;
    },
    worker(process, { concurrency, lock }) {
      const worker = new Worker<ShardJob, JobAnswer>(name, (job, token) => process(job, token ?? ''), {
        ...shared,
        concurrency,
        lockDuration: lock,
        stalledInterval: lock,
        maxStalledCount: MOST_STALLED,
      });
      worker.on('error', onError);
      return worker;
    },
    async close() {
      for (const each of opened) await each.close().catch(() => undefined);
      client.disconnect();
    },
  };
}

/** Whether BullMQ gave a job up because its workers ended. */
export function isStalledOut(reason: string | undefined): boolean {
  return reason !== undefined && STALLED.test(reason);
}
