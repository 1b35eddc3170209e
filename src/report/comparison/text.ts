import {
  type ChangedUsage,
  type Comparison,
  type Fault,
  type JsonValue,
  type OperationComparison,
  printable,
  type RuleChange,
} from '../../model/index.js';
import { type Colors, colorsFor } from '../colors.js';
import type { ReportFormat, ReportOptions } from '../format.js';
import { count, oneLine, placeOf, seenIn, sentenceOf } from '../words.js';

/** The effects of a new document on those whose exchanges were recorded, for a person; the verdict last. */
export const comparisonText: ReportFormat<Comparison, 'text', string> = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

function write(comparison: Comparison, { color }: ReportOptions): string {
  const colors = colorsFor(color);
  const sections = [
    header(comparison, colors),
    ...comparison.operations.map((operation) => operationSection(operation, colors)),
    touchedSection(comparison.touched, colors),
    verdict(comparison, colors),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function header({ document, newDocument, summary }: Comparison, { bold, dim }: Colors): string[] {
  const named = ({ source, title, version }: Comparison['document']): string => {
    const words = [title, version].filter((word) => word !== '').join(' ');
    return `${bold(printable(source))}${words === '' ? '' : dim(` (${printable(words)})`)}`;
  };
  return [
    `${named(document)} → ${named(newDocument)}`,
    `${count(summary.compared, 'exchange')} compared from ${summary.sources.map(printable).join(', ')}`,
  ];
}

function operationSection(operation: OperationComparison, colors: Colors): string[] {
  const { exchanges, broken, mended, newOperation, newFaults, goneFaults } = operation;
  const flips = [
    broken > 0 ? colors.red(`${broken} of ${count(exchanges, 'exchange')} ${broken === 1 ? 'fails' : 'fail'} now`) : '',
    mended > 0 ? colors.green(`${mended} ${mended === 1 ? 'fails' : 'fail'} no longer`) : '',
  ].filter((words) => words !== '');
  const name = `${printable(operation.operation)}${newOperation === undefined ? '' : ` (now ${printable(newOperation)})`}`;
  return [
    `${colors.bold(name)}  ${flips.length > 0 ? flips.join(', ') : colors.dim('no verdict flips')}`,
    ...newFaults.flatMap((fault) => newFaultLines(fault, colors)),
    ...goneFaults.map((fault) => colors.green(`  ✓ no longer: ${sentenceOf(fault)}${times(fault)}`)),
  ];
}

function newFaultLines(fault: Fault, colors: Colors): string[] {
  const { keyword, message, schema } = fault;
  const isError = fault.severity === 'error';
  const value = fault.examples[0]?.value;
  const facts: [string, string][] = [
    ...(value === undefined || keyword === 'required' ? [] : [['value', oneLine(value)] as [string, string]]),
    ['rule', printable(schema)],
    ['seen', seenIn(fault)],
  ];
  return [
    `  ${isError ? colors.red('✗') : colors.yellow('!')} ${placeOf(fault)}  ${colors.dim(`[${keyword}]${times(fault)}`)}`,
    `      ${(isError ? colors.red : colors.yellow)(printable(message))}`,
    ...facts.map(([name, fact]) => `      ${colors.dim(name.padEnd(11))}${fact}`),
  ];
}

function times({ count: number }: Fault): string {
  return number > 1 ? ` × ${number}` : '';
}

function touchedSection(touched: readonly ChangedUsage[], { bold, dim }: Colors): string[] {
  if (touched.length === 0) return [];
  const lines: string[] = [];
  let operation: string | undefined;
  for (const each of touched) {
    if (each.operation !== operation) lines.push(`  ${printable(each.operation)}`);
    operation = each.operation;
    const { in: side = '', name = '' } = each;
    const place = [side, name].filter((word) => word !== '').join(' ');
    lines.push(`    ${place === '' ? '' : `${printable(place)}: `}${changeOf(each)} ${dim(`(${usage(each)})`)}`);
  }
  return [bold('What these exchanges use and the new document changes'), ...lines];
}

function changeOf({ kind, change, member, rules = [] }: ChangedUsage): string {
  if (kind === 'enum-member')
    return change === 'removed'
      ? `may no longer be ${oneLine(member ?? null)}`
      : `may be ${oneLine(member ?? null)} too`;
  if (change === 'removed') return 'is no longer documented';
  if (change === 'added') return 'must be sent now';
  return rules.map(ruleOf).join(', ');
}

function ruleOf({ rule, before, after }: RuleChange): string {
  const shown = (value: JsonValue): string => (typeof value === 'string' ? printable(value) : oneLine(value));
  if (before === undefined) return `${rule} ${shown(after ?? null)} is new`;
  return after === undefined ? `${rule} ${shown(before)} is gone` : `${rule} ${shown(before)} → ${shown(after)}`;
}

function usage({ kind, change, count: number, rules }: ChangedUsage): string {
  const isMissing =
    kind === 'parameter' &&
    (change === 'added' || rules?.some(({ rule, after }) => rule === 'required' && after === true));
  return isMissing ? `${count(number, 'request')} without it` : number === 1 ? 'seen once' : `seen ${number} times`;
}

function verdict({ summary, document, newDocument }: Comparison, { bold, red, green, yellow }: Colors): string[] {
  const { broken, mended, failing, serverGone, compared, unread } = summary;
  const details = [
    serverGone > 0 ? `${serverGone} of them with servers that it does not name` : '',
    mended > 0 ? `${mended} that failed before ${mended === 1 ? 'passes' : 'pass'}` : '',
    failing > 0 ? `${failing} ${failing === 1 ? 'fails' : 'fail'} with both` : '',
  ].filter((words) => words !== '');
  const lost = unread > 0 ? `${count(unread, 'entry', 'entries')} could not be read` : '';
  const held =
    compared === 0
      ? 'no exchange was compared'
      : `${count(compared, 'exchange')} compared, and none that passed before fails`;
  if (broken === 0 && (lost !== '' || compared === 0)) {
    const why = [lost, held, ...details].filter((words) => words !== '');
    return [`${bold(yellow('INCONCLUSIVE'))} ${why.join('; ')}`];
  }
  if (lost !== '') details.push(yellow(lost));
  const more = details.length > 0 ? `; ${details.join('; ')}` : '';
  const names = `${printable(document.source)} and ${broken === 1 ? 'fails' : 'fail'} with ${printable(newDocument.source)}`;
  return broken > 0
    ? [
        `${bold(red('BROKEN'))} ${broken} of ${count(compared, 'exchange')} ${broken === 1 ? 'passes' : 'pass'} with ${names}${more}`,
      ]
    : [`${bold(green('COMPATIBLE'))} ${held}${more}`];
}
