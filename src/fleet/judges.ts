import { Worker } from 'node:worker_threads';
import type { JudgeAnswer, JudgeSetup, JudgeTask } from './messages.js';

/** A thread ended while it judged a shard: by an exhausted heap, or by what a package does in it. */
export class ThreadEnded extends Error {}

/** The work was stopped: the shard is given back. */
export class Stopped extends Error {}

/** Threads that judge shards, each one at a time, so that it is known which shard ends its thread. */
export interface Judges {
  /** Judges in a thread that is free, or in a new one. @throws ThreadEnded, Stopped */
  judge(task: JudgeTask): Promise<JudgeAnswer>;
  /** Ends all threads; what they judge is given back. */
  stop(): Promise<void>;
}

/** Threads, started when they are needed: as many as there are tasks at once. */
export function judgeThreads(setup: JudgeSetup): Judges {
  const free: Worker[] = [];
  const all = new Set<Worker>();
  let isStopped = false;

  const start = (): Worker => {
    // Named from the folder above: the build may put this module into a chunk, and keeps the entry of threads in place.
    const thread = new Worker(new URL('../fleet/thread.js', import.meta.url), { workerData: setup });
    all.add(thread);
    thread.once('exit', () => {
      all.delete(thread);
      const at = free.indexOf(thread);
      if (at >= 0) free.splice(at, 1);
    });
    // It is heard where the task is; a thread without one only ends.
    thread.on('error', () => undefined);
    return thread;
  };

  return {
    async judge(task) {
      if (isStopped) throw new Stopped();
      const thread = free.pop() ?? start();
      const answer = await new Promise<JudgeAnswer>((resolve, reject) => {
        let reason = 'its thread ended';
        // Not what the error says: it may quote the capture.
        const onError = (error: Error & { readonly code?: string }): void => {
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') reason = 'its thread ran out of memory';
        };
        const onExit = (): void => {
          leave();
          reject(isStopped ? new Stopped() : new ThreadEnded(reason));
        };
        const onMessage = (given: JudgeAnswer): void => {
          leave();
          resolve(given);
        };
        const leave = (): void => {
          thread.off('error', onError).off('exit', onExit).off('message', onMessage);
        };
        thread.on('error', onError).on('exit', onExit).on('message', onMessage);
        thread.postMessage(task);
      });
      free.push(thread);
      return answer;
    },
    async stop() {
      isStopped = true;
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}
