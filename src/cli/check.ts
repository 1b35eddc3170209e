import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import {
  type AcceptedFault,
  type AcceptOptions,
  type CheckOptions,
  checkCapture,
  InputError,
  type Leniency,
  loadBaseline,
  loadConfig,
  type Result,
  reportFormatNames,
  showsEvidence,
  updateBaseline,
} from '../api/index.js';
import { compareRun } from './against.js';
import { givenRun, type Run, suiteRuns } from './check-runs.js';
import { addTarget, assertDistinctFiles, percent, type Target, withSuite, writeTarget } from './check-targets.js';
import { EXIT } from './exit.js';
import { following } from './following.js';
import { type CommonFlags, collect, wholeNumber, withCommonFlags } from './options.js';
import { say } from './output.js';
import { sayPassedOver } from './passed-over.js';
import { startProgress } from './progress.js';
import { type RedactFlags, withRedactFlags } from './redact-flags.js';
import { writeSuggestion } from './suggest.js';

interface CheckFlags extends CommonFlags, RedactFlags {
  readonly format?: readonly Target[];
  readonly failOn?: 'error' | 'warning' | 'never';
  readonly baseUrl?: readonly string[];
  readonly minCoverage?: number;
  readonly placeholders?: Leniency;
  readonly undocumented?: Leniency;
  readonly undocumentedHeaders?: Leniency;
  readonly suite?: readonly string[];
  readonly baseline?: string;
  readonly workers?: number;
  readonly suggest?: string;
  readonly against?: string;
  readonly updateBaseline?: boolean;
  readonly follow?: boolean;
  readonly baselineReason?: string;
  readonly baselineExpires?: string;
}

const LENIENCY = ['allow', 'warn', 'error'] as const;

/** `docproof check`. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('Hold recorded traffic against the document.')
    .addArgument(new Argument('[DOCUMENT]', 'path or URL of an OpenAPI 3.0 or 3.1 document'))
    .addArgument(
      new Argument(
        '[CAPTURE...]',
        'files of recorded traffic, told by content, also compressed or in a ZIP; folders; patterns; - is standard input. Without any, the suites of docproof.yaml are checked',
      ),
    )
    .option('--suite <NAME>', 'check this suite of docproof.yaml only (repeatable)', collect)
    .option(
      '-f, --format <FORMAT=FILE>',
      `${reportFormatNames.join(', ')}; to FILE or standard output (repeatable; default: text)`,
      addTarget,
    )
    .addOption(
      new Option('--fail-on <LEVEL>', 'exit with 1 from this severity on (default: error)').choices([
        'error',
        'warning',
        'never',
      ]),
    )
    .option('--min-coverage <PERCENT>', 'exit with 1 where fewer of the operations were seen', percent)
    .option('--baseline <FILE>', 'faults that may stay; those that are not in it fail')
    .option('--update-baseline', 'write the baseline anew, so that what was found today may stay')
    .option('--baseline-reason <TEXT>', 'why what is added to the baseline may stay')
    .option('--baseline-expires <DATE>', 'the last day on which it may: 2027-01-31', date)
    .option('--suggest <FILE>', 'write an OpenAPI Overlay that makes the document accept what was seen')
    .addOption(
      new Option(
        '--against <DOCUMENT>',
        'compare with a new document: what it breaks for those who sent these exchanges',
      ).conflicts(['suggest', 'updateBaseline', 'minCoverage', 'workers', 'follow']),
    )
    .option('--workers <COUNT>', 'threads that read and judge; the report is the same (default: 1)', wholeNumber(1, 64))
    .option('--follow', 'go on reading a capture that is still being written, and tell of new faults, until Ctrl+C')
    .option('--base-url <URL>', "where the captured service stood, beside the document's servers (repeatable)", collect)
    .addOption(
      new Option('--placeholders <HOW>', 'values that repeat a documented placeholder (default: warn)').choices(
        LENIENCY,
      ),
    )
    .addOption(
      new Option(
        '--undocumented <HOW>',
        'what the document does not describe (default: error; for properties of open objects warn)',
      ).choices(LENIENCY),
    )
    .addOption(
      new Option(
        '--undocumented-headers <HOW>',
        'header fields that neither HTTP nor the document knows (default: allow)',
      ).choices(LENIENCY),
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(withRedactFlags(command));
}

const EXAMPLES = `
Examples:
  $ docproof check spec/openapi.yaml traffic.har --base-url http://127.0.0.1:4010
  $ docproof check api.yaml captures/ --format text --format junit=report.xml
  $ docproof check api.yaml traffic.har --suggest drift.yaml
  $ docproof check api.yaml traffic.har --against api-v2.yaml
  $ docproof check api.yaml recording.ndjson --follow
  $ docproof check --config contracts/docproof.yaml --suite browser`;

async function run(document: string | undefined, captures: readonly string[], flags: CheckFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const runs =
    captures.length > 0
      ? [await givenRun(document, captures, flags, config)]
      : await suiteRuns(document, flags, config);
  const targets = flags.format ?? [{ format: 'text' }];
  assertDistinctFiles([...targets, ...(flags.suggest === undefined ? [] : [{ file: flags.suggest }])], runs.length);
  const codes: number[] = [];
  for (const each of runs) codes.push(await checkRun(each, targets, flags));
  process.exitCode = Math.max(...codes);
}

async function checkRun(
  { name, contract, captures, rules, redact }: Run,
  targets: readonly Target[],
  flags: CheckFlags,
): Promise<number> {
  const placeholders = flags.placeholders ?? rules.placeholders;
  const undocumented = flags.undocumented ?? rules.undocumented;
  const undocumentedHeaders = flags.undocumentedHeaders ?? rules['undocumented-headers'];
  const baseline = flags.baseline ?? rules.baseline;
  const accepted = await baselineFor(baseline, flags);
  const accepting = accepted ? { accepted } : {};
  const evidence = targets.some(({ format }) => showsEvidence(format));
  const passedOver: string[] = [];
  const options: CheckOptions = {
    redact,
    baseUrls: [...(flags.baseUrl ?? []), ...(rules['base-url'] ?? [])],
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(undocumented === undefined ? {} : { undocumented }),
    ...(undocumentedHeaders === undefined ? {} : { undocumentedHeaders }),
  };
  if (flags.against !== undefined) {
    const { against } = flags;
    const onPassedOver = (source: string): number => passedOver.push(source);
    const comparing = { contract, captures, options: { ...options, ...accepting, onPassedOver } };
    const code = await compareRun(comparing, { ...flags, against }, name);
    if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
    return code;
  }
  // Following tells of faults as they come, on the same lines.
  const progress = flags.follow ? undefined : await startProgress(captures, flags);
  const result = await checkCapture(contract, captures, {
    ...options,
    ...(progress ? { onRead: progress.onRead, onOutcome: progress.onOutcome } : {}),
    onPassedOver: (source) => passedOver.push(source),
    ...accepting,
    ...(flags.follow ? following(flags) : {}),
    ...(flags.workers === undefined ? {} : { workers: flags.workers }),
    evidence,
  })
    .finally(() => progress?.stop())
    .catch((error: unknown) => {
      if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
      throw error;
    });
  if (name !== undefined && !flags.quiet) say(`suite ${name}`);
  if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
  if (flags.updateBaseline && baseline !== undefined) {
    const { added, removed, kept } = await updateBaseline(baseline, result, acceptOptions(flags));
    say(`${baseline}: ${added} added, ${removed} removed, ${kept} kept`);
    return EXIT.holds;
  }
  for (const target of targets) await writeTarget({ result, contract }, target, name, flags);
  if (flags.suggest !== undefined)
    await writeSuggestion(
      { contract, captures, options: { ...options, ...accepting } },
      withSuite(flags.suggest, name),
      flags,
    );
  return exitCodeOf(
    result,
    flags.failOn ?? rules['fail-on'] ?? 'error',
    flags.minCoverage ?? rules['min-coverage'] ?? 0,
  );
}

/** What is accepted already; nothing where the baseline is about to be written for the first time. */
async function baselineFor(
  path: string | undefined,
  { updateBaseline: isUpdate }: CheckFlags,
): Promise<readonly AcceptedFault[] | undefined> {
  if (path === undefined) {
    if (!isUpdate) return undefined;
    throw new InputError('bad-option', 'there is no baseline to update', {
      cure: 'Name its file: --baseline contracts/baseline.yaml --update-baseline.',
    });
  }
  try {
    return await loadBaseline(path);
  } catch (error) {
    if (isUpdate && error instanceof InputError && error.code === 'not-found') return [];
    throw error;
  }
}

function acceptOptions({ baselineReason, baselineExpires }: CheckFlags): AcceptOptions {
  return {
    reason:
      baselineReason ?? `was there on ${new Date().toISOString().slice(0, 10)}; nobody has said yet why it may stay`,
    ...(baselineExpires === undefined ? {} : { expires: baselineExpires }),
  };
}

function exitCodeOf({ summary, coverage }: Result, failOn: 'error' | 'warning' | 'never', minCoverage: number): number {
  if (summary.checked === 0) return EXIT.unusable;
  const broken = failOn !== 'never' && (summary.errors > 0 || (failOn === 'warning' && summary.warnings > 0));
  if (coverage.percent < minCoverage) {
    say(`coverage is ${coverage.percent} % of operations, and --min-coverage asks for ${minCoverage} %`);
    return EXIT.broken;
  }
  if (broken) return EXIT.broken;
  // What could not be read may have held anything: it is no pass.
  return summary.unread.length > 0 ? EXIT.unusable : EXIT.holds;
}

function date(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidArgumentError('It must be a day such as 2027-01-31.');
}
