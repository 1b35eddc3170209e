import {
  baselineOf,
  type CheckRules,
  type Demands,
  type Examination,
  inThisThread,
  judgeOne,
  policyOf,
  type RunOptions,
  type RunSettings,
  rulesIn,
  runCheck,
  runVerdictOf,
  stoppedVerdict,
} from '../check/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import { isRemoteObject, pseudonyms, systemSources } from '../io/index.js';
import {
  type AcceptedFault,
  assertExchange,
  type CaptureItem,
  type Exchange,
  type Grouped,
  InputError,
  isGroup,
  isUnread,
  type Judgement,
  type Outcome,
  type OutOfScope,
  type Result,
  type ViolationRecord,
} from '../model/index.js';
import type { CHECKING, OptionsOf } from '../options/index.js';
import { onThreads } from '../threads/index.js';
import { type CaptureSourceOptions, captureSource } from './captures.js';
import type { QueueOptions } from './fleet.js';
import { type Captures, groupsOf, pathsOf } from './items.js';
import { reportRedactor } from './redaction.js';
import { describedBy, nothingInScope } from './scope.js';
import { VERSION } from './version.js';

/**
 * How strict a check is, and what is a secret in its results. docs/reference/options.md lists the options, under
 * "Check".
 */
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
  /**
   * Lets workers on any machines judge captures, which are files or objects that all of them reach.
   * @default this process judges
   */
  readonly queue?: QueueOptions;
  /** Receives the first violation of each fault. */
  readonly onFault?: (violation: ViolationRecord) => void;
  /** Receives the outcome of each exchange. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Receives each exchange as it was read, with its secrets, before it is judged: so one thread reads all of them. */
  readonly onExchange?: (exchange: Exchange) => void;
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
  const { result, outOfScope } = await judgeCaptures(contract, captures, options);
  if (outOfScope) throw outOfScope;
  return result;
}

/** The result of a check, also of one in which no exchange was in scope. */
export interface JudgedCaptures {
  readonly result: Result;
  /** InputError `nothing-in-scope` where no exchange was in scope: the result is inconclusive for the same reason. */
  readonly outOfScope?: InputError;
}

/** Checks captures as {@link checkCapture} does, and gives the result where nothing is in scope, too. */
export async function judgeCaptures(
  contract: Contract,
  captures: Captures,
  options: CaptureOptions & Pick<RunOptions, 'onProgress'> = {},
): Promise<JudgedCaptures> {
  const { evidence = false, outcomes, accepted, onFault, onOutcome, onProgress } = options;
  const found = await runCheck(contract, await examine(contract, captures, options), {
    showRules: evidence,
    outcomes,
    baseline: accepted && baselineOf(accepted, systemSources.now().toISOString().slice(0, 10)),
    onFault,
    onOutcome,
    onProgress,
  });
  const outOfScope = nothingInScope(found.summary, contract, options);
  const verdict = outOfScope
    ? stoppedVerdict(outOfScope.problem)
    : runVerdictOf(found.summary, found.coverage, options);
  const result = { docproof: VERSION, document: describedBy(contract), verdict, ...found };
  return outOfScope ? { result, outOfScope } : { result };
}

/** Chooses who examines the exchanges. */
async function examine(contract: Contract, captures: Captures, options: CaptureOptions): Promise<Examination> {
  const { evidence = false, formats = [], workers = 1, onPassedOver, onRead, onExchange, redact = {} } = options;
  const { allowPrivate, allowRedirects } = options;
  const settings = { rules: rulesIn(options), evidence, redact, sums: doSumsDo(options) };
  const follow = followOf(captures, options);
  const reading = { formats, onPassedOver, onRead, allowPrivate, allowRedirects };
  const paths = pathsOf(captures);
  if (options.queue) return onWorkers(contract, queueable(captures, options), settings, options.queue, reading);
  if (workers > 1 && paths && !follow && !onExchange)
    return onThreads(workers)(contract, captureSource(paths, reading), settings);
  const items = groupsOf(captures, { ...reading, ...(follow ? { follow } : {}) });
  return inThisThread(pseudonyms)(contract, onExchange ? heard(items, onExchange) : items, settings);
}

/** Whether nothing asks for each exchange. */
export function doSumsDo({ evidence, outcomes, accepted, onFault, onOutcome }: CaptureOptions): boolean {
  return !evidence && !outcomes && !accepted && !onFault && !onOutcome;
}

async function onWorkers(
  contract: Contract,
  paths: readonly string[],
  settings: RunSettings,
  queue: QueueOptions,
  reading: CaptureSourceOptions,
): Promise<Examination> {
  const [{ overQueue }, { captureObjects, queueOptions }] = await Promise.all([
    import('../fleet/index.js'),
    import('./fleet.js'),
  ]);
  return overQueue({ ...queueOptions(queue), docproof: VERSION })(contract, captureObjects(paths, reading), settings);
}

/** The paths of captures that workers read. @throws InputError `bad-option` for what only this process can read */
function queueable(captures: Captures, { follow, onExchange, formats = [] }: CaptureOptions): readonly string[] {
  const paths = pathsOf(captures);
  if (paths && !follow && !onExchange && formats.length === 0) return paths;
  throw new InputError('bad-option', 'a queue takes captures by their paths', {
    cure: 'Leave out queue where exchanges come from the program, are followed, or need their own format or listener.',
  });
}

async function* heard(
  items: Grouped<CaptureItem>,
  onExchange: (exchange: Exchange) => void,
): AsyncGenerator<Iterable<CaptureItem>> {
  const all = function* (group: Iterable<CaptureItem>): Generator<CaptureItem> {
    for (const item of group) {
      if (!isUnread(item)) onExchange(item);
      yield item;
    }
  };
  for await (const item of items) yield all(isGroup(item) ? item : [item]);
}

/** A capture that is followed has no end, so that no other can come after it. @throws InputError `bad-option` */
function followOf(captures: Captures, { follow }: CaptureOptions): AbortSignal | undefined {
  const paths = pathsOf(captures) ?? [];
  const remote = follow ? paths.find(isRemoteObject) : undefined;
  if (remote !== undefined)
    throw new InputError('bad-option', 'an object in a bucket or behind a URL cannot be followed: it does not grow', {
      place: { source: remote.replace(/\?.*$/s, '') },
      cure: 'Leave out --follow, or name a file.',
    });
  if (!follow || paths.length <= 1) return follow;
  throw new InputError('bad-option', 'several captures cannot be followed at once', {
    cure: 'Name one capture; check the others when they are whole.',
  });
}
