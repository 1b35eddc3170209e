import {
  type CompiledOperation,
  type Contract,
  type ExchangePolicy,
  judgeExchange,
  type Observer,
} from '../contract/index.js';
import { type Exchange, type JsonValue, type Judgement, type OutOfScope, recordOf } from '../model/index.js';
import type { CoverageCounter } from './coverage/counter.js';
import type { Trace } from './sequence.js';
import { readableIn, traceOf } from './trace.js';

/** What is known of one exchange by itself. */
export interface Examined {
  readonly outcome: Judgement | OutOfScope;
  /** Where an operation matches it. */
  readonly trace?: Trace;
}

/** Examines exchanges one at a time: judges each, counts what of the contract it uses, and notes what others depend on. */
export type Examiner = (exchange: Exchange) => Examined;

/** An examiner for this contract. @param coverage where it counts */
export function createExaminer(contract: Contract, policy: ExchangePolicy, coverage: CoverageCounter): Examiner {
  const isReadable = readableIn(contract);
  let seen = nothingSeen();
  let counting: Observer | undefined;
  const observer: Observer = {
    parameter: (parameter) => counting?.parameter(parameter),
    status: (key) => counting?.status(key),
    requestBody: (media, value) => counting?.requestBody(media, value),
    responseBody(media, value) {
      seen.body = value;
      counting?.responseBody(media, value);
    },
  };
  const observe = (operation: CompiledOperation): Observer => {
    seen.compiled = operation;
    counting = coverage.observe(operation);
    return observer;
  };
  return (exchange) => {
    seen = nothingSeen();
    const outcome = judgeOne(contract, exchange, policy, observe);
    const { compiled, body } = seen;
    return 'outOfScope' in outcome || !compiled
      ? { outcome }
      : { outcome, trace: traceOf(exchange, compiled.operation, body, isReadable) };
  };
}

/** What the observer hears of an exchange. */
interface Seen {
  compiled?: CompiledOperation;
  /** Of the response. */
  body?: JsonValue | undefined;
}

function nothingSeen(): Seen {
  return {};
}

/** Holds one exchange against the contract. */
export function judgeOne(
  contract: Contract,
  exchange: Exchange,
  policy: ExchangePolicy,
  observe?: (compiled: CompiledOperation) => Observer,
): Judgement | OutOfScope {
  const { source, index } = exchange;
  const judged = judgeExchange(contract, exchange, policy, observe);
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
