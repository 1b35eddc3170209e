import pc from 'picocolors';
import {
  type AcceptedFault,
  type BaselineOutcome,
  type Coverage,
  type Fault,
  formatProvenance,
  printable,
  type Result,
  type Summary,
} from '../model/index.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { notChecked, verdictOf } from './verdict.js';
import { byOperation, count, oneLine, placeOf, seenIn } from './words.js';

/** Of an operation with more faults the first are told: a terminal scrolls. */
const MAX_FAULTS = 20;

/** What no operation matches is one of its own each. */
const MAX_OPERATIONS = 100;

type Colors = ReturnType<typeof pc.createColors>;

/** A report for a person: what was checked, what broke, what was covered, what could not be judged, and the verdict last. */
export const text: ReportFormat = { write };

function write(result: Result, { color, width }: ReportOptions): string {
  const colors = pc.createColors(color);
  const sections = [
    header(result, colors),
    ...faultSections(result.faults, colors, width),
    coverageSection(result.coverage, colors),
    remarks(result.summary, colors),
    baselineSection(result.baseline, colors),
    verdict(result.summary, colors),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header({ document, summary }: Result, { bold, dim }: Colors): string[] {
  const title = [document.title, document.version].filter((word) => word !== '').join(' ');
  return [
    `${bold(printable(document.source))}${title === '' ? '' : dim(` (${printable(title)})`)}`,
    `${count(summary.checked, 'exchange')} checked from ${summary.sources.map(printable).join(', ')}`,
  ];
}

function faultSections(faults: readonly Fault[], colors: Colors, width: number): string[][] {
  const reported = faults.filter(({ accepted }) => accepted === undefined);
  const groups = [...byOperation(reported)];
  const sections = groups
    .slice(0, MAX_OPERATIONS)
    .map(([operation, list]) => [
      colors.bold(printable(operation)),
      ...list.slice(0, MAX_FAULTS).flatMap((fault) => faultLines(fault, colors, width)),
      ...leftOut(list.length - MAX_FAULTS, 'fault', colors),
    ]);
  return [...sections, leftOut(groups.length - MAX_OPERATIONS, 'operation', colors)];
}

function leftOut(number: number, noun: string, { dim }: Colors): string[] {
  return number > 0 ? [dim(`  … and ${count(number, `more ${noun}`)} (--format html shows all)`)] : [];
}

function faultLines(fault: Fault, colors: Colors, width: number): string[] {
  const { keyword, message, schema, documented, count: times } = fault;
  const isError = fault.severity === 'error';
  const mark = isError ? colors.red('✗') : colors.yellow('!');
  const value = fault.examples[0]?.value;
  const facts: [string, string][] = [
    // An object that lacks a member is told by its place; its other members only hide what is missing.
    ...(value === undefined || keyword === 'required' ? [] : [['value', oneLine(value)] as [string, string]]),
    ['rule', printable(schema)],
    ...(documented ? [['documented', printable(formatProvenance(documented))] as [string, string]] : []),
    ['seen', seenIn(fault)],
  ];
  return [
    `  ${mark} ${placeOf(fault)}  ${colors.dim(`[${keyword}]`)}${times > 1 ? colors.dim(` × ${times}`) : ''}`,
    ...wrap(printable(message), width - 6).map((line) => `      ${isError ? colors.red(line) : colors.yellow(line)}`),
    ...facts.map(([name, fact]) => `      ${colors.dim(name.padEnd(11))}${fact}`),
  ];
}

/** Lines no longer than `width`, broken at blanks. A word that is longer stands alone. */
function wrap(sentence: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function coverageSection(
  { operations, operationsSeen, operationsTotal, percent, totals }: Coverage,
  { bold, dim, red }: Colors,
): string[] {
  const rows = operations.map(({ operation, exchanges, passed, failed, inconclusive, statuses }) => ({
    cells: [printable(operation), String(exchanges), String(passed), String(failed), String(inconclusive)],
    statuses: Object.entries(statuses)
      .filter(([, times]) => times > 0)
      .map(([status, times]) => `${status} × ${times}`)
      .join(', '),
    isSeen: exchanges > 0,
    isFailed: failed > 0,
  }));
  const head = ['operation', 'exchanges', 'passed', 'failed', 'inconclusive'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const align = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  // A document of a thousand operations would bury the verdict: what was never seen is counted only.
  const shown = rows.length <= 40 ? rows : rows.filter(({ isSeen }) => isSeen);
  return [
    bold('Coverage'),
    dim(`  ${align(head)}  statuses`),
    ...shown.map(({ cells, statuses, isSeen, isFailed }) => {
      const line = `  ${align(cells)}  ${statuses || 'never seen'}`;
      return isFailed ? red(line) : isSeen ? line : dim(line);
    }),
    `  ${operationsSeen} of ${count(operationsTotal, 'operation')} seen (${percent} %)`,
    ...(operationsSeen > 0 ? [`  of these: ${ratios(totals)}`] : []),
  ];
}

/** `3 of 4 statuses, 2 of 2 media types`; what the document does not have is not said. */
function ratios(totals: Coverage['totals']): string {
  const named = [
    [totals.statuses, 'statuses'],
    [totals.mediaTypes, 'media types'],
    [totals.parameters, 'parameters'],
    [totals.properties, 'properties'],
    [totals.enumMembers, 'enumeration members'],
  ] as const;
  return named
    .filter(([{ total }]) => total > 0)
    .map(([{ seen, total }, name]) => `${seen} of ${total} ${name}`)
    .join(', ');
}

function remarks(summary: Summary, { bold, yellow }: Colors): string[] {
  const lines: string[] = [];
  for (const { source, index, detail } of summary.unread)
    lines.push(yellow(`  not read: ${printable(source)} #${index}: ${printable(detail)}`));
  if (summary.unreadLeftOut > 0) lines.push(yellow(`  not read: ${summary.unreadLeftOut} more`));
  lines.push(...notChecked(summary).map((line) => `  ${line}`));
  return lines.length === 0 ? [] : [bold('Not checked'), ...lines];
}

function baselineSection(baseline: BaselineOutcome | undefined, { bold, green, yellow }: Colors): string[] {
  if (!baseline || baseline.vanished.length + baseline.expired.length === 0) return [];
  const named = (fault: AcceptedFault): string => `${printable(fault.operation)} ${placeOf(fault)} [${fault.keyword}]`;
  return [
    bold('Baseline'),
    ...baseline.vanished.map((fault) => green(`  vanished: ${named(fault)}; --update-baseline removes it`)),
    ...baseline.expired.map((fault) => yellow(`  expired on ${fault.expires}: ${named(fault)}`)),
  ];
}

const VERDICT_COLORS = { passed: 'green', failed: 'red', 'nothing-checked': 'red' } as const;

function verdict(summary: Summary, colors: Colors): string[] {
  const { outcome, word, sentence, gap } = verdictOf(summary);
  const mark = colors.bold(colors[VERDICT_COLORS[outcome]](word));
  return [`${mark} ${sentence}${gap === undefined ? '' : colors.yellow(`; ${gap}`)}`];
}
