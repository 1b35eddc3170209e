import { Worker } from 'node:worker_threads';
import { holdsExact, InputError, writeJson } from '../model/index.js';
import type { ThreadAnswer, ThreadSetup, ThreadTask } from './messages.js';

/** Threads that do the same kind of work. */
export interface Pool {
  /** Gives the task to the thread with the fewest tasks. Rejects where that thread failed. */
  ask(task: ThreadTask): Promise<ThreadAnswer>;
  /** Gives the task to every thread. */
  askAll(task: ThreadTask): Promise<ThreadAnswer[]>;
  /** Ends the threads at once. */
  stop(): Promise<void>;
}

/** Starts threads. @param count how many */
export function startPool(setup: ThreadSetup, count: number): Pool {
  const threads = Array.from({ length: count }, () => startThread(setup));
  return {
    ask: (task) => threads.reduce((least, thread) => (thread.open() < least.open() ? thread : least)).ask(task),
    askAll: (task) => Promise.all(threads.map((thread) => thread.ask(task))),
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

interface Thread {
  /** How many of its tasks are unanswered. */
  open(): number;
  ask(task: ThreadTask): Promise<ThreadAnswer>;
  stop(): Promise<unknown>;
}

function startThread(setup: ThreadSetup): Thread {
  // Named from the folder above: the build may put this module into a chunk, and keeps the entry of threads in place.
  const worker = new Worker(new URL('../threads/thread.js', import.meta.url), { workerData: portable(setup) });
  const waiting: { resolve(answer: ThreadAnswer): void; reject(error: unknown): void }[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (answer: ThreadAnswer) => {
    if (answer.kind === 'failed') fail(failureOf(answer));
    else waiting.shift()?.resolve(answer);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a checking thread ended before its work was done')));
  return {
    open: () => waiting.length,
    ask(task) {
      const answer = new Promise<ThreadAnswer>((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(task);
      });
      // An answer may be rejected before anything waits for it, or after.
      answer.catch(() => undefined);
      return answer;
    },
    stop: () => worker.terminate(),
  };
}

function failureOf({ message, input }: Extract<ThreadAnswer, { kind: 'failed' }>): Error {
  if (!input) return new Error(message);
  const { code, problem, place, cure } = input;
  return new InputError(code, problem, { ...(place ? { place } : {}), ...(cure === undefined ? {} : { cure }) });
}

function portable(setup: ThreadSetup): ThreadSetup {
  const { root } = setup.document;
  return holdsExact(root) ? { ...setup, root: writeJson(root) } : setup;
}
