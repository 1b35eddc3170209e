import {
  type CompiledOperation,
  type Contract,
  type ExchangePolicy,
  judgeExchange,
  type Observer,
} from '../contract/index.js';
import type {
  Evidence,
  Exchange,
  JsonValue,
  Judgement,
  OutOfScope,
  ViolationRecord,
  Writable,
} from '../model/index.js';
import { plainRedactor, type Redactor, redactUrl } from '../redact/index.js';
import type { CoverageCounter } from './coverage/counter.js';
import { evidenceOf } from './evidence.js';
import { faultNamer } from './fault-key.js';
import { MAX_WITH_EVIDENCE } from './faults.js';
import { createRecorder, fillIn, type LateValue } from './recorder.js';
import type { Trace } from './sequence.js';
import { createTracer } from './trace.js';

/** The facts of one exchange by itself. */
export interface Examined {
  readonly outcome: Judgement | OutOfScope;
  /** Where an operation matches it. */
  readonly trace?: Trace;
  /** Whether it carried the documented credentials; absent where none are documented or the policy judged them. */
  readonly credentials?: CredentialsRecord;
  /** For each violation whose fault was not met before, what a reader needs to see. */
  readonly evidence?: readonly (Evidence | undefined)[];
  /** Puts the values into the records of its violations, where they were left for later. */
  readonly complete?: () => void;
}

/** {@link CredentialsSeen} of the contract, with the violation as it is stored. */
export type CredentialsRecord = 'carried' | { readonly withheld: ViolationRecord | undefined };

/**
 * Examines exchanges one at a time: judges each, counts what of the contract it uses, and notes what others depend on.
 */
export type Examiner = (exchange: Exchange) => Examined;

/** How exchanges are examined. */
export interface ExaminerOptions {
  readonly policy: ExchangePolicy;
  /** Where it is counted what of the contract is used. */
  readonly coverage: CoverageCounter;
  /** Whether to keep the evidence of each fault. */
  readonly evidence: boolean;
  /** Removes secrets from everything in the results. @default by the common rules */
  readonly redactor?: Redactor;
  /**
   * Leaves the values of violations for later: they are redacted when `complete` is called. Of a capture with a million
   * violations only the few are ever shown that a result has room for.
   * @default false
   */
  readonly valuesLater?: boolean;
}

/** An examiner for this contract. */
export function createExaminer(
  contract: Contract,
  { policy, coverage, evidence: keepsEvidence, redactor = plainRedactor, valuesLater = false }: ExaminerOptions,
): Examiner {
  const faults = new Set<string>();
  const nameOf = faultNamer();
  const recorder = createRecorder(redactor);
  const trace = createTracer(contract);
  let seen = nothingSeen();
  let counting: Observer | undefined;
  const observer: Observer = {
    walk: coverage.walk,
    parameter: (parameter) => counting?.parameter(parameter),
    status: (key) => counting?.status(key),
    requestBody: (media, value, isOther, isWalked) => counting?.requestBody(media, value, isOther, isWalked),
    item: (direction, item, value) => counting?.item(direction, item, value),
    responseBody(media, value, isOther, isWalked) {
      seen.body = value;
      counting?.responseBody(media, value, isOther, isWalked);
    },
  };
  const observe = (operation: CompiledOperation): Observer => {
    seen.compiled = operation;
    counting = coverage.observe(operation);
    return observer;
  };
  return (exchange) => {
    seen = nothingSeen();
    const later: LateValue[] | undefined = valuesLater ? [] : undefined;
    const { outcome, credentials } = examineOne(contract, exchange, { policy, redactor, observe, later }, recorder);
    const { compiled, body } = seen;
    if ('outOfScope' in outcome) return { outcome };
    const evidence =
      keepsEvidence && outcome.violations.length > 0
        ? outcome.violations.map((violation) =>
            isFirst(faults, violation, nameOf) ? evidenceOf(exchange, violation, redactor) : undefined,
          )
        : undefined;
    const examined: Writable<Examined> = { outcome };
    if (compiled && isOfService(exchange, policy)) examined.trace = trace(exchange, compiled.operation, body);
    if (credentials !== undefined) examined.credentials = credentials;
    if (evidence) examined.evidence = evidence;
    if (later && later.length > 0) examined.complete = completing(later);
    return examined;
  };
}

/**
 * What fills in these values, and nothing else: a function that is made where the exchange is at hand would hold on to
 * all of it, and collecting that garbage took a tenth of a check.
 */
function completing(later: LateValue[]): () => void {
  return () => fillIn(later);
}

/** Whether the service answered, so that other exchanges may depend on what it said. */
function isOfService({ caveats = [] }: Exchange, { judgeFulfilled = false }: ExchangePolicy): boolean {
  return !caveats.includes('answered-by-proxy') && (judgeFulfilled || !caveats.includes('fulfilled-by-test'));
}

function isFirst(
  faults: Set<string>,
  violation: ViolationRecord,
  nameOf: (violation: ViolationRecord) => string,
): boolean {
  // Later ones have no room for it.
  if (faults.size >= MAX_WITH_EVIDENCE) return false;
  const key = nameOf(violation);
  if (faults.has(key)) return false;
  faults.add(key);
  return true;
}

/** The facts of an exchange that the observer learns. */
interface Seen {
  compiled?: CompiledOperation;
  /** Of the response. */
  body?: JsonValue | undefined;
}

function nothingSeen(): Seen {
  return {};
}

/** What is out of scope may have a URL of any length, such as `data:` and a picture. */
const MAX_URL = 200;

/** How one exchange is judged. */
export interface JudgingOptions {
  readonly policy: ExchangePolicy;
  readonly redactor: Redactor;
  readonly observe?: (compiled: CompiledOperation) => Observer;
  /** Where values of violations are left for later. */
  readonly later?: LateValue[] | undefined;
}

/** Checks one exchange against the contract. */
export function judgeOne(contract: Contract, exchange: Exchange, options: JudgingOptions): Judgement | OutOfScope {
  return examineOne(contract, exchange, options).outcome;
}

function examineOne(
  contract: Contract,
  exchange: Exchange,
  { policy, redactor, observe, later }: JudgingOptions,
  recorder = createRecorder(redactor),
): Pick<Examined, 'outcome' | 'credentials'> {
  const { source, index } = exchange;
  const judged = judgeExchange(contract, exchange, policy, observe);
  const { status } = exchange.response;
  if (judged.outOfScope) {
    const operation = asSent(exchange, redactor);
    return { outcome: { source, exchange: index, outOfScope: judged.outOfScope, operation, status } };
  }
  const { verdict, isUnmatched, violations, reasons, placeholdersAllowed, credentials } = judged;
  // What no operation matches is named by its path as it was sent.
  const operation = isUnmatched ? redactUrl(redactor, judged.operation) : judged.operation;
  const isClean = violations.length === 0 && typeof credentials !== 'object';
  const record = isClean ? undefined : recorder(exchange, { source, exchange: index, operation, status }, later);
  const found = record ? violations.map(record) : [];
  const outcome: Writable<Judgement> = {
    source,
    exchange: index,
    verdict,
    operation,
    status,
    reasons,
    placeholdersAllowed,
    violations: found,
  };
  if (isUnmatched) outcome.isUnmatched = isUnmatched;
  if (credentials === undefined || credentials === 'carried')
    return credentials ? { outcome, credentials } : { outcome };
  return { outcome, credentials: { withheld: credentials.withheld && record?.(credentials.withheld) } };
}

/** Method and URL. Redacted before it is cut: a secret that is cut in two would not be recognised. */
function asSent({ request: { method, url } }: Exchange, redactor: Redactor): string {
  const clean = `${method} ${redactUrl(redactor, url.slice(0, 10 * MAX_URL))}`;
  return clean.length > MAX_URL ? `${clean.slice(0, MAX_URL)}…` : clean;
}
