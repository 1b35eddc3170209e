/**
 * The executor on any number of machines.
 * Takes captures that workers reach by themselves, and a contract; gives what each exchange came to, in the order of
 * the captures, as one thread gives it. May import the packages bullmq and ioredis, optional peers, when a queue is
 * named. Never judges differently from one thread, and puts nothing that was captured into the queue.
 */

export { overQueue } from './executor.js';
export type { CaptureObjects, ListedObject } from './objects.js';
export type { FleetEvent, FleetOptions } from './options.js';
export { type FleetPlan, planFleet } from './prepare.js';
export { type FleetWorker, startWorker, type WorkerEvent, type WorkerOptions } from './worker.js';
