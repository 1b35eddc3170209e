import { type SplitBatch, splitBatch } from '../../batch/index.js';
import type { Contract, ExchangePolicy } from '../../contract/index.js';
import type { Exchange, Judgement } from '../../model/index.js';
import { type Redactor, redactText, redactUrl } from '../../redact/index.js';
import type { Examined, Examiner } from '../judge-one.js';
import { createRecorder } from '../recorder.js';

/**
 * Examines an exchange that is a batch: each request with its answer as a separate exchange, and the batch itself
 * where something is wrong with it or it could not be read. Undefined for one that is not a batch.
 */
export function examineBatch(
  contract: Contract,
  exchange: Exchange,
  { policy, redactor, examine }: { policy: ExchangePolicy; redactor: Redactor; examine: Examiner },
): Examined[] | undefined {
  const split = splitBatch(exchange, contract, (method, url) => {
    const found = contract.matcher.matchUrl(method, url, policy.baseUrls);
    return found.operation !== undefined || found.unmatched === 'method';
  });
  if (!split) return undefined;
  const parts = split.parts.map(({ id, exchange: part }) => within(redactText(redactor, id), examine(part)));
  const isWhole = split.violations.length === 0 && split.reasons.length === 0;
  return isWhole ? parts : [{ outcome: judgementOf(exchange, split, redactor) }, ...parts];
}

function judgementOf(exchange: Exchange, { violations, reasons }: SplitBatch, redactor: Redactor): Judgement {
  const { source, index, request, response } = exchange;
  const operation = redactUrl(redactor, `${request.method} ${request.url}`);
  const context = { source, exchange: index, operation, status: response.status };
  const isBroken = violations.some(({ severity }) => severity === 'error');
  return {
    ...context,
    isUnmatched: true,
    verdict: isBroken ? 'fail' : reasons.length > 0 ? 'inconclusive' : 'pass',
    reasons,
    placeholdersAllowed: 0,
    violations: violations.map(createRecorder(redactor)(exchange, context)),
  };
}

/** What was found in a request of a batch, with its id. In which order the requests were carried out is not known. */
function within(batchId: string, { outcome, credentials, evidence, complete }: Examined): Examined {
  complete?.();
  const withheld = typeof credentials === 'object' ? credentials.withheld : undefined;
  return {
    outcome:
      'verdict' in outcome
        ? { ...outcome, batchId, violations: outcome.violations.map((violation) => ({ ...violation, batchId })) }
        : { ...outcome, batchId },
    ...(credentials === undefined
      ? {}
      : { credentials: withheld ? { withheld: { ...withheld, batchId } } : credentials }),
    ...(evidence ? { evidence } : {}),
  };
}
