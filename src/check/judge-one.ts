import { type Contract, type ExchangePolicy, judgeExchange } from '../contract/index.js';
import { type Exchange, type Judgement, type OutOfScope, recordOf } from '../model/index.js';
import type { CoverageCounter } from './coverage/counter.js';

/** Holds one exchange against the contract. @param coverage counts what of the contract the exchange uses */
export function judgeOne(
  contract: Contract,
  exchange: Exchange,
  policy: ExchangePolicy,
  coverage?: CoverageCounter,
): Judgement | OutOfScope {
  const { source, index } = exchange;
  const judged = judgeExchange(contract, exchange, policy, coverage?.observe);
  if (judged.outOfScope) return { source, exchange: index, outOfScope: judged.outOfScope };
  const { verdict, operation, isUnmatched, violations, reasons, placeholdersAllowed } = judged;
  const { status } = exchange.response;
  return {
    source,
    exchange: index,
    verdict,
    operation,
    ...(isUnmatched ? { isUnmatched } : {}),
    status,
    reasons,
    placeholdersAllowed,
    violations: violations.map((violation) => recordOf(violation, { source, exchange: index, operation, status })),
  };
}
