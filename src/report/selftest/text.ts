import { type FaultScore, type Misjudged, printable, type Remark, type SelftestResult } from '../../model/index.js';
import { colorsFor } from '../colors.js';
import type { ReportFormat, ReportOptions } from '../format.js';
import { count } from '../words.js';

/** How a self-test may look. */
interface Style {
  readonly color: boolean;
  /** How many misjudged exchanges are shown before the rest is only counted. */
  readonly limit: number;
}

/** A self-test for a person: caught faults and false alarms by class, and every exchange that was misjudged. */
export const selftestText: ReportFormat<SelftestResult, 'text', string> = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
};

function write(result: SelftestResult, { color, limit = 20 }: ReportOptions): string {
  const options = { color, limit };
  const { bold, dim } = colorsFor(options.color);
  const { document } = result;
  const title = [document.title, document.version].filter((word) => word !== '').join(' ');
  const sections = [
    [`${bold(printable(document.source))}${title === '' ? '' : dim(` (${printable(title)})`)}`],
    table(result.classes, options),
    untested(result, options),
    unusable(result, options),
    misjudged(result, options),
    [verdict(result, options)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function table(classes: readonly FaultScore[], { color }: Style): string[] {
  const { bold, dim, red, green } = colorsFor(color);
  const head = `${'Fault'.padEnd(24)}${'seeded'.padStart(8)}${'caught'.padStart(8)}${'false alarms'.padStart(14)}`;
  return [
    bold(head),
    ...classes
      .filter(({ seeded }) => seeded > 0)
      .map(({ class: name, seeded, caught, falseAlarms }) => {
        const isClean = name === 'none';
        const good = (isClean || caught === seeded) && falseAlarms === 0;
        const cells = `${String(seeded).padStart(8)}${(isClean ? '' : String(caught)).padStart(8)}${String(falseAlarms).padStart(14)}`;
        const line = `${(isClean ? '(none)' : name).padEnd(24)}${cells}`;
        return good ? `${line}  ${green('✓')}` : `${red(line)}  ${red('✗')}`;
      }),
    ...classes
      .filter(({ seeded }) => seeded === 0)
      .map(({ class: name }) => dim(`${name.padEnd(24)}${'–'.padStart(8)}`)),
  ];
}

function untested({ operations }: SelftestResult, { color, limit }: Style): string[] {
  const { bold, dim } = colorsFor(color);
  const names = operations.untested;
  if (names.length === 0) return [];
  return [
    bold('Operations without a valid exchange, and so without a test'),
    ...names.slice(0, limit).map((name) => `  ${printable(name)}`),
    ...(names.length > limit ? [dim(`  … and ${names.length - limit} more: --format json lists them all`)] : []),
  ];
}

function unusable({ unusableKeywords = [] }: SelftestResult, { color, limit }: Style): string[] {
  const { bold, dim } = colorsFor(color);
  if (unusableKeywords.length === 0) return [];
  return [
    bold('Keywords that cannot be used: values that depend on them got no faults'),
    ...unusableKeywords.slice(0, limit).map(({ pointer, detail }) => `  #${printable(pointer)}  ${printable(detail)}`),
    ...(unusableKeywords.length > limit
      ? [dim(`  … and ${unusableKeywords.length - limit} more: --format json lists them all`)]
      : []),
  ];
}

function misjudged({ misjudged: list }: SelftestResult, { color, limit }: Style): string[] {
  const { bold, dim } = colorsFor(color);
  if (list.length === 0) return [];
  return [
    bold('Misjudged'),
    ...list.slice(0, limit).flatMap((one) => lines(one).map(printable)),
    ...(list.length > limit ? [dim(`  … and ${list.length - limit} more: --format json lists them`)] : []),
  ];
}

function lines({ class: name, operation, expected, found, request, response }: Misjudged): string[] {
  const said = found.length === 0 ? 'nothing' : found.map(named).join('; ');
  const body = (expected ?? found[0])?.in === 'response' ? response.body : request.body;
  return [
    `  ${operation} → ${response.status}  ${name}`,
    `    expected  ${expected ? named(expected) : 'nothing'}`,
    `    reported  ${said}`,
    `    sent      ${request.method} ${request.url}${body === undefined ? '' : `  ${body.slice(0, 200)}`}`,
  ];
}

function named({ in: side, part, location, item, keyword }: Remark): string {
  return `${side} ${part}${item === undefined ? '' : ` item ${item}`}${location === '' ? '' : ` ${location}`} ${keyword}`;
}

function verdict({ seeded, caught, falseAlarms, leftOut, operations }: SelftestResult, { color }: Style): string {
  const { bold, red, green } = colorsFor(color);
  const tested = operations.total - operations.untested.length;
  const text = `${caught} of ${count(seeded, 'fault')} caught, ${count(falseAlarms, 'false alarm')}`;
  const where = ` in ${tested} of ${count(operations.total, 'operation')}`;
  const others = leftOut === 0 ? '' : `; ${count(leftOut, 'exchange')} left out: out of scope, not whole, or not valid`;
  return `${bold(caught === seeded && falseAlarms === 0 ? green(text) : red(text))}${where}${others}`;
}
