import { type Contract, type ExchangePolicy, judgeExchange } from '../contract/index.js';
import { type CaptureItem, type Exchange, isUnread, type Outcome, recordOf } from '../model/index.js';

/** Holds each exchange of a capture against the contract, one at a time: memory does not grow with the capture. */
export async function* judgeCapture(
  contract: Contract,
  items: AsyncIterable<CaptureItem>,
  policy: ExchangePolicy,
): AsyncGenerator<Outcome> {
  for await (const item of items) yield isUnread(item) ? item : judgeOne(contract, item, policy);
}

/** Holds one exchange against the contract. */
export function judgeOne(
  contract: Contract,
  exchange: Exchange,
  policy: ExchangePolicy,
): Exclude<Outcome, { unread: unknown }> {
  const { source, index } = exchange;
  const judged = judgeExchange(contract, exchange, policy);
  if (judged.outOfScope) return { source, exchange: index, outOfScope: judged.outOfScope };
  const { verdict, operation, violations, reasons, placeholdersAllowed } = judged;
  const { status } = exchange.response;
  return {
    source,
    exchange: index,
    verdict,
    operation,
    status,
    reasons,
    placeholdersAllowed,
    violations: violations.map((violation) => recordOf(violation, { source, exchange: index, operation, status })),
  };
}
