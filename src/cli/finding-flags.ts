import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type FindingFormatName,
  type FindingReport,
  type FindingSeverity,
  findingFormatNames,
  findingSeverities,
  writeFindings,
} from '../api/index.js';
import { writeText } from './check-targets.js';
import { EXIT } from './exit.js';
import { collect } from './options.js';
import { print, wantsColor } from './output.js';

/** Flags of verbs that report findings. */
export interface FindingFlags {
  readonly format?: readonly FindingTarget[];
  readonly failOn?: FindingSeverity | 'never';
  readonly off?: readonly string[];
  readonly color?: boolean;
}

/** One report to write. */
interface FindingTarget {
  readonly format: FindingFormatName;
  readonly file?: string;
}

/** Adds `--format`, `--fail-on` and `--off`. @param failOn the severity from which on the verb fails by itself */
export function withFindingFlags(command: Command, failOn: FindingSeverity | 'never'): Command {
  return command
    .option(
      '-f, --format <FORMAT=FILE>',
      `${findingFormatNames.join(', ')}; to FILE or standard output (repeatable)`,
      addTarget,
    )
    .addOption(
      new Option('--fail-on <LEVEL>', `exit with 1 from this severity on (default: ${failOn})`).choices([
        ...findingSeverities,
        'never',
      ]),
    )
    .option('--off <RULE>', 'switch a rule off (repeatable)', collect);
}

function addTarget(value: string, before: readonly FindingTarget[] = []): FindingTarget[] {
  const [name = '', ...rest] = value.split('=');
  const format = findingFormatNames.find((known) => known === name);
  if (!format) throw new InvalidArgumentError(`It is one of ${findingFormatNames.join(', ')}.`);
  const file = rest.join('=');
  return [...before, { format, ...(file === '' ? {} : { file }) }];
}

/** Writes the reports that were asked for. @param otherwise the format where none was; undefined writes nothing */
export async function writeReports(
  report: FindingReport,
  flags: FindingFlags,
  otherwise?: FindingFormatName,
): Promise<void> {
  const targets = flags.format ?? (otherwise === undefined ? [] : [{ format: otherwise }]);
  for (const { format, file } of targets) {
    const color = file === undefined && wantsColor(flags.color, process.stdout);
    const text = writeFindings(format, report, { color });
    if (file === undefined) print(text);
    else await writeText(file, text, 'the report');
  }
}

/** The exit code that findings of these counts make. */
export function exitCodeOf({ counts }: FindingReport, failOn: FindingSeverity | 'never'): number {
  if (failOn === 'never') return EXIT.holds;
  const from = findingSeverities.indexOf(failOn);
  return findingSeverities.slice(0, from + 1).some((severity) => counts[severity] > 0) ? EXIT.broken : EXIT.holds;
}
