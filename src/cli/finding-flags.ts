import {
  type FindingFormatName,
  type FindingReport,
  type FindingSeverity,
  findingSeverities,
  writeFindings,
} from '../api/index.js';
import type { FINDINGS, OptionsOf } from '../options/index.js';
import { writeText } from './check-targets.js';
import { EXIT } from './exit.js';
import { print, wantsColor } from './output.js';

/** Flags of verbs that report findings. */
export interface FindingFlags extends OptionsOf<typeof FINDINGS> {
  readonly color?: boolean;
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

/** The exit code for findings of these counts. */
export function exitCodeOf({ counts }: FindingReport, failOn: FindingSeverity | 'never'): number {
  if (failOn === 'never') return EXIT.holds;
  const from = findingSeverities.indexOf(failOn);
  return findingSeverities.slice(0, from + 1).some((severity) => counts[severity] > 0) ? EXIT.broken : EXIT.holds;
}
