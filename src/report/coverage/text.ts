import { type Coverage, type MergedCoverage, printable } from '../../model/index.js';
import { colorsFor } from '../colors.js';
import type { ReportFormat, ReportOptions } from '../format.js';
import { count, sourcesIn } from '../words.js';
import { neverSeen } from './never-seen.js';

/** How merged coverage may look. */
interface Style {
  readonly color: boolean;
  /** How many of a kind are listed before the rest is only counted. */
  readonly limit: number;
}

/** Coverage for a person: how much of each kind was seen, and by name what was not. */
export const coverageText: ReportFormat<MergedCoverage, 'text', string> = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

function write({ document, coverage, runs }: MergedCoverage, { color, limit = 20 }: ReportOptions): string {
  const options = { color, limit };
  const { bold, dim } = colorsFor(options.color);
  const title = [document.title, document.version].filter((word) => word !== '').join(' ');
  const sources = [...new Set(runs.flatMap((run) => run.sources))];
  const sections = [
    [
      `${bold(printable(document.source))}${title === '' ? '' : dim(` (${printable(title)})`)}`,
      `${count(runs.length, 'run')} from ${sourcesIn(sources)}`,
    ],
    table(coverage, options),
    ...neverSeen(coverage).map(([heading, names]) => list(heading, names, options)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function table({ operationsSeen, operationsTotal, totals }: Coverage, { color }: Style): string[] {
  const { bold, dim } = colorsFor(color);
  const rows = [
    ['operations', operationsSeen, operationsTotal],
    ['statuses', totals.statuses.seen, totals.statuses.total],
    ['media types', totals.mediaTypes.seen, totals.mediaTypes.total],
    ['parameters', totals.parameters.seen, totals.parameters.total],
    ['properties', totals.properties.seen, totals.properties.total],
    ['enumeration members', totals.enumMembers.seen, totals.enumMembers.total],
  ] as const;
  return [
    bold('Coverage') + dim('   operations of the document; all else of the operations that were seen'),
    ...rows
      .filter(([, , total]) => total > 0)
      .map(([name, seen, total]) => {
        const percent = Math.floor((seen / total) * 100);
        return `  ${name.padEnd(20)}${bar(seen / total)} ${String(percent).padStart(3)} %  ${seen} of ${total}`;
      }),
  ];
}

function bar(share: number): string {
  const full = Math.round(share * 20);
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`;
}

function list(heading: string, names: readonly string[], { color, limit }: Style): string[] {
  if (names.length === 0) return [];
  const { bold, dim } = colorsFor(color);
  const more = names.length - limit;
  return [
    bold(heading),
    ...names.slice(0, limit).map((name) => `  ${printable(name)}`),
    ...(more > 0 ? [dim(`  … and ${more} more: --format json lists them all`)] : []),
  ];
}
