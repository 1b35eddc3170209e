// Preloaded into each program that is measured (`node --import`): leaves behind how long it ran, and the most memory
// that it held.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.DOCPROOF_BENCH_FIGURES;
if (file !== undefined && isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const figures = {
      milliseconds: performance.now(),
      megabytes: maxRSS / 1024,
      busyMilliseconds: (userCPUTime + systemCPUTime) / 1000,
    };
    // A program may start others: a line each.
    appendFileSync(file, `${JSON.stringify(figures)}\n`);
  });
