import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import type { ListenOptions } from '../api/index.js';
import type { AmongProcesses } from '../api/mock.js';

/** Whether this process is one of the workers that `serveOnAllCores` started. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** The share of each process in a limit that they all have together. */
export function shareOf(limit: number): number {
  return isWorker() ? Math.ceil(limit / availableParallelism()) : limit;
}

/** The variable by which the first process tells its workers what they share, as JSON. */
export const SHARED = 'DOCPROOF_SHARED';

/** What all processes share. */
export interface Shared {
  /** The token of the pages under `/_docproof/`. */
  readonly token: string;
  /** The seed of faults and delays. */
  readonly seed: string;
  /** Where the first process answers for the pages. */
  readonly pages: string;
}

/** The token of the pages; undefined for a process that is alone. */
export function sharedToken(): string | undefined {
  return isWorker() ? shared().token : undefined;
}

/** What a worker has in common with the others, as options of its mock, and its part among them. */
export async function asWorker(options: ListenOptions): Promise<ListenOptions & { readonly among: AmongProcesses }> {
  const { workerParts } = await import('../api/processes.js');
  const { seed, pages } = shared();
  const { store, among } = workerParts(process, pages, options);
  return { store, among, drawSeed: seed };
}

function shared(): Shared {
  return JSON.parse(process.env[SHARED] ?? '{}');
}
