import type { Contract } from '../contract/index.js';
import type { ServingMetrics } from '../server/index.js';
import type { Store } from '../store/index.js';
import type { ExchangeListener } from './mock-handler.js';
import { requestMetrics } from './serving-metrics.js';

/** The numbers of a mock. */
export interface MockMetrics extends ServingMetrics {
  /** Counts a call; the requests of a batch each by themselves, too. */
  readonly hear: ExchangeListener;
}

/** The numbers of a mock, from now on. */
export function mockMetrics(contract: () => Contract, store: Store): MockMetrics {
  const metrics = requestMetrics({ mode: 'mock', contract, store });
  return {
    ...metrics,
    hear({ method, target }, { status, violations, delivery, parts = [] }, { startedAt }) {
      for (const { call, answer } of parts) metrics.add({ ...call, ...answer });
      const sent = delivery?.fault === 'reset' ? 0 : status;
      metrics.add({ method, target, status: sent, violations, duration: performance.now() - startedAt });
    },
  };
}
