import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Contract, ListenOptions, Store } from '../api/index.js';
import type { EditableMock } from '../api/mock.js';
import { startPages } from '../api/processes.js';
import { agreedSeed } from '../api/state.js';
import { EXIT } from './exit.js';
import { SHARED, type Shared } from './multi-core.js';
import { say } from './output.js';

/** A worker that ends this soon after its start, in milliseconds, would only end again. */
const TOO_SOON = 2_000;

/** What processes serve together. */
export interface Serving {
  /** Where all of them remember. */
  readonly store: Store;
  readonly contract: Contract;
  readonly options: ListenOptions;
  /** Follows the document for the pages. @returns what ends that */
  readonly watch?: (pages: EditableMock) => Promise<() => unknown>;
  /** Called with the port once all listen. */
  readonly onListening: (port: number) => void;
}

/** Processes that serve together. */
export interface Cores {
  /** Says that they are not ready any more. */
  drain(): void;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
  /** Ends those that are left at once. */
  kill(): void;
}

/**
 * Starts this command once a core; all listen on one port, and remember in this process's store. This process keeps
 * their exchanges, and answers for the pages under `/_docproof/`, which they pass on to it.
 */
export async function serveOnAllCores({ store, contract, options, watch, onListening }: Serving): Promise<Cores> {
  const token = randomBytes(24).toString('base64url');
  const seed = options.seed ?? (await agreedSeed(store));
  const pages = await startPages(contract, { ...options, store, pageToken: token, drawSeed: seed });
  const unwatch = await watch?.(pages.server);
  const shared: Shared = { token, seed, pages: pages.server.url };
  const count = availableParallelism();
  let listening = 0;
  let stopping = false;
  // Bodies cross as bytes.
  cluster.setupPrimary({ serialization: 'advanced' });
  const start = (): void => {
    const started = Date.now();
    const worker = cluster.fork({ [SHARED]: JSON.stringify(shared) });
    pages.serve(worker.process);
    worker.on('exit', (code, signal) => {
      if (stopping) return;
      if (Date.now() - started < TOO_SOON) {
        process.exitCode = code === 0 ? EXIT.unusable : code;
        for (const other of Object.values(cluster.workers ?? {})) other?.kill();
        void pages.server.close();
        void unwatch?.();
        return;
      }
      say(`a worker ended (${signal ?? code}); another one starts`);
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
    drain: pages.server.drain,
    async stop() {
      stopping = true;
      const ended = workers().map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
      // Those who watch the feed hear of the end first: the workers wait for them.
      const closing = pages.server.close();
      for (const worker of workers()) worker.process.kill('SIGTERM');
      await Promise.all([...ended, closing, unwatch?.()]);
      await store.close();
    },
    kill() {
      for (const worker of workers()) worker.process.kill('SIGKILL');
    },
  };
}
