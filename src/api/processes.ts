import type { Contract } from '../contract/index.js';
import {
  gatherExchanges,
  type PrimaryProcess,
  sendExchanges,
  WORKER_LIMITS,
  type WorkerProcess,
} from '../feed/processes.js';
import { FeedRing, UNASKED } from '../feed/ring.js';
import { forwardTo } from '../server/forward.js';
import type { Store } from '../store/index.js';
import { borrowedStore, lendStore } from '../store/shared.js';
import { forgetControls } from './controls.js';
import { type AmongProcesses, type EditableMock, isFeedWanted, type ListenOptions, startObservedMock } from './mock.js';
import { forgetOverlays } from './shared-overlays.js';

/** The process that keeps the exchanges of all, and answers for their pages. */
export interface PagesOfAll {
  readonly server: EditableMock;
  /** Lends a worker the store, and takes its exchanges. */
  serve(worker: WorkerProcess & Parameters<typeof lendStore>[1]): void;
}

/** What the pages of several processes need. */
interface PagesOptions extends ListenOptions {
  readonly store: Store;
}

/**
 * Starts the server for the pages of several processes. It answers on this machine, and to workers: they judge who may
 * ask. What an earlier mock with this store was told is forgotten.
 */
export async function startPages(contract: Contract, options: PagesOptions): Promise<PagesOfAll> {
  const { tls: _, onAnswer: _onAnswer, onCallback: _onCallback, allowHosts: _hosts, ...others } = options;
  // Others may use a store that is shared now.
  if (!options.store.isShared) {
    await forgetControls(options.store);
    await forgetOverlays(options.store);
  }
  const ring = isFeedWanted(options) ? new FeedRing() : undefined;
  const gatherer = ring && gatherExchanges(ring, options.inspector === true);
  const among: AmongProcesses = ring && gatherer ? { ring, gather: gatherer.gather } : {};
  const server = await startObservedMock(contract, { ...others, host: '127.0.0.1', port: 0 }, { among });
  return {
    server,
    serve(worker) {
      lendStore(options.store, worker);
      gatherer?.add(worker);
    },
  };
}

/** What a worker needs of the process that started it. @param pages where that one answers for the pages */
export function workerParts(
  primary: PrimaryProcess & Parameters<typeof borrowedStore>[0],
  pages: string,
  options: ListenOptions,
): { readonly store: Store; readonly among: AmongProcesses } {
  const ring = isFeedWanted(options) ? new FeedRing({ ...WORKER_LIMITS, unasked: UNASKED }) : undefined;
  if (ring) sendExchanges(ring, primary);
  return { store: borrowedStore(primary), among: { ...(ring ? { ring } : {}), forward: forwardTo(pages) } };
}
