import type { Metrics } from './metrics.js';

/** What the system says of a process, as Node has it. */
export interface ProcessFacts {
  cpuUsage(): { readonly user: number; readonly system: number };
  memoryUsage(): { readonly rss: number; readonly heapUsed: number };
  uptime(): number;
}

/**
 * Numbers of the process, by the names that all Prometheus clients give them.
 * @param now in milliseconds since 1970
 * @returns what takes them again, before they are written
 */
export function processMetrics(metrics: Metrics, process: ProcessFacts, now: () => number): () => void {
  const cpu = metrics.counter('process_cpu_seconds_total', 'User and system CPU time spent, in seconds.');
  const resident = metrics.gauge('process_resident_memory_bytes', 'Resident memory, in bytes.');
  const heap = metrics.gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects, in bytes.');
  const start = metrics.gauge('process_start_time_seconds', 'When the process was started, in seconds since 1970.');
  start.set([], Math.round(now() / 1_000 - process.uptime()));
  let counted = 0;
  return () => {
    const { user, system } = process.cpuUsage();
    const seconds = (user + system) / 1_000_000;
    cpu.add([], seconds - counted);
    counted = seconds;
    const { rss, heapUsed } = process.memoryUsage();
    resident.set([], rss);
    heap.set([], heapUsed);
  };
}
