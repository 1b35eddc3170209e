import {
  baselineOf,
  type CheckRules,
  type Demands,
  type Examination,
  inThisThread,
  judgeOne,
  policyOf,
  rulesIn,
  runCheck,
  runVerdictOf,
} from '../check/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import { pseudonyms, systemSources } from '../io/index.js';
import {
  type AcceptedFault,
  assertExchange,
  type Exchange,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Judgement,
  type Outcome,
  type OutOfScope,
  type Result,
  type ViolationRecord,
} from '../model/index.js';
import type { CHECKING, OptionsOf } from '../options/index.js';
import { onThreads } from '../threads/index.js';
import { type CaptureSourceOptions, captureSource } from './captures.js';
import { type Captures, itemsOf, pathsOf } from './items.js';
import { reportRedactor } from './redaction.js';
import { VERSION } from './version.js';

/** How strict a check is, and what is a secret in its results. docs/options.md lists the options under "Check". */
export interface CheckOptions extends CheckRules {
  /** Rules for secrets in the results, in addition to those that always hold. */
  readonly redact?: RedactOptions;
}

/**
 * How captures are checked. `workers` threads read and judge captures which are files, each with its own validators;
 * results are the same. It is 1 by default.
 */
export interface CaptureOptions
  extends CheckOptions,
    CaptureSourceOptions,
    Demands,
    Pick<OptionsOf<typeof CHECKING>, 'workers'> {
  /** Faults that may stay; see `loadBaseline`. @default none */
  readonly accepted?: readonly AcceptedFault[];
  /**
   * Whether faults carry the message in which they were first seen, and the rule that it breaks, and the result lists
   * exchanges, failed ones first; the HTML report shows all three.
   * @default false
   */
  readonly evidence?: boolean;
  /** Whether the result lists the outcome of each exchange: they are all kept in memory. @default false */
  readonly outcomes?: boolean;
  /**
   * Reads captures that are still being written, as they grow, until it is aborted; in one thread, and one capture at
   * most.
   * @default captures are read to their end
   */
  readonly follow?: AbortSignal;
  /** Receives the first violation of each fault. */
  readonly onFault?: (violation: ViolationRecord) => void;
  /** Receives the outcome of each exchange. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

/**
 * Checks one exchange against the contract.
 * @returns verdict and violations, or why the exchange is out of scope
 * @throws InputError `not-an-exchange` where it is something else, such as a line of NDJSON
 */
export function checkExchange(
  contract: Contract,
  exchange: Exchange,
  options: CheckOptions = {},
): Judgement | OutOfScope {
  assertExchange(exchange);
  return judgeOne(contract, exchange, {
    policy: policyOf(options),
    redactor: reportRedactor(options.redact, contract),
  });
}

/**
 * Checks captures against the contract.
 * @param captures paths of files and folders, or patterns (`-` is standard input); or exchanges from elsewhere
 * @throws InputError where a capture cannot be read at all, is empty or of no known format, and `nothing-in-scope`
 * where no exchange is in scope
 */
export async function checkCapture(
  contract: Contract,
  captures: Captures,
  options: CaptureOptions = {},
): Promise<Result> {
  const { document } = contract;
  const { evidence = false, outcomes, accepted, onFault, onOutcome } = options;
  const found = await runCheck(contract, examine(contract, captures, options), {
    showRules: evidence,
    outcomes,
    baseline: accepted && baselineOf(accepted, systemSources.now().toISOString().slice(0, 10)),
    onFault,
    onOutcome,
  });
  const { title, version } = document.root.info ?? {};
  const result: Result = {
    docproof: VERSION,
    document: { source: document.source, title: String(title ?? ''), version: String(version ?? '') },
    verdict: runVerdictOf(found.summary, found.coverage, options),
    ...found,
  };
  assertChecked(result, contract, options);
  return result;
}

/** Chooses who examines the exchanges. */
function examine(contract: Contract, captures: Captures, options: CaptureOptions): Examination {
  const { evidence = false, formats = [], workers = 1, onPassedOver, onRead, redact = {} } = options;
  const settings = { rules: rulesIn(options), evidence, redact };
  const follow = followOf(captures, options);
  const reading = { formats, onPassedOver, onRead };
  const paths = pathsOf(captures);
  return workers > 1 && paths && !follow
    ? onThreads(workers)(contract, captureSource(paths, reading), settings)
    : inThisThread(pseudonyms)(contract, itemsOf(captures, { ...reading, ...(follow ? { follow } : {}) }), settings);
}

/** A capture that is followed has no end, so that no other can come after it. @throws InputError `bad-option` */
function followOf(captures: Captures, { follow }: CaptureOptions): AbortSignal | undefined {
  if (!follow || (pathsOf(captures)?.length ?? 1) === 1) return follow;
  throw new InputError('bad-option', 'several captures cannot be followed at once', {
    cure: 'Name one capture; check the others when they are whole.',
  });
}

/** A run that checked nothing proves nothing. */
function assertChecked({ summary, document }: Result, contract: Contract, { baseUrls = [] }: CheckOptions): void {
  if (summary.checked > 0 || summary.unread.length > 0) return;
  const reasons = Object.entries(summary.outOfScope).map(([reason, count]) => `${count} × ${reason}`);
  const servers = [...(summary.otherServers ?? [])].sort((a, b) => b.exchanges - a.exchanges);
  const seen = servers.map(({ server }) => server);
  const known = [...serverUrlsOf(contract.document.root), ...baseUrls];
  const went = seen.length === 0 ? '' : `: they went to ${seen.join(', ')}`;
  const is = known.length === 0 ? 'the document names no server' : `the document is at ${known.join(', ')}`;
  throw new InputError(
    'nothing-in-scope',
    `none of ${summary.entries} exchanges is in scope of ${document.source} (${reasons.join(', ')})${went}${seen.length === 0 ? '' : `, and ${is}`}`,
    {
      cure:
        seen.length > 0
          ? `If that is the service, name the URL before its paths: ${baseUrlsFor(seen[0] ?? '')}.`
          : 'Compare the URLs in the capture with --base-url and with the servers of the document.',
    },
  );
}

/** The URLs of the document's servers, as it writes them. */
function serverUrlsOf({ servers }: JsonObject): string[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server: JsonValue) =>
    isObject(server) && typeof server.url === 'string' ? [server.url] : [],
  );
}

/** The flag for an origin, and for its first segment where the paths may begin below it. */
function baseUrlsFor(server: string): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(server)?.[0] ?? server;
  return origin === server ? `--base-url ${origin}` : `--base-url ${origin}, or --base-url ${server}`;
}
