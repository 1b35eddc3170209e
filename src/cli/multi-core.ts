import cluster from 'node:cluster';
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

/**
 * Starts this command once a core; all listen on one port, and remember in this process's store.
 * @param onListening is called with the port once all listen
 * @returns what stops them, letting what is under way finish
 */
export function serveOnAllCores(store: Store, onListening: (port: number) => void): () => Promise<void> {
  const count = availableParallelism();
  let listening = 0;
  let stopping = false;
  const start = (): void => {
    const started = Date.now();
    const worker = cluster.fork();
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
  return async () => {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const ended = workers.map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(ended);
    await store.close();
  };
}
