import type { InconclusiveReason, OutcomeRecord, OutOfScopeReason } from '../../model/index.js';
import type { PageExchange } from '../html/data.js';
import { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS, placeOf } from '../words.js';

/** An exchange lists so many of its violations. */
const MAX_FOUND = 10;

const WORDS: Readonly<Record<InconclusiveReason | OutOfScopeReason, string>> = {
  ...INCONCLUSIVE_WORDS,
  ...OUT_OF_SCOPE_WORDS,
};

/** An exchange as the page lists it. */
export function pageExchange({
  source,
  exchange,
  operation,
  status,
  verdict,
  reasons,
  violations,
}: OutcomeRecord): PageExchange {
  return {
    at: `${source} #${exchange}`,
    operation,
    status,
    verdict,
    reasons: reasons.map((reason) => WORDS[reason]),
    found: violations.slice(0, MAX_FOUND).map((violation) => ({
      place: placeOf(violation),
      keyword: violation.keyword,
      severity: violation.accepted === undefined ? violation.severity : 'accepted',
      message: violation.message,
    })),
    more: Math.max(0, violations.length - MAX_FOUND),
  };
}
