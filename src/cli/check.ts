import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import {
  type CheckConfig,
  type Config,
  type Contract,
  checkCapture,
  InputError,
  type Leniency,
  loadConfig,
  loadContract,
  type ReportFormatName,
  type Result,
  reportFormatNames,
  writeReport,
} from '../api/index.js';
import { EXIT } from './exit.js';
import { type CommonFlags, collect, loadOptions, withCommonFlags } from './options.js';
import { print, say, wantsColor } from './output.js';

interface CheckFlags extends CommonFlags {
  readonly format?: readonly Target[];
  readonly failOn?: 'error' | 'warning' | 'never';
  readonly baseUrl?: readonly string[];
  readonly minCoverage?: number;
  readonly placeholders?: Leniency;
  readonly undocumented?: Leniency;
  readonly suite?: readonly string[];
}

/** One report to write: `text`, or `junit=report.xml`. */
interface Target {
  readonly format: ReportFormatName;
  readonly file?: string;
}

/** What is checked together: captures of one API, under one set of rules. */
interface Run {
  readonly name?: string;
  readonly contract: Contract;
  readonly captures: readonly string[];
  readonly rules: CheckConfig;
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
        'HAR 1.2 or NDJSON files, told by content; - is standard input. Without any, the suites of docproof.yaml are checked',
      ),
    )
    .option('--suite <NAME>', 'check this suite of docproof.yaml only (repeatable)', collect)
    .option(
      '--format <FORMAT=FILE>',
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
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(command);
}

const EXAMPLES = `
Examples:
  $ docproof check spec/openapi.yaml traffic.har --base-url http://127.0.0.1:4010
  $ docproof check api.yaml captures/*.har --format text --format junit=report.xml
  $ docproof check --config contracts/docproof.yaml --suite browser`;

async function run(document: string | undefined, captures: readonly string[], flags: CheckFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const runs =
    captures.length > 0
      ? [await givenRun(document, captures, flags, config)]
      : await suiteRuns(document, flags, config);
  const targets = flags.format ?? [{ format: 'text' }];
  assertDistinctFiles(targets, runs);
  const codes: number[] = [];
  for (const each of runs) codes.push(await checkRun(each, targets, flags));
  process.exitCode = Math.max(...codes);
}

async function givenRun(
  document: string | undefined,
  captures: readonly string[],
  flags: CheckFlags,
  config: Config,
): Promise<Run> {
  return { contract: await loadContract(document, loadOptions(flags, config)), captures, rules: { ...config.check } };
}

async function suiteRuns(document: string | undefined, flags: CheckFlags, config: Config): Promise<Run[]> {
  const suites = config.suites ?? {};
  const names = flags.suite ?? Object.keys(suites);
  if (names.length === 0 || (document !== undefined && !flags.suite)) {
    throw new InputError('bad-option', 'no capture was named', {
      cure: 'Name the document, then the captures: docproof check openapi.yaml traffic.har. Or list suites in docproof.yaml.',
    });
  }
  const runs: Run[] = [];
  for (const name of names) {
    const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
    if (!suite) {
      throw new InputError('bad-option', `there is no suite ${name}`, {
        cure: `docproof.yaml has ${Object.keys(suites).join(', ') || 'none'}.`,
      });
    }
    const contract = await loadContract(document ?? suite.document ?? config.document, loadOptions(flags, config));
    runs.push({ name, contract, captures: suite.captures, rules: { ...config.check, ...suite } });
  }
  return runs;
}

async function checkRun(
  { name, contract, captures, rules }: Run,
  targets: readonly Target[],
  flags: CheckFlags,
): Promise<number> {
  const placeholders = flags.placeholders ?? rules.placeholders;
  const undocumented = flags.undocumented ?? rules.undocumented;
  const result = await checkCapture(contract, captures, {
    baseUrls: [...(flags.baseUrl ?? []), ...(rules['base-url'] ?? [])],
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(undocumented === undefined ? {} : { undocumented }),
  });
  if (name !== undefined && !flags.quiet) say(`suite ${name}`);
  for (const target of targets) await write(result, target, name, flags);
  return exitCodeOf(
    result,
    flags.failOn ?? rules['fail-on'] ?? 'error',
    flags.minCoverage ?? rules['min-coverage'] ?? 0,
  );
}

async function write(
  result: Result,
  { format, file }: Target,
  suite: string | undefined,
  flags: CheckFlags,
): Promise<void> {
  const path = file?.replaceAll('{suite}', suite ?? 'all');
  const isTerminal = path === undefined && process.stdout.isTTY === true;
  const text = await writeReport(format, result, {
    color: path === undefined && wantsColor(flags.color, process.stdout),
    width: isTerminal ? process.stdout.columns : 100,
  });
  if (path === undefined) {
    print(text);
    return;
  }
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw new InputError('bad-option', 'the report cannot be written', {
      place: { source: path },
      cure: 'Check that its folder may be written.',
      cause,
    });
  }
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

function addTarget(value: string, before: readonly Target[] = []): Target[] {
  const [name = '', ...rest] = value.split('=');
  const format = reportFormatNames.find((known) => known === name);
  if (!format) throw new InvalidArgumentError(`It is one of ${reportFormatNames.join(', ')}.`);
  const file = rest.join('=');
  return [...before, { format, ...(file === '' ? {} : { file }) }];
}

function percent(value: string): number {
  const number = Number(value.replace(/%$/, ''));
  if (value.trim() !== '' && number >= 0 && number <= 100) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}

function assertDistinctFiles(targets: readonly Target[], runs: readonly Run[]): void {
  const shared = targets.find(({ file }) => file !== undefined && !file.includes('{suite}'));
  if (!shared || runs.length < 2) return;
  throw new InputError('bad-option', `each of ${runs.length} suites would overwrite ${shared.file}`, {
    cure: 'Put {suite} into the name, such as --format junit=reports/{suite}.xml.',
  });
}
