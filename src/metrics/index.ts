/**
 * Numbers that a program tells of itself, in the text format that Prometheus reads.
 * Takes counts, levels and durations with their labels; gives text. Imports nothing.
 * Never asks the clock, and never keeps more series than it says.
 */

export {
  type Counter,
  createMetrics,
  DURATIONS,
  type Gauge,
  type Histogram,
  METRICS_TYPE,
  type Metrics,
} from './metrics.js';
export { processMetrics } from './process.js';
