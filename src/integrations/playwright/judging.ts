import { reportRedactor } from '../../api/redaction.js';
import { type Counts, countCoverage, createExaminer, policyOf } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import type { Judgement, LiveExchange, OutOfScope } from '../../model/index.js';
import type { DocproofTestOptions } from './options.js';

/** Judges the exchanges of one test, as they come. */
export interface Judging {
  /** Whether a request is one of the API. @param isCall whether code made it; else a page loads its own parts too */
  isInScope(method: string, url: string, isCall: boolean): boolean;
  judge(exchange: LiveExchange): Judgement | OutOfScope;
  /** The URL before the paths of a mock, which is the API wherever it listens. */
  addBase(url: string): void;
  /** What was used of the contract. */
  counts(): Counts;
}

/** @param source names the test @throws InputError `bad-option` for rules that cannot be used */
export function createJudging(
  contract: Contract,
  { redact, ...rules }: DocproofTestOptions['contractRules'],
  source: string,
): Judging {
  const policy = policyOf(rules);
  const coverage = countCoverage(contract);
  const redactor = reportRedactor(redact, contract);
  const examine = createExaminer(contract, { policy, coverage, evidence: false, redactor });
  const bases: string[] = [];
  let index = 0;
  /** Below a mock's URL, targets are the document's own, whatever its servers are. */
  const below = (url: string): string => {
    const base = bases.find((each) => url.startsWith(each) && /^(?:[/?#]|$)/.test(url.slice(each.length)));
    return base === undefined ? url : `/${url.slice(base.length).replace(/^\//, '')}`;
  };
  return {
    isInScope(method, url, isCall) {
      if (!/^https?:/i.test(url)) return false;
      const match = contract.matcher.matchUrl(method, below(url), policy.baseUrls);
      return match.operation !== undefined || (isCall && match.unmatched !== 'server');
    },
    judge(exchange) {
      const { request } = exchange;
      const judged = { ...exchange, request: { ...request, url: below(request.url) }, source, index };
      index += 1;
      return examine(judged).outcome;
    },
    addBase: (url) => void bases.push(url.replace(/\/+$/, '')),
    counts: () => coverage.counts(),
  };
}

/** Whether the document asks for credentials in cookies. */
export function hasCookieCredentials({ document: { root } }: Contract): boolean {
  return Object.values(root.components?.securitySchemes ?? {}).some(
    (scheme) => typeof scheme === 'object' && scheme !== null && 'in' in scheme && scheme.in === 'cookie',
  );
}
