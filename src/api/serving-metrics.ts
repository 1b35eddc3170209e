import type { Contract } from '../contract/index.js';
import { createMetrics, METRICS_TYPE, processMetrics } from '../metrics/index.js';
import type { Violation } from '../model/index.js';
import type { RecordingState, ServingMetrics } from '../server/index.js';
import type { Store } from '../store/index.js';
import { VERSION } from './version.js';

/** An answered request, as far as it is counted. */
export interface Counted {
  readonly method: string;
  readonly target: string;
  /** What the client got; 0 where the connection was reset. */
  readonly status: number;
  readonly violations: readonly Violation[];
  /** In milliseconds; undefined for a request of a batch. */
  readonly duration?: number;
}

/** Counts requests, and gives all numbers of the server. */
export interface RequestMetrics extends ServingMetrics {
  add(request: Counted): void;
}

/** What a server has numbers of. */
interface Measured {
  readonly mode: 'mock' | 'proxy';
  readonly contract: () => Contract;
  readonly store: Store;
  readonly recording?: (() => RecordingState | undefined) | undefined;
}

/** The numbers of a server, which begin at 0 now. Labels are bounded by the document: no path of a client is one. */
export function requestMetrics({ mode, contract, store, recording }: Measured): RequestMetrics {
  const metrics = createMetrics();
  metrics.gauge('docproof_info', 'The version, and what answers.', ['version', 'mode']).set([VERSION, mode], 1);
  const ready = metrics.gauge('docproof_ready', 'Whether /_docproof/ready says that it is ready: 1, else 0.');
  const requests = metrics.counter(
    'docproof_requests_total',
    'Requests that were answered, by operation of the document (none: it has no such operation), status (0: reset), and verdict: pass, fail, or none where there is no operation.',
    ['operation', 'status', 'verdict'],
  );
  const seconds = metrics.histogram(
    'docproof_request_duration_seconds',
    'From the head of a request until its answer is handed over.',
    ['operation'],
  );
  const takeStore = storeMetrics(store, metrics);
  const takeRecording = recording && recordingMetrics(recording, metrics);
  const takeProcess = processMetrics(metrics, process, Date.now);
  return {
    type: METRICS_TYPE,
    add({ method, target, status, violations, duration }) {
      const operation = contract().matcher.matchTarget(method, target).operation?.id;
      const name = operation ?? 'none';
      requests.add([name, String(status), operation === undefined ? 'none' : verdictOf(violations)]);
      if (duration !== undefined) seconds.observe([name], duration / 1_000);
    },
    async text(isReady) {
      ready.set([], Number(isReady));
      await takeStore();
      takeRecording?.();
      takeProcess();
      return metrics.text();
    },
  };
}

function verdictOf(violations: readonly Violation[]): 'pass' | 'fail' {
  return violations.some(({ severity }) => severity === 'error') ? 'fail' : 'pass';
}

/** Of a store that other machines share. It is asked for as long as a scrape may take. */
function storeMetrics(store: Store, metrics: ReturnType<typeof createMetrics>): () => Promise<void> {
  const { ping } = store;
  if (!ping) return async () => undefined;
  const up = metrics.gauge('docproof_state_up', 'Whether the store of the state answers: 1, else 0.');
  const seconds = metrics.histogram('docproof_state_ping_seconds', 'How long the store took to answer.', []);
  return async () => {
    const began = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(reject, STORE_PATIENCE, new Error('no answer in time'));
    });
    try {
      await Promise.race([ping(), late]);
      up.set([], 1);
      seconds.observe([], (performance.now() - began) / 1_000);
    } catch {
      up.set([], 0);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** In milliseconds. */
const STORE_PATIENCE = 2_000;

function recordingMetrics(
  recording: () => RecordingState | undefined,
  metrics: ReturnType<typeof createMetrics>,
): () => void {
  const recorded = metrics.gauge('docproof_recorded_exchanges', 'Exchanges that the recording has.');
  const missing = metrics.gauge('docproof_recording_missing_exchanges', 'Exchanges that could not be recorded.');
  return () => {
    const state = recording();
    recorded.set([], state?.recorded ?? 0);
    missing.set([], state?.missing ?? 0);
  };
}
