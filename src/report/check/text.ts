import {
  type AcceptedFault,
  type BaselineOutcome,
  type Fault,
  greatest,
  printable,
  type Result,
  type RunVerdict,
  type Summary,
} from '../../model/index.js';
import { colorsFor } from '../colors.js';
import type { ReportFormat, ReportOptions } from '../format.js';
import { byOperation, count, placeOf, seenIn, sourcesIn } from '../words.js';
import { hanging, loadColumns } from './columns.js';
import { coverageSection } from './coverage-section.js';
import { MANY_FAULTS, type Share, sharesByOperation, sharesByRule, WORST, worstOf } from './digest.js';
import { notChecked } from './verdict.js';
import { type ViolationStyle, violationLines } from './violation-lines.js';

/** Faults shown of one operation: a terminal scrolls. */
const MAX_FAULTS = 20;

/** The most lines of a table of rules, or of operations. A request that matches no operation counts as one. */
const MAX_ROWS = 20;

type Style = ViolationStyle;

/**
 * A report for a person: what was checked, what broke, what was covered, what could not be judged, and the verdict
 * last.
 */
export const text: ReportFormat<Result, 'text'> = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

async function write(result: Result, { color, width }: ReportOptions): Promise<string> {
  const style = {
    colors: colorsFor(color),
    columns: await loadColumns(),
    width: width ?? Number.POSITIVE_INFINITY,
    measure: width ?? 100,
  };
  const reported = result.faults.filter(({ accepted }) => accepted === undefined);
  const sections = [
    header(result, style),
    ...(reported.length > MANY_FAULTS
      ? [verdict(result.verdict, style), ...digest(reported, style)]
      : faultSections(reported, style)),
    coverageSection(result.coverage, style),
    remarks(result.summary, style),
    baselineSection(result.baseline, style),
    verdict(result.verdict, style),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header({ document, summary }: Result, { colors, columns, width }: Style): string[] {
  const title = [document.title, document.version].filter((word) => word !== '').join(' ');
  return [
    `${colors.bold(printable(document.source))}${title === '' ? '' : colors.dim(` (${printable(title)})`)}`,
    ...columns.wrap(
      `${count(summary.checked, 'exchange')} checked${summary.sources.length > 0 ? ` from ${sourcesIn(summary.sources)}` : ''}`,
      width,
    ),
  ];
}

function faultSections(faults: readonly Fault[], style: Style): string[][] {
  return [...byOperation(faults)].map(([operation, list]) => [
    style.colors.bold(printable(operation)),
    ...list.slice(0, MAX_FAULTS).flatMap((fault) => faultLines(fault, style)),
    ...leftOut(list.length - MAX_FAULTS, 'fault', style),
  ]);
}

/** The worst faults by themselves, and all of them in numbers. */
function digest(faults: readonly Fault[], style: Style): string[][] {
  const { bold } = style.colors;
  return [
    [
      bold(`The ${WORST} worst of ${count(faults.length, 'distinct fault')}`),
      ...worstOf(faults).flatMap((fault) => [`  ${bold(printable(fault.operation))}`, ...faultLines(fault, style)]),
      ...leftOut(faults.length - WORST, 'fault', style),
    ],
    shares('By rule', sharesByRule(faults), style),
    shares('By operation', sharesByOperation(faults), style),
  ];
}

function shares(title: string, all: readonly Share[], style: Style): string[] {
  const rows = all.slice(0, MAX_ROWS);
  const widest = greatest(
    0,
    rows.map(({ name }) => printable(name).length),
  );
  return [
    style.colors.bold(title),
    ...rows.map(({ name, errors, warnings, violations, operations }) => {
      const parts = [
        errors > 0 ? style.colors.red(count(errors, 'error')) : '',
        warnings > 0 ? style.colors.yellow(count(warnings, 'warning')) : '',
      ].filter((part) => part !== '');
      const where = operations > 1 ? ` in ${count(operations, 'operation')}` : '';
      return `  ${printable(name).padEnd(widest)}  ${parts.join(', ')}${where}${style.colors.dim(` × ${violations}`)}`;
    }),
    ...leftOut(all.length - MAX_ROWS, title === 'By rule' ? 'rule' : 'operation', style),
  ];
}

function leftOut(number: number, noun: string, { colors }: Style): string[] {
  return number > 0 ? [colors.dim(`  … and ${count(number, `more ${noun}`)} (--format html shows all)`)] : [];
}

function faultLines(fault: Fault, style: Style): string[] {
  const value = fault.examples[0]?.value;
  const shown = value === undefined ? fault : { ...fault, value };
  return violationLines(shown, style, { times: fault.count, facts: [['seen', seenIn(fault)]] });
}

function remarks(summary: Summary, { colors, columns, width }: Style): string[] {
  const lines: string[] = [];
  for (const { source, index, detail } of summary.unread) {
    const said = `not read: ${printable(source)} #${index}: ${printable(detail)}`;
    for (const line of hanging(columns, '  ', said, width, 4)) lines.push(colors.yellow(line));
  }
  if (summary.unreadLeftOut > 0) lines.push(colors.yellow(`  not read: ${summary.unreadLeftOut} more`));
  for (const said of notChecked(summary))
    for (const line of hanging(columns, '  ', printable(said), width, 4)) lines.push(line);
  return lines.length === 0 ? [] : [colors.bold('Not checked'), ...lines];
}

function baselineSection(baseline: BaselineOutcome | undefined, { colors }: Style): string[] {
  if (!baseline || baseline.vanished.length + baseline.expired.length === 0) return [];
  const { bold, green, yellow } = colors;
  const named = (fault: AcceptedFault): string => `${printable(fault.operation)} ${placeOf(fault)} [${fault.keyword}]`;
  return [
    bold('Baseline'),
    ...baseline.vanished.map((fault) => green(`  vanished: ${named(fault)}; --update-baseline removes it`)),
    ...baseline.expired.map((fault) => yellow(`  expired on ${fault.expires}: ${named(fault)}`)),
  ];
}

const VERDICT_COLORS = { passed: 'green', failed: 'red', inconclusive: 'yellow' } as const;

function verdict({ outcome, word, line }: RunVerdict, { colors, columns, width }: Style): string[] {
  // `PASSED, 2 not judged in full; …` or `PASSED no violations …`
  const start = line.charAt(word.length) === ',' ? `${word}, ` : `${word} `;
  const [first = '', ...rest] = hanging(columns, start, printable(line.slice(start.length)), width);
  return [first.replace(word, colors.bold(colors[VERDICT_COLORS[outcome]](word))), ...rest];
}
