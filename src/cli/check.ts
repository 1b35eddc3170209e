import { Command } from 'commander';
import { judgeCaptures } from '../api/check.js';
import {
  type AcceptedFault,
  type AcceptOptions,
  type CheckOptions,
  type Contract,
  InputError,
  loadBaseline,
  loadConfig,
  type Result,
  showsEvidence,
  updateBaseline,
} from '../api/index.js';
import { BASELINE, CHECKING, type OptionsOf, QUEUE, type Resolved, resolve, VERBS, VERDICT } from '../options/index.js';
import { compareRun } from './against.js';
import { givenRuns, type Run, suiteRuns } from './check-runs.js';
import { assertDistinctFiles, sayFiles, type Target, withSuite, writeTarget } from './check-targets.js';
import { EXIT } from './exit.js';
import { sourcesOf, withOptions } from './flags.js';
import { fleetOf, printPlan } from './fleet.js';
import { following } from './following.js';
import type { CommonFlags } from './options.js';
import { say } from './output.js';
import { assertOthers } from './outputs.js';
import { sayPassedOver } from './passed-over.js';
import { startProgress } from './progress.js';
import type { RedactFlags } from './redact-flags.js';
import { showResult } from './show-result.js';
import { writeStopped } from './stopped-reports.js';
import { isStreamed, type StreamedReports, streamedReports } from './streamed-reports.js';
import { writeSuggestion } from './suggest.js';
import { warnOfExamples } from './usable.js';

interface CheckFlags
  extends CommonFlags,
    RedactFlags,
    OptionsOf<typeof CHECKING>,
    OptionsOf<typeof QUEUE>,
    OptionsOf<typeof VERDICT>,
    OptionsOf<typeof BASELINE> {
  readonly config?: string;
}

/** `docproof check`. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('Check recorded traffic against the document.')
    .argument(
      '[DOCUMENT]',
      'path or URL of an OpenAPI, Swagger 2.0 or Postman document, or a folder of documentation pages',
    )
    .argument(
      '[CAPTURE...]',
      'files of recorded traffic, also compressed or in a ZIP; folders; patterns; s3://BUCKET/KEY, a folder or pattern there; an https URL, or that of a list of URLs; - is standard input. The format is detected from the content. Without any, the suites of docproof.yaml are checked',
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.check);
}

const EXAMPLES = `
Examples:
  $ docproof check api.yaml traffic.har --base-url http://127.0.0.1:4010
  $ docproof check api.yaml captures/ --format text --format junit=report.xml
  $ docproof check api.yaml traffic.har --suggest drift.yaml
  $ docproof check api.yaml traffic.har --against api-v2.yaml
  $ docproof check api.yaml recording.ndjson --follow
  $ docproof check api.yaml 's3://captures/2026-11/**/*.har.gz'
  $ docproof check --config contracts/docproof.yaml --suite browser`;

async function run(
  document: string | undefined,
  captures: readonly string[],
  flags: CheckFlags,
  command: Command,
): Promise<void> {
  assertFlags(captures, flags, command);
  const config = await loadConfig(flags.config);
  const targets = flags.format ?? [{ format: 'text' }];
  const loading =
    captures.length > 0 ? givenRuns(document, captures, flags, config) : suiteRuns(document, flags, config);
  const runs = await loading.catch(async (error: unknown) => {
    const names = captures.length > 0 ? [undefined] : (flags.suite ?? Object.keys(config.suites ?? {}));
    for (const name of names) await writeStopped(error, { document: document ?? config.document, name, flags });
    throw error;
  });
  if (flags.open && runs.length > 1)
    throw new InputError('bad-option', '--open shows one suite', { cure: 'Choose one by --suite.' });
  const written = [...targets, ...(flags.suggest === undefined ? [] : [{ file: flags.suggest }])];
  assertDistinctFiles(written, runs.length);
  for (const { name, contract, captures } of runs) {
    const files = written.map(({ file }) => (file === undefined ? undefined : withSuite(file, name)));
    assertOthers(files, contract, captures);
  }
  warnOfExamples(
    runs.map(({ contract }) => contract),
    flags,
  );
  const codes: number[] = [];
  for (const each of runs)
    codes.push(
      await checkRun(each, targets, flags).catch((error: unknown) => {
        // One suite of which nothing could be judged does not hide the verdicts of the others.
        if (runs.length === 1 || !(error instanceof InputError) || error.code === 'bad-option') throw error;
        say(`suite ${each.name}: ${error.message}${error.cure === undefined ? '' : `\n  ${error.cure}`}`);
        return EXIT.unusable;
      }),
    );
  process.exitCode = Math.max(...codes);
}

async function checkRun(
  { name, contract, captures, rules, redact, reach }: Run,
  targets: readonly Target[],
  flags: CheckFlags,
): Promise<number> {
  // The rules of a suite are those of the file, and its own over them.
  const sources = sourcesOf(flags, { check: rules });
  const { failOn, minCoverage, maxInconclusive, outcomes } = resolve(VERDICT, sources);
  const { baseline } = resolve(BASELINE, sources);
  const accepted = await baselineFor(baseline, flags);
  const accepting = accepted ? { accepted } : {};
  const evidence = targets.some(({ format }) => showsEvidence(format));
  const passedOver: string[] = [];
  const { suite, workers, follow, open, ...strictness } = resolve(CHECKING, sources);
  const options: CheckOptions & Run['reach'] = { redact, ...strictness, ...reach };
  if (flags.against !== undefined) {
    const { against } = flags;
    const onPassedOver = (source: string): number => passedOver.push(source);
    const comparing = { contract, captures, options: { ...options, ...accepting, onPassedOver } };
    // A comparison does not heed what the file says of failing.
    const { failOn: asked } = resolve(VERDICT, sourcesOf(flags));
    const code = await compareRun(comparing, { ...flags, against, failOn: asked }, name);
    if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
    return code;
  }
  const fleet = await fleetOf(resolve(QUEUE, sources), flags);
  if (fleet && flags.dryRun) {
    const sums = !evidence && !outcomes && !accepted && !targets.some(isStreamed);
    await printPlan(fleet, contract, captures, { ...options, evidence, sums });
    return EXIT.holds;
  }
  // Following prints faults as they come, on the lines that a progress bar would use.
  const progress = flags.follow || fleet ? undefined : await startProgress(captures, flags, reach);
  const streamed = flags.updateBaseline ? undefined : streamedReports(targets, name);
  const kept = flags.open ? (await import('../api/inspector/serve-result.js')).checkedExchanges(options) : undefined;
  const { result, outOfScope } = await judgeCaptures(contract, captures, {
    ...options,
    ...(progress ? { onRead: progress.onRead } : {}),
    ...(progress ? { onProgress: progress.onProgress } : {}),
    ...(streamed ? { onOutcome: streamed.add } : {}),
    onPassedOver: (source) => passedOver.push(source),
    ...accepting,
    ...(flags.follow ? following(flags) : {}),
    ...(flags.workers === undefined ? {} : { workers: flags.workers }),
    ...(fleet ? { queue: fleet.queue } : {}),
    evidence: evidence || kept !== undefined,
    ...(kept ? { onExchange: kept.add } : {}),
    failOn,
    minCoverage,
    maxInconclusive,
    outcomes,
  })
    .finally(() => {
      progress?.stop();
      fleet?.stop();
    })
    .catch(async (error: unknown) => {
      if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
      await writeStopped(error, { document: contract.document.source, name, flags, streamed });
      throw error;
    });
  if (outOfScope) {
    if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
    // Nobody asked for the default report: the error says the same.
    await writeReports({ result, contract, name, streamed }, flags.format ?? [], flags);
    if (!flags.quiet && flags.format) sayFiles(result, flags.format, name);
    if (kept) await showResult(await kept.serve(contract, result));
    throw outOfScope;
  }
  if (name !== undefined && !flags.quiet) say(`suite ${name}`);
  if (passedOver.length > 0 && !flags.quiet) sayPassedOver(passedOver);
  if (flags.updateBaseline && baseline !== undefined) {
    const { added, removed, kept } = await updateBaseline(baseline, result, acceptOptions(flags));
    say(`${baseline}: ${added} added, ${removed} removed, ${kept} kept`);
    if (flags.format && !flags.quiet) say('--update-baseline writes no report: run the check again for --format');
    return EXIT.holds;
  }
  await writeReports({ result, contract, name, streamed }, targets, flags);
  if (!flags.quiet) sayLeftOut(result, targets);
  if (flags.suggest !== undefined)
    await writeSuggestion(
      { contract, captures, options: { ...options, ...accepting } },
      withSuite(flags.suggest, name),
      flags,
    );
  if (!flags.quiet) sayFiles(result, targets, name);
  if (kept) await showResult(await kept.serve(contract, result));
  return fleet?.isIncomplete() ? EXIT.unusable : exitCodeOf(result, failOn);
}

/** Writes the reports of a run; those that were written while it ran get their last lines. */
async function writeReports(
  { result, contract, name, streamed }: Written,
  targets: readonly Target[],
  flags: CheckFlags,
): Promise<void> {
  streamed?.end(result);
  for (const target of targets.filter((each) => !isStreamed(each)))
    await writeTarget({ result, contract }, target, name, flags);
}

interface Written {
  readonly result: Result;
  readonly contract: Contract;
  readonly name: string | undefined;
  readonly streamed: StreamedReports | undefined;
}

/** Says where a report lists violations one by one, and not all of them. */
function sayLeftOut({ violations, violationsLeftOut }: Result, targets: readonly Target[]): void {
  if (violationsLeftOut === 0 || !targets.some(({ format }) => format === 'json')) return;
  const total = violations.length + violationsLeftOut;
  say(`json lists ${violations.length} of ${total} violations one by one, errors first; --format ndjson lists all`);
}

/** Refuses flags that would change nothing. Variables may be for other runs. @throws InputError `bad-option` */
function assertFlags(captures: readonly string[], { updateBaseline: isUpdate }: CheckFlags, command: Command): void {
  if (captures.length > 0 && command.getOptionValueSource('suite') === 'cli')
    throw new InputError('bad-option', '--suite checks the captures of docproof.yaml, and others are named too', {
      cure: 'Name captures, or a suite.',
    });
  if (isUpdate) return;
  for (const [name, flag] of BASELINE_DETAILS)
    if (command.getOptionValueSource(name) === 'cli')
      throw new InputError('bad-option', `${flag} needs --update-baseline`, {
        cure: `Add --baseline FILE --update-baseline, or leave out ${flag}.`,
      });
}

const BASELINE_DETAILS = [
  ['baselineReason', '--baseline-reason'],
  ['baselineExpires', '--baseline-expires'],
] as const;

/** The faults that are accepted already; none where the baseline is about to be written for the first time. */
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

function exitCodeOf({ verdict: { outcome, unmet } }: Result, failOn: Resolved<typeof VERDICT.rows>['failOn']): number {
  if (outcome === 'inconclusive') return EXIT.unusable;
  if (outcome === 'passed') return EXIT.holds;
  return failOn === 'never' && unmet.length === 0 ? EXIT.holds : EXIT.broken;
}
