import {
  type Finding,
  type FindingCounts,
  type FindingReport,
  findingFile,
  formatFindingPlace,
  printable,
} from '../../model/index.js';
import { colorsFor } from '../colors.js';
import type { ReportFormat, ReportOptions } from '../format.js';
import { count } from '../words.js';

/** Findings shown of one page: a terminal scrolls. */
const MAX_FINDINGS = 50;

/** Findings for a person, page by page; how many there are comes last. */
export const findingsText: ReportFormat<FindingReport, 'text', string> = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

function write(report: FindingReport, { color }: ReportOptions): string {
  const colors = colorsFor(color);
  const pages = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const known = pages.get(finding.page);
    if (known) known.push(finding);
    else pages.set(finding.page, [finding]);
  }
  const words = { error: colors.red('error'), warning: colors.yellow('warning'), info: colors.blue('info') };
  const sections = [...pages].map(([page, findings]) => {
    const file = printable(findingFile(report, page));
    const shown = findings
      .slice(0, MAX_FINDINGS)
      .flatMap(({ line, column, severity, rule, message, suggestion, against }) => [
        `  ${file}:${line}${column === undefined ? '' : `:${column}`} ${words[severity]} ${printable(message)} ${colors.dim(`[${rule}]`)}`,
        ...(against ? [colors.dim(`      against ${printable(formatFindingPlace(report, against))}`)] : []),
        ...(suggestion === undefined ? [] : [colors.dim(`      ${printable(suggestion)}`)]),
      ]);
    const left = findings.length - MAX_FINDINGS;
    return [
      colors.bold(file),
      ...shown,
      ...(left > 0 ? [colors.dim(`  … and ${left} more (--format json has all)`)] : []),
    ];
  });
  return `${[...sections, [colors.bold(findingsVerdict(report))]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** `2 errors, 1 warning and 3 infos in 5 pages`. */
export function findingsVerdict({ counts, pages, source }: Pick<FindingReport, 'counts' | 'pages' | 'source'>): string {
  const where = pages > 0 ? count(pages, 'page') : printable(source);
  return `${countsInWords(counts)} in ${where}`;
}

function countsInWords({ error, warning, info }: FindingCounts): string {
  if (error + warning + info === 0) return 'no findings';
  return [count(error, 'error'), count(warning, 'warning'), count(info, 'info')]
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
}
