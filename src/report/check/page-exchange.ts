import {
  type InconclusiveReason,
  type OutcomeRecord,
  type OutOfScopeReason,
  onOneLine,
  printable,
} from '../../model/index.js';
import type { PageExchange } from '../html/data.js';
import { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from '../words.js';

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
    found: violations.slice(0, MAX_FOUND).map((violation) => {
      const { place, message } = onOneLine(violation);
      const { keyword, severity, accepted } = violation;
      return { place: printable(place), keyword, severity: accepted === undefined ? severity : 'accepted', message };
    }),
    more: Math.max(0, violations.length - MAX_FOUND),
  };
}
