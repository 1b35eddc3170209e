import { Worker } from 'node:worker_threads';
import type { Outcome, ShadowMessage, ShadowSetup, ShadowTask } from './messages.js';

/** Bounds of a shadow. Times are in milliseconds. */
export interface Limits {
  /** Exchanges that wait, and the bytes of their bodies. */
  readonly waiting: number;
  readonly bytes: number;
  /** How long Prism may take for its start, and for an answer. */
  readonly start: number;
  readonly answer: number;
  /** How many threads may end in a row without one answer of Prism between them. */
  readonly restarts: number;
}

export const LIMITS: Limits = {
  waiting: 1_000,
  bytes: 32 * 1024 * 1024,
  start: 120_000,
  answer: 15_000,
  restarts: 3,
};

/** A thread with so much memory ends, and not the mock. */
const MEGABYTES = 2_048;

/** An exchange that waits for Prism. */
export interface Waiting extends Omit<ShadowTask, 'number'> {
  readonly setup: ShadowSetup;
  readonly bytes: number;
  /** Called once. */
  done(outcome: Outcome): void;
}

/** Gives exchanges to a thread, one after the other. */
export interface Runner {
  /** Whether there is room; else the exchange is left out. */
  add(exchange: Waiting): 'added' | 'queue-full' | 'shadow-off';
  /** How many wait, and the one that Prism has. */
  size(): number;
  /** Waits until nothing is left, at most so many milliseconds. */
  idle(patience: number): Promise<void>;
  /** Ends the thread at once; what waits is not compared. */
  end(): void;
}

/** What a runner tells. */
export interface RunnerListeners {
  /** The thread ended, and another takes its place. */
  onRestart(why: string): void;
  /** No other thread is started. */
  onOff(why: string): void;
}

interface Thread {
  readonly worker: Worker;
  readonly setup: ShadowSetup;
  isReady: boolean;
}

/** The thread's module. Named from the folder above: the build may put this module into a chunk. */
const THREAD = new URL('../api/shadow-thread.js', import.meta.url);

/** Makes a runner; its thread starts with the first exchange. @param module for tests: another thread */
export function startRunner(listeners: RunnerListeners, limits: Limits = LIMITS, module: URL = THREAD): Runner {
  const queue: Waiting[] = [];
  let bytes = 0;
  let number = 0;
  let thread: Thread | undefined;
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let isOff = false;
  let whenIdle: (() => void) | undefined;

  const finish = (outcome: Outcome): void => {
    const finished = current;
    current = undefined;
    if (finished) {
      bytes -= finished.bytes;
      tell(() => finished.done(outcome));
    }
  };
  const drop = (): void => {
    clearTimeout(timer);
    const { worker } = thread ?? {};
    thread = undefined;
    worker?.removeAllListeners();
    worker?.on('error', () => undefined);
    worker?.terminate().catch(() => undefined);
  };
  const turnOff = (why: string): void => {
    isOff = true;
    drop();
    finish({ kind: 'not-compared', why: 'shadow-off' });
    for (const left of queue.splice(0)) tell(() => left.done({ kind: 'not-compared', why: 'shadow-off' }));
    bytes = 0;
    tell(() => listeners.onOff(why));
    whenIdle?.();
  };
  const fail = (why: 'prism-crashed' | 'prism-hung', detail: string): void => {
    drop();
    finish({ kind: 'not-compared', why, detail });
    failures += 1;
    if (failures > limits.restarts) {
      turnOff(`${detail}; it failed ${failures} times in a row`);
      return;
    }
    tell(() => listeners.onRestart(detail));
    next();
  };
  const expect = (patience: number, what: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => fail('prism-hung', `Prism ${what} within ${patience / 1_000} s`), patience);
    timer.unref();
  };
  const start = (setup: ShadowSetup): Thread => {
    const worker = new Worker(module, {
      workerData: setup,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    // What Prism prints is not for the user of the mock.
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    const made: Thread = { worker, setup, isReady: false };
    worker.on('message', (message: ShadowMessage) => {
      if (message.kind === 'ready') {
        made.isReady = true;
        send();
      } else if (message.kind === 'unusable') {
        turnOff(`Prism cannot use the document: ${message.detail}`);
      } else if (message.number === number && current) {
        clearTimeout(timer);
        failures = 0;
        finish(message.outcome);
        next();
      }
    });
    worker.on('error', (error) => fail('prism-crashed', `Prism crashed: ${messageOf(error)}`));
    worker.on('exit', () => fail('prism-crashed', 'the thread of Prism ended'));
    expect(limits.start, 'did not start');
    return made;
  };
  const send = (): void => {
    if (!current || !thread?.isReady) return;
    number += 1;
    expect(limits.answer, 'gave no answer');
    const { call, answer } = current;
    thread.worker.postMessage({ number, call, answer } satisfies ShadowTask);
  };
  function next(): void {
    if (isOff || current) return;
    current = queue.shift();
    if (!current) {
      clearTimeout(timer);
      whenIdle?.();
      return;
    }
    // The document changed since.
    if (thread && thread.setup !== current.setup) drop();
    try {
      if (thread) send();
      else thread = start(current.setup);
    } catch (error) {
      fail('prism-crashed', `the thread of Prism cannot start: ${messageOf(error)}`);
    }
  }

  return {
    add(exchange) {
      if (isOff) return 'shadow-off';
      if (queue.length >= limits.waiting || bytes + exchange.bytes > limits.bytes) return 'queue-full';
      queue.push(exchange);
      bytes += exchange.bytes;
      next();
      return 'added';
    },
    size: () => queue.length + (current ? 1 : 0),
    async idle(patience) {
      if (isOff || (!current && queue.length === 0)) return;
      await new Promise<void>((resolve) => {
        const patient = setTimeout(resolve, patience);
        whenIdle = () => {
          clearTimeout(patient);
          resolve();
        };
      });
    },
    end() {
      isOff = true;
      drop();
      finish({ kind: 'not-compared', why: 'not-finished' });
      for (const left of queue.splice(0)) tell(() => left.done({ kind: 'not-compared', why: 'not-finished' }));
    },
  };
}

/** Tells an outcome. An error there becomes a warning of the process: the mock and the next exchanges go on. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    // The kind of the error only: its message may hold what was sent.
    const kind = error instanceof Error && /^\w+$/.test(error.name) ? error.name : 'something';
    process.emitWarning(`the shadow could not report what it found: ${kind}`, 'DocproofWarning');
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
