import { type Block, type BlockMemory, blockMemory, type CaptureSource } from '../captures/index.js';
import {
  type Counts,
  capturePolicyOf,
  type ExaminedPart,
  type Executor,
  type RunSettings,
  resultsIn,
} from '../check/index.js';
import { type Contract, reportRedactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { InseparableBlock, orderer } from './in-order.js';
import { deferred, onceHeard } from './listeners.js';
import type { ThreadAnswer } from './messages.js';
import { startPool } from './pool.js';
import { type Event, type Step, stepsOf } from './steps.js';

/** Steps under way for each thread. */
const AHEAD = 4;

interface Pending {
  readonly step: Step;
  readonly answer: Promise<ThreadAnswer> | undefined;
}

/**
 * The executor on several threads. This thread only cuts captures into blocks, and puts the results in order.
 *
 * Where a block turns out to be cut in the wrong place, all captures are read once more, here and in one piece; results
 * that were given already are not given again.
 * @param count of threads
 */
export function onThreads(count: number): Executor<CaptureSource> {
  return (contract, source, settings) => {
    // A fault in the settings is thrown here and now, as by the executor in one thread.
    capturePolicyOf(settings.rules);
    reportRedactorOf(settings.redact, contract, pseudonyms);
    let counts: readonly Counts[] = [];
    const listeners = onceHeard(source);

    const attempt = async function* (inBlocks: boolean, using: RunSettings): AsyncGenerator<ExaminedPart> {
      const pool = startPool({ document: plainOf(contract.document), settings: using }, count);
      const pending: Pending[] = [];
      const events: Event[] = [];
      const inOrder = orderer(contract, events);
      const memory = blockMemory();
      const next = async (): Promise<readonly ExaminedPart[]> => {
        const first = pending.shift();
        if (!first) return [];
        const { step } = first;
        const results = inOrder(step, await first.answer);
        if (step.kind === 'task' && step.task.kind === 'block') release(memory, step.task.block);
        return results;
      };
      try {
        const captures = source.open(deferred(listeners(), events), (callback) => events.push(callback));
        for await (const step of stepsOf(captures, inBlocks ? memory : undefined, events)) {
          pending.push({ step, answer: step.kind === 'task' ? pool.ask(step.task) : undefined });
          if (pending.length >= AHEAD * count) yield* await next();
        }
        while (pending.length > 0) yield* await next();
        const answers = await pool.askAll({ kind: 'counts' });
        counts = answers.flatMap((answer) => (answer.kind === 'counts' ? [answer.counts] : []));
      } finally {
        await pool.stop();
      }
    };

    const results = async function* (): AsyncGenerator<ExaminedPart> {
      let given = 0;
      try {
        for await (const result of attempt(await source.canReadAgain(), settings)) {
          yield result;
          given += resultsIn(result);
        }
        return;
      } catch (error) {
        if (!(error instanceof InseparableBlock)) throw error;
      }
      // One by one: what was given may end inside a sum.
      for await (const result of attempt(false, { ...settings, sums: false })) {
        if (given === 0) yield result;
        else given -= 1;
      }
    };
    return { results: results(), counts: async () => counts };
  };
}

function release(memory: BlockMemory, { bytes: { buffer } }: Block): void {
  if (buffer instanceof SharedArrayBuffer) memory.release(buffer);
}

/** The parts of a document that a thread needs, without those that cannot be sent to it. */
function plainOf({ source, root, dialect, files, binaries }: Contract['document']): Contract['document'] {
  return { source, root, dialect, files, binaries };
}
