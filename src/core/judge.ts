import { judgeOne } from '../check/judge-one.js';
import { type CheckRules, policyOf } from '../check/run/rules.js';
import { type Contract, type RedactOptions, redactorOf } from '../contract/index.js';
import {
  assertExchange,
  type Exchange,
  type OutcomeRecord,
  outcomeRecord,
  type ViolationRecord,
} from '../model/index.js';
import { REDACTED, type Redactor } from '../redact/index.js';

/** How strict a judgement is, as in a check, and what else is a secret in it. */
export interface JudgeOptions extends CheckRules {
  readonly redact?: Pick<RedactOptions, 'names' | 'keep'>;
}

/** A verdict without violations that count. */
export type Passed = OutcomeRecord & { readonly verdict: 'pass' };

/** A verdict with violations. */
export type Failed = OutcomeRecord & {
  readonly verdict: 'fail';
  readonly violations: readonly [ViolationRecord, ...ViolationRecord[]];
};

/**
 * Judges an exchange, such as `exchangeOf` gives, by the contract.
 * @returns verdict and violations; `inconclusive` and `out-of-scope` have reasons
 * @throws InputError `not-an-exchange`, `bad-option`
 */
export function judge(contract: Contract, exchange: Exchange, options: JudgeOptions = {}): OutcomeRecord {
  assertExchange(exchange);
  const redactor = options.redact ? redactorFor(contract, options.redact) : usualRedactor(contract);
  return outcomeRecord(judgeOne(contract, exchange, { policy: policyOf(options), redactor }));
}

/** Whether the contract holds. Neither this nor `isFail` is true of what could not be judged. */
export function isPass(outcome: OutcomeRecord): outcome is Passed {
  return outcome.verdict === 'pass';
}

/** Whether the exchange breaks the contract. */
export function isFail(outcome: OutcomeRecord): outcome is Failed {
  return outcome.verdict === 'fail';
}

/** Every secret becomes the same word, so that two runs give the same report. */
function redactorFor(contract: Contract, options: RedactOptions): Redactor {
  return redactorOf(options, contract, () => REDACTED);
}

function usualRedactor(contract: Contract): Redactor {
  const known = usual.get(contract) ?? redactorFor(contract, {});
  usual.set(contract, known);
  return known;
}

/** A redactor knows all paths of its contract: it is made once. */
const usual = new WeakMap<Contract, Redactor>();
