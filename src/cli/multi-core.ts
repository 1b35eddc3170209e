import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Store } from '../api/index.js';
import { lendStore } from '../store/index.js';
import { EXIT } from './exit.js';
import { say } from './output.js';

/** Whether this process is one of the workers that `serveOnAllCores` started. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** A worker that ends this soon after its start, in milliseconds, would only end again. */
const TOO_SOON = 2_000;

/** The share of each process in a limit that they all have together. */
export function shareOf(limit: number): number {
  return isWorker() ? Math.ceil(limit / availableParallelism()) : limit;
}

/** The variable that has the token of the pages under `/_docproof/`, which all processes share. */
const TOKEN = 'DOCPROOF_PAGE_TOKEN';

/** That token; undefined for a process that is alone. */
export function sharedToken(): string | undefined {
  return isWorker() ? process.env[TOKEN] : undefined;
}

/** The variable that has the seed of faults and delays, which all processes share. */
const SEED = 'DOCPROOF_DRAW_SEED';

/** That seed, as an option of the mock; nothing for a process that is alone. */
export function sharedSeed(): { readonly drawSeed?: string } {
  const { [SEED]: drawSeed } = process.env;
  return isWorker() && drawSeed !== undefined ? { drawSeed } : {};
}

/** Processes that serve together. */
export interface Cores {
  /** Lets what is under way finish. */
  stop(): Promise<void>;
  /** Ends those that are left at once. */
  kill(): void;
}

/**
 * Starts this command once a core; all listen on one port, and remember in this process's store.
 * @param seed of faults and delays. @default a random one
 * @param onListening is called with the port once all listen
 */
export async function serveOnAllCores(
  store: Store,
  seed: string | undefined,
  onListening: (port: number) => void,
): Promise<Cores> {
  const token = randomBytes(24).toString('base64url');
  const drawSeed = seed ?? randomBytes(4).toString('hex');
  const { forgetControls } = await import('../api/controls.js');
  await forgetControls(store);
  const count = availableParallelism();
  let listening = 0;
  let stopping = false;
  const start = (): void => {
    const started = Date.now();
    const worker = cluster.fork({ [TOKEN]: token, [SEED]: drawSeed });
    lendStore(store, worker.process);
    worker.on('exit', (code, signal) => {
      if (stopping) return;
      if (Date.now() - started < TOO_SOON) {
        process.exitCode = code === 0 ? EXIT.unusable : code;
        for (const other of Object.values(cluster.workers ?? {})) other?.kill();
        return;
      }
      say(`a worker ended (${signal ?? code}); another takes its place`);
      start();
    });
  };
  cluster.on('listening', (_worker, { port }) => {
    listening += 1;
    if (listening === count) onListening(port);
  });
  for (let index = 0; index < count; index += 1) start();
  const workers = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  return {
    async stop() {
      stopping = true;
      const ended = workers().map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
      for (const worker of workers()) worker.process.kill('SIGTERM');
      await Promise.all(ended);
      await store.close();
    },
    kill() {
      for (const worker of workers()) worker.process.kill('SIGKILL');
    },
  };
}
