import type { FleetWorker, WorkerEvent } from '../fleet/index.js';
import { VERSION } from './version.js';

export type { FleetWorker, WorkerEvent };

/** A worker of checks with a queue. */
export interface FleetWorkerOptions {
  /** The queue that checks name: `redis://HOST/0`. */
  readonly queue: string;
  /** Judges so many shards at once, each in a separate thread. @default 1 */
  readonly workers?: number | undefined;
  /** Refuses shards of checks whose results are elsewhere. @default wherever the check says */
  readonly results?: string | undefined;
  /** The key of pseudonyms, where checks have one. */
  readonly key?: string | Uint8Array | undefined;
  /** In seconds: a worker that is silent for so long counts as gone. @default 30 */
  readonly lock?: number | undefined;
  readonly onEvent?: ((event: WorkerEvent) => void) | undefined;
}

/**
 * Starts a worker, which judges shards of checks until it is stopped.
 * @throws InputError where the packages bullmq or ioredis are missing, or Redis cannot be used
 */
export async function startFleetWorker(options: FleetWorkerOptions): Promise<FleetWorker> {
  const { queue, workers = 1, results, key, lock = 30, onEvent = () => undefined } = options;
  const [{ startWorker }, { placeUrl }] = await Promise.all([import('../fleet/index.js'), import('./fleet.js')]);
  return startWorker({
    queue,
    docproof: VERSION,
    workers,
    lock: lock * 1_000,
    results: results === undefined ? undefined : placeUrl(results),
    key,
    onEvent,
  });
}
