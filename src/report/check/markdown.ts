import { type Fault, formatProvenance, type OperationCoverage, onOneLine, type Result } from '../../model/index.js';
import { brokenRules, type ReportFormat, type ReportOptions } from '../format.js';
import { byOperation, count, oneLine, plain, seenIn, sourcesIn } from '../words.js';
import { statusesOf } from './coverage-section.js';
import { MANY_FAULTS, sharesByRule, WORST, worstOf } from './digest.js';
import { cellOf, codeOf, htmlOf, textOf } from './markdown-text.js';
import { notChecked } from './verdict.js';

/** GitHub refuses a comment of more than 65,536 characters, and a workflow may write something around this one. */
const MAX_LENGTH = 60_000;

/** Faults shown of one operation. */
const MAX_FAULTS = 20;

const MAX_ROWS = 40;

/** Up to so many faults are shown without a click. */
const MAX_OPEN = 5;

const MARKS = { passed: '✅', failed: '❌', inconclusive: '❔' } as const;

/** By this line a workflow finds the comment of its last run, to write over it. */
const MARKER = '<!-- docproof -->';

/**
 * Markdown for a comment on a pull request, of GitHub's kind (GFM) and of bounded length: the verdict, then what it
 * rests on, folded.
 */
export const markdown: ReportFormat<Result, 'markdown', string> = {
  name: 'markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  write,
  pointers: brokenRules,
};

function write(result: Result, options: ReportOptions): string {
  const head = [MARKER, ...heading(result)].join('\n');
  const tail = [...coverage(result), ...remarks(result)].join('\n');
  const faults = faultSections(result.faults, options, MAX_LENGTH - head.length - tail.length);
  return `${[head, ...faults, tail].filter((part) => part !== '').join('\n\n')}\n`;
}

function heading({ document, summary, verdict }: Result): string[] {
  const title = [document.title, document.version].filter((part) => part !== '').join(' ');
  return [
    `### ${MARKS[verdict.outcome]} ${plain(verdict.line)}`,
    '',
    `${codeOf(document.source)}${title === '' ? '' : ` (${textOf(title)})`}${summary.sources.length > 0 ? ` against ${sourcesIn(summary.sources, codeOf)}` : ''}`,
  ];
}

/** As many operations as fit, and how many faults did not. */
function faultSections(all: readonly Fault[], options: ReportOptions, room: number): string[] {
  const faults = all.filter(({ accepted }) => accepted === undefined);
  const sections = faults.length > MANY_FAULTS ? digest(faults, options) : [];
  let left = room - 200 - sections.join('\n\n').length;
  let shown = 0;
  for (const [operation, list] of byOperation(faults)) {
    const section = operationSection(operation, list, options, faults.length <= MAX_OPEN);
    if (section.length + 2 > left) break;
    left -= section.length + 2;
    shown += list.length;
    sections.push(section);
  }
  const more = faults.length - shown;
  return more > 0
    ? [...sections, `… and ${count(more, 'more distinct fault')} (\`--format html\` shows all)`]
    : sections;
}

/** The worst faults, open, and all of them by rule. */
function digest(faults: readonly Fault[], options: ReportOptions): string[] {
  const rules = sharesByRule(faults);
  const worst = worstOf(faults).map((fault) => item(fault, options, `${codeOf(fault.operation)} `));
  return [
    details(`The ${WORST} worst of ${count(faults.length, 'distinct fault')}`, worst, true),
    details(`By rule: ${count(rules.length, 'rule')}`, [
      '| rule | errors | warnings | operations | violations |',
      '|---|--:|--:|--:|--:|',
      ...rules
        .slice(0, MAX_ROWS)
        .map(
          ({ name, errors, warnings, operations, violations }) =>
            `| ${[cellOf(name), errors, warnings, operations, violations].join(' | ')} |`,
        ),
    ]),
  ];
}

function operationSection(
  operation: string,
  faults: readonly Fault[],
  options: ReportOptions,
  isOpen: boolean,
): string {
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const warnings = faults.length - errors;
  const said = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
    .filter((word) => word !== '')
    .join(', ');
  const more = faults.length - MAX_FAULTS;
  return details(
    `${htmlOf(operation)} ${said}`,
    [
      ...faults.slice(0, MAX_FAULTS).map((fault) => item(fault, options)),
      ...(more > 0 ? [`- … and ${count(more, 'more distinct fault')}`] : []),
    ],
    isOpen,
  );
}

function item(fault: Fault, { document }: ReportOptions, before = ''): string {
  const { severity, schema, documented, keyword } = fault;
  const { place, message } = onOneLine(fault);
  const value = fault.examples[0]?.value;
  const position = document?.locate(schema.slice(1));
  const facts = [
    ...(value === undefined || keyword === 'required' ? [] : [`value ${codeOf(oneLine(value))}`]),
    `rule ${codeOf(position ? `${position.file}:${position.line}` : schema)}`,
    ...(documented ? [`documented ${codeOf(formatProvenance(documented))}`] : []),
    `seen ${textOf(seenIn(fault))}`,
  ];
  return `- ${severity === 'error' ? '❌' : '⚠️'} ${before}${codeOf(place)} ${textOf(message)}\\\n  ${facts.join(' · ')}`;
}

function coverage({ coverage: { operations, operationsSeen, operationsTotal, percent } }: Result): string[] {
  const rows = [
    ...operations.filter(({ exchanges }) => exchanges > 0),
    ...operations.filter(({ exchanges }) => exchanges === 0),
  ];
  const more = rows.length - MAX_ROWS;
  return [
    details(`Coverage: ${operationsSeen} of ${count(operationsTotal, 'operation')} seen (${percent} %)`, [
      '| operation | exchanges | passed | failed | inconclusive | statuses |',
      '|---|--:|--:|--:|--:|---|',
      ...rows.slice(0, MAX_ROWS).map(row),
      ...(more > 0 ? [`| … and ${count(more, 'more operation')} | | | | | |`] : []),
    ]),
  ];
}

function row(coverage: OperationCoverage): string {
  const { operation, exchanges, passed, failed, inconclusive } = coverage;
  const cells = [cellOf(operation), exchanges, passed, failed, inconclusive, statusesOf(coverage) || 'never seen'];
  return `| ${cells.join(' | ')} |`;
}

function remarks({ summary, baseline }: Result): string[] {
  const lines = [
    ...summary.unread
      .slice(0, 10)
      .map(({ source, index, detail }) => `- not read: ${codeOf(`${source} #${index}`)} ${textOf(detail)}`),
    ...(summary.unread.length + summary.unreadLeftOut > 10
      ? [`- not read: ${summary.unread.length + summary.unreadLeftOut - 10} more`]
      : []),
    ...notChecked(summary).map((line) => `- ${plain(line)}`),
    ...(baseline && baseline.vanished.length > 0
      ? [`- baseline: ${count(baseline.vanished.length, 'accepted fault')} vanished`]
      : []),
    ...(baseline && baseline.expired.length > 0
      ? [`- baseline: ${count(baseline.expired.length, 'accepted fault')} expired`]
      : []),
  ];
  return lines.length === 0 ? [] : ['', details('Not checked', lines)];
}

/** A part that opens with a click; its content needs blank lines around it to be Markdown (CommonMark 0.31 §4.6). */
function details(summary: string, lines: readonly string[], isOpen = false): string {
  return [`<details${isOpen ? ' open' : ''}>`, `<summary>${summary}</summary>`, '', ...lines, '', '</details>'].join(
    '\n',
  );
}
