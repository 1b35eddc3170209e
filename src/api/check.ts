import { baselineOf, faultKey, judgeOne, MAX_FAULTS, openLedger } from '../check/index.js';
import { type Contract, DEFAULT_POLICY, type ExchangePolicy, type Leniency, serverOf } from '../contract/index.js';
import { systemSources } from '../io/index.js';
import {
  type AcceptedFault,
  type Exchange,
  InputError,
  type Judgement,
  type Outcome,
  type OutOfScope,
  type Result,
  type ViolationRecord,
} from '../model/index.js';
import { examineInThreads } from '../threads/index.js';
import type { CaptureSourceOptions } from './captures.js';
import { type Captures, examineHere, pathsOf } from './examine.js';
import { type RedactOptions, reportRedactor } from './redaction.js';
import { VERSION } from './version.js';

/** How strict a check is. */
export interface CheckOptions {
  /** Values that repeat a documented placeholder. @default 'warn' */
  readonly placeholders?: Leniency;
  /** What the document does not describe. @default paths, methods, statuses and media types are errors, properties warnings */
  readonly undocumented?: Leniency;
  /** Header fields that neither HTTP nor the document knows. @default 'allow' */
  readonly undocumentedHeaders?: Leniency;
  /** URLs under which the document's paths are found, beside its own servers. @default [] */
  readonly baseUrls?: readonly string[];
  /** What is a secret in the results, beside what is one everywhere. */
  readonly redact?: RedactOptions;
}

/** How captures are checked. */
export interface CaptureOptions extends CheckOptions, CaptureSourceOptions {
  /** Faults that may stay; see `loadBaseline`. @default none */
  readonly accepted?: readonly AcceptedFault[];
  /** Whether faults carry the message in which they were first seen, and the rule that it breaks; the HTML report shows both. @default false */
  readonly evidence?: boolean;
  /** Threads that read and judge captures which are files. Results are the same; each has validators of its own. @default 1 */
  readonly workers?: number;
  /** Reads captures that are still being written, as they grow, until it is aborted; in one thread, and one capture at most. @default captures are read to their end */
  readonly follow?: AbortSignal;
  /** Hears of each fault as it is first seen. */
  readonly onFault?: (violation: ViolationRecord) => void;
  /** Hears of each exchange as it is judged. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Hears of bytes of captures as they are read. */
  readonly onRead?: (bytes: number) => void;
}

/**
 * Holds one exchange against the contract.
 * @returns verdict and violations, or why the exchange is out of scope
 */
export function checkExchange(
  contract: Contract,
  exchange: Exchange,
  options: CheckOptions = {},
): Judgement | OutOfScope {
  return judgeOne(contract, exchange, {
    policy: policyOf(options),
    redactor: reportRedactor(options.redact, contract),
  });
}

/**
 * Holds captures against the contract.
 * @param captures paths of files and folders, or patterns (`-` is standard input); or exchanges from elsewhere
 * @throws InputError where a capture cannot be read at all, is empty or of no known format, and `nothing-in-scope` where there was nothing to check
 */
export async function checkCapture(
  contract: Contract,
  captures: Captures,
  options: CaptureOptions = {},
): Promise<Result> {
  const { document } = contract;
  const { evidence = false, formats = [], workers = 1, onPassedOver, onRead, redact = {} } = options;
  const follow = followOf(captures, options);
  const examineOptions = {
    policy: policyOf(options),
    evidence,
    formats,
    onPassedOver,
    onRead,
    redact,
    ...(follow ? { follow } : {}),
  };
  const paths = pathsOf(captures);
  const examination =
    workers > 1 && paths && !follow
      ? examineInThreads(contract, paths, examineOptions, workers)
      : examineHere(contract, captures, examineOptions);
  const ledger = openLedger(contract, {
    showRules: evidence,
    baseline: options.accepted && baselineOf(options.accepted, systemSources.now().toISOString().slice(0, 10)),
  });
  const onFault = options.onFault && firstOnly(options.onFault);
  for await (const examined of examination.results) {
    const outcome = ledger.add(examined);
    options.onOutcome?.(outcome);
    if (onFault && 'verdict' in outcome) outcome.violations.forEach(onFault);
  }
  for (const counts of await examination.counts()) ledger.addCounts(counts);
  const { title, version } = document.root.info ?? {};
  const result: Result = {
    docproof: VERSION,
    document: { source: document.source, title: String(title ?? ''), version: String(version ?? '') },
    ...ledger.result(),
  };
  assertChecked(result, options);
  return result;
}

/** A capture that is followed has no end, so that no other comes after it. @throws InputError `bad-option` */
function followOf(captures: Captures, { follow }: CaptureOptions): AbortSignal | undefined {
  if (!follow || (pathsOf(captures)?.length ?? 1) === 1) return follow;
  throw new InputError('bad-option', 'several captures cannot be followed at once', {
    cure: 'Name one capture; check the others when they are whole.',
  });
}

/** Tells of the first violation of each fault. */
function firstOnly(tell: (violation: ViolationRecord) => void): (violation: ViolationRecord) => void {
  const seen = new Set<string>();
  return (violation) => {
    const key = `${violation.operation} ${faultKey(violation)}`;
    if (seen.has(key) || seen.size >= MAX_FAULTS) return;
    seen.add(key);
    tell(violation);
  };
}

/** The policy of a check. @throws InputError where a base URL is none */
export function policyOf({
  placeholders,
  undocumented,
  undocumentedHeaders,
  baseUrls = [],
}: CheckOptions): ExchangePolicy {
  return {
    ...DEFAULT_POLICY,
    placeholders: placeholders ?? DEFAULT_POLICY.placeholders,
    undocumented: undocumented ?? DEFAULT_POLICY.undocumented,
    undocumentedProperties: undocumented ?? DEFAULT_POLICY.undocumentedProperties,
    undocumentedHeaders: undocumentedHeaders ?? DEFAULT_POLICY.undocumentedHeaders,
    baseUrls: baseUrls.map(toServer),
  };
}

function toServer(url: string) {
  const server = /^https?:\/\/[^/]/i.test(url) ? serverOf(url) : undefined;
  if (server) return server;
  throw new InputError('bad-option', `${url} is no base URL`, {
    cure: 'Write scheme and host, such as --base-url http://127.0.0.1:4010.',
  });
}

/** A run that checked nothing proves nothing. */
function assertChecked({ summary, document }: Result, { baseUrls = [] }: CheckOptions): void {
  if (summary.checked > 0 || summary.unread.length > 0) return;
  const reasons = Object.entries(summary.outOfScope).map(([reason, count]) => `${count} × ${reason}`);
  throw new InputError(
    'nothing-in-scope',
    `none of ${summary.entries} exchanges is in scope of ${document.source} (${reasons.join(', ')})`,
    {
      cure:
        baseUrls.length === 0
          ? 'If the traffic was recorded against another host, name it: --base-url http://HOST:PORT.'
          : 'Compare the URLs in the capture with --base-url and with the servers of the document.',
    },
  );
}
