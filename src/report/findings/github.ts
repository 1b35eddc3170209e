import {
  type Finding,
  type FindingReport,
  findingFile,
  findingSeverities,
  formatFindingPlace,
} from '../../model/index.js';
import { command, MAX_ANNOTATIONS } from '../check/github.js';
import type { ReportFormat } from '../format.js';
import { findingsVerdict } from './text.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands that annotate the pages in a pull request: the first findings of each severity, then how many there
 * are.
 */
export const findingsGithub: ReportFormat<FindingReport, 'github', string> = {
  name: 'github',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

function write(report: FindingReport): string {
  const shown = findingSeverities.flatMap((severity) =>
    // The last notice says how many there are.
    report.findings
      .filter((finding) => finding.severity === severity)
      .slice(0, severity === 'info' ? MAX_ANNOTATIONS - 1 : MAX_ANNOTATIONS),
  );
  const more = report.findings.length - shown.length;
  const verdict = `${findingsVerdict(report)}${more > 0 ? `; ${more} of them not annotated` : ''}`;
  return [
    ...shown.map((finding) => annotation(finding, report)),
    command('notice', { title: `Docproof: ${report.source}` }, [verdict]),
    '',
  ].join('\n');
}

function annotation(
  { rule, severity, page, line, column, message, suggestion, against }: Finding,
  report: FindingReport,
): string {
  const place = {
    file: findingFile(report, page),
    line: String(line),
    ...(column === undefined ? {} : { col: String(column) }),
    title: rule,
  };
  return command(LEVELS[severity], place, [
    message,
    ...(against ? [`against: ${formatFindingPlace(report, against)}`] : []),
    ...(suggestion === undefined ? [] : [suggestion]),
  ]);
}
