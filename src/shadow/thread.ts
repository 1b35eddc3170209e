import { parentPort, workerData } from 'node:worker_threads';
import { type Contract, createContract } from '../contract/index.js';
import { readJson } from '../model/index.js';
import { shadowOf } from './judge.js';
import type { ShadowMessage, ShadowSetup, ShadowTask } from './messages.js';
import { createEngine } from './prism/engine.js';

/** The work of a shadow's thread: Prism's engine blocks, and may crash or hang. Its setup is the thread's data. */
export async function serveShadow(): Promise<void> {
  const { peer, text, document, settings }: ShadowSetup = workerData;
  const tell = (message: ShadowMessage): void => parentPort?.postMessage(message);
  try {
    const engine = await createEngine(peer.path, text, settings);
    const root = readJson<Contract['document']['root']>(text);
    const judge = shadowOf(createContract({ ...document, root }), settings, engine);
    parentPort?.on('message', ({ number, ...exchange }: ShadowTask) => {
      judge(exchange).then(
        (outcome) => tell({ kind: 'outcome', number, outcome }),
        (error: unknown) => {
          // An error that nobody foresaw ends the thread, and another takes its place.
          setImmediate(() => {
            throw error;
          });
        },
      );
    });
    tell({ kind: 'ready' });
  } catch (error) {
    tell({ kind: 'unusable', detail: error instanceof Error ? error.message : String(error) });
  }
}
