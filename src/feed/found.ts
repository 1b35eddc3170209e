import { isContainer, type JsonValue, type OutcomeRecord } from '../model/index.js';
import { type Redactor, recordOf } from '../redact/index.js';
import { SOURCE } from './as-exchange.js';
import type { KeptExchange } from './ring.js';

/** Adds what the server found in a body that is not kept. */
export function withFound(redactor: Redactor, kept: KeptExchange, outcome: OutcomeRecord): OutcomeRecord {
  if (kept.violations.length === 0) return outcome;
  const { operation, status } = outcome;
  const context = { source: SOURCE, exchange: kept.id, operation, status };
  const found = kept.violations.map((violation) => {
    const record = recordOf(violation, context, redactor);
    if (!isEmpty(violation.value)) return record;
    // It may have been too large to be kept: nothing is shown that was not sent.
    const { value: _, ...others } = record;
    return others;
  });
  const inBodies = found.filter(({ part }) => part === 'body');
  const isBroken = inBodies.some(({ severity }) => severity === 'error');
  return {
    ...outcome,
    verdict: isBroken ? 'fail' : outcome.verdict,
    violations: [...outcome.violations, ...inBodies],
  };
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === '' || (isContainer(value) && Object.keys(value).length === 0);
}
