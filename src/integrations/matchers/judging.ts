import { type CheckRules, type Counts, countCoverage, judgeOne, policyOf } from '../../check/index.js';
import { type CompiledOperation, type Contract, type Operation, redactorOf, serverOf } from '../../contract/index.js';
import type { GivenRequest, JudgeOptions } from '../../core/index.js';
import type { Exchange, Judgement, OutOfScope } from '../../model/index.js';
import { REDACTED } from '../../redact/index.js';
import { type Received, readReceived } from './requests.js';

/** What a matcher received, judged. */
export interface Judged extends Received {
  readonly outcome: Judgement | OutOfScope;
  /** The operation that the request matches; undefined where the document has none for it. */
  readonly operation: Operation | undefined;
  /** What of the contract the exchange used. */
  readonly counts: Counts;
}

/** How strict judging is, and which hosts are the service. */
export interface JudgingRules extends JudgeOptions {
  /**
   * Whether this machine (127.0.0.1, localhost, [::1], on any port) is the service, whatever servers the document
   * names: tests start it there.
   * @default true
   */
  readonly loopback?: boolean;
}

/** Judges what a matcher receives. */
export type Judge = (given: unknown, request?: GivenRequest) => Promise<Judged>;

/** A judge by this contract. @throws InputError `bad-option` */
export function createJudge(contract: Contract, { redact = {}, loopback = true, ...rules }: JudgingRules): Judge {
  const redactor = redactorOf(redact, contract, () => REDACTED);
  const judged = (exchange: Exchange, policy: ReturnType<typeof policyOf>) => {
    const coverage = countCoverage(contract);
    let matched: CompiledOperation | undefined;
    const outcome = judgeOne(contract, exchange, {
      policy,
      redactor,
      observe(compiled) {
        matched = compiled;
        return coverage.observe(compiled);
      },
    });
    return { outcome, operation: matched?.operation, counts: coverage.counts() };
  };
  const policy = policyOf(rules satisfies CheckRules);
  return async (given, request) => {
    const received = await readReceived(given, request);
    const { exchange } = received;
    const first = judged(exchange, policy);
    const here = loopback && isElsewhere(first.outcome) ? loopbackOf(exchange) : undefined;
    if (here === undefined) return { ...received, ...first };
    return { ...received, ...judged(exchange, { ...policy, baseUrls: [...policy.baseUrls, serverOf(here)] }) };
  };
}

function isElsewhere(outcome: Judgement | OutOfScope): boolean {
  return 'outOfScope' in outcome && outcome.outOfScope === 'other-server';
}

/** Scheme, host and port of a request to this machine. */
function loopbackOf({ request: { url } }: Exchange): string | undefined {
  return /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?=[/?#]|$)/i.exec(url)?.[0];
}
