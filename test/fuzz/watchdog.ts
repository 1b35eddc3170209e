import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Ends the process where something synchronous has no end, which no timer can see. */
export interface Watchdog {
  /** Says what begins now. */
  watch(what: string): void;
  close(): Promise<void>;
}

/** What begins is known to the watchdog up to this length, in bytes. */
const MOST = 300_000;

/** The thread: it looks whether anything has begun since it looked before. */
const WATCH = `
const { workerData: { state, text, patience } } = require('node:worker_threads');
let before = -1;
let since = Date.now();
setInterval(() => {
  const count = Atomics.load(state, 0);
  if (count !== before) { before = count; since = Date.now(); return; }
  if (Date.now() - since < patience) return;
  const what = Buffer.from(text.slice(0, Atomics.load(state, 1))).toString();
  require('node:fs').writeSync(2, '\\nno end in sight: ' + what + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 500);
`;

/** @param patience how long one thing may take, in milliseconds */
export function startWatchdog(patience: number): Watchdog {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const text = new Uint8Array(new SharedArrayBuffer(MOST));
  const worker = new Worker(WATCH, { eval: true, workerData: { state, text, patience } });
  worker.unref();
  worker.on('error', (error) => writeSync(2, `the watchdog ended: ${error.message}\n`));
  return {
    watch(what) {
      const { written } = new TextEncoder().encodeInto(what, text);
      Atomics.store(state, 1, written);
      Atomics.add(state, 0, 1);
    },
    async close() {
      await worker.terminate();
    },
  };
}
