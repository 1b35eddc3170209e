// What a process does, counted by V8: calls of functions and bytes of memory taken. Both are the same in each run,
// whatever else the machine does, where the code is not optimised and no garbage is collected meanwhile: see FLAGS.
// Loaded by `node --import`, it answers each message of the parent process with the work since the last one.
import { Session } from 'node:inspector/promises';
import { PerformanceObserver } from 'node:perf_hooks';

let collections = 0;
new PerformanceObserver((list) => {
  collections += list.getEntries().length;
}).observe({ entryTypes: ['gc'] });
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
let heapBefore = process.memoryUsage().heapUsed;

/** The work since it was last asked for: `{ calls, bytes, collections }`. Node's own functions are not counted. */
export async function takeWork() {
  // Counting takes memory of its own, which belongs to neither side.
  const bytes = process.memoryUsage().heapUsed - heapBefore;
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const ours = result.filter(({ url }) => !url.startsWith('node:') && url !== import.meta.url);
  const calls = ours.flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0].count));
  const work = { calls: calls.reduce((sum, count) => sum + count, 0), bytes, collections };
  collections = 0;
  heapBefore = process.memoryUsage().heapUsed;
  return work;
}

if (process.channel) {
  process.on('message', async () => process.send(await takeWork()));
  process.channel.unref();
}
