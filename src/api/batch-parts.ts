import { splitBatch } from '../batch/index.js';
import type { Contract } from '../contract/index.js';
import type { ProxyJudge } from '../proxy/index.js';
import type { ProxiedExchange } from '../server/index.js';

/** Gives the requests of a batch that went through a proxy, each with its answer and judged by itself. */
export function batchParts(
  contract: Contract,
  judge: ProxyJudge,
): (exchange: ProxiedExchange) => readonly ProxiedExchange[] {
  return (exchange) => {
    const split = splitBatch({ ...exchange, source: '', index: 0 }, contract, (method, target) => {
      const found = contract.matcher.matchTarget(method, target);
      return found.operation !== undefined || found.unmatched === 'method';
    });
    return (split?.parts ?? []).map(({ id, exchange: { request, response } }) => {
      const verdict = judge.request(request);
      // What was not carried out has no answer.
      const answered = response.status === 0 ? [] : judge.response(verdict, response, request.method);
      const violations = [...verdict.violations, ...answered];
      return { ...exchange, batchId: id, request, response, violations, sentStatus: response.status || 424 };
    });
  };
}
