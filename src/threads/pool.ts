import { Worker } from 'node:worker_threads';
import { InputError } from '../model/index.js';
import type { ThreadAnswer, ThreadSetup, ThreadTask } from './messages.js';

/** Threads that do the same kind of work. */
export interface Pool {
  /** Has the thread with the least to do do it. Rejects where the thread failed. */
  ask(task: ThreadTask): Promise<ThreadAnswer>;
  /** Has every thread do it. */
  askAll(task: ThreadTask): Promise<ThreadAnswer[]>;
  /** Ends them, whatever they do. */
  stop(): Promise<void>;
}

/** Starts so many threads. */
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
  /** How many tasks it has. */
  open(): number;
  ask(task: ThreadTask): Promise<ThreadAnswer>;
  stop(): Promise<unknown>;
}

function startThread(setup: ThreadSetup): Thread {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: setup });
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
      // Answers that are not waited for yet, or not any more, may be rejected too.
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
